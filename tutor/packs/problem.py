"""A fault of a pack, with the place in the file where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.manifest import Position, Span
from tutor.packs.shape import UNSAFE

START = Span(start=Position(line=1, column=1), end=Position(line=1, column=1))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One broken rule; line and column count from 1, `rule` is one of L1 to L12."""

    file: str
    line: int
    column: int
    rule: str
    message: str

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column} {self.rule} {self.message}"
        return UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def problem(file: str, rule: str, message: str, span: Span = START) -> Problem:
    """Say that a rule is broken at a span of a file; without a span, at its start."""
    return Problem(file=file, line=span.start.line, column=span.start.column, rule=rule, message=message)
