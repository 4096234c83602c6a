"""Own repairs as values: a sentence's id with parameters, and the edits that carry it out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field

from tutor.manifest.model import Position, Span
from tutor.values import frozen


@frozen
class Edit:
    """Put `text` where the span is; an empty span inserts."""

    span: Span
    text: str


@frozen
class Repair:
    """One quick fix: `id` names its sentence in the catalogue of words, the first edit its place."""

    id: str
    edits: tuple[Edit, ...]
    params: Mapping[str, str] = field(default_factory=dict)


class Source:
    """A text and the offsets of its lines, which end at line feeds."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        for row in text.split("\n"):
            self._starts.append(self._starts[-1] + len(row) + 1)

    def offset(self, place: Position) -> int | None:
        """Give a place's offset, or None when the text does not reach there."""
        if not 0 < place.line < len(self._starts):
            return None
        at = self._starts[place.line - 1] + place.column - 1
        return at if at < self._starts[place.line] else None

    def place(self, at: int) -> Position:
        """Give an offset's place."""
        line = bisect_right(self._starts, at, hi=len(self._starts) - 1)
        return Position(line=line, column=at - self._starts[line - 1] + 1)

    def cut(self, span: Span) -> str | None:
        """Give the text of a span, or None when it is not inside."""
        start, end = self.offset(span.start), self.offset(span.end)
        return None if start is None or end is None else self.text[start:end]

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Make an edit from offsets."""
        return Edit(span=Span(start=self.place(start), end=self.place(end)), text=text)

    def line_start(self, line: int) -> int:
        """Give the offset where a line starts, the text's end past the last."""
        return min(self._starts[min(line, len(self._starts)) - 1], len(self.text))


def apply(text: str, repair: Repair) -> str:
    """Carry a repair out; edits that lie outside the text, or overlap an earlier one, change nothing."""
    source = Source(text)
    pieces: list[str] = []
    done = 0
    for edit in sorted(repair.edits, key=lambda edit: (edit.span.start.line, edit.span.start.column)):
        start, end = source.offset(edit.span.start), source.offset(edit.span.end)
        if start is None or end is None or not done <= start <= end:
            continue
        pieces += (text[done:start], edit.text)
        done = end
    return "".join((*pieces, text[done:]))
