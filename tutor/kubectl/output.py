"""What a command leaves behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Both streams and the exit status of one command."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0
