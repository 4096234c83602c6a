"""`tutor regrade`: grade again, and list who moves against an earlier run, and why."""

from __future__ import annotations

from tutor.cli import grade


def run(words: list[str]) -> int:
    """Grade against earlier rows; 0 when nobody moves, 1 when somebody does."""
    return grade.run(words, command="regrade")
