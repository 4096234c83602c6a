"""What a command leaves behind."""

from __future__ import annotations

from tutor.values import frozen


@frozen
class Output:
    """Both streams and the exit status of one command."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0
