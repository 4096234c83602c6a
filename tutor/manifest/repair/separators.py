"""Own repairs of what stands between documents, and of characters that no file of text has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tutor.manifest.repair.model import Repair, Source

_DIRECTIVE: Final = re.compile(r"^%[^\n]*(?:\n|\Z)", re.MULTILINE)
_LOADED: Final = re.compile(r"^---(?P<extra>[^\s-][^\n]*)", re.MULTILINE)
_END: Final = re.compile(r"^(?P<extra>\.\.\.)(?=[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*(?!---)[ \t]*[^\s#])", re.MULTILINE)
_CONTROL: Final = re.compile("(?P<extra>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]+)")
_MOST: Final = 200


def separator_repairs(text: str) -> tuple[Repair, ...]:
    """Offer each repair that a text asks for."""
    found = (make(text) for make in _MAKERS)
    return tuple(repair for repair in found if repair is not None)


def _rule(id_: str, pattern: re.Pattern[str], group: str | int, new: str) -> Callable[[str], Repair | None]:
    def make(text: str) -> Repair | None:
        source = Source(text)
        matches = [match for match, _ in zip(pattern.finditer(text), range(_MOST), strict=False)]
        edits = tuple(source.edit(*match.span(group), new) for match in matches)
        params = {"count": str(len(edits)), "line": str(edits[0].span.start.line)} if edits else {}
        return Repair(id=id_, edits=edits, params=params) if edits else None

    return make


_MAKERS: Final = (
    _rule("repair.remove-directive", _DIRECTIVE, 0, ""),
    _rule("repair.bare-separator", _LOADED, "extra", ""),
    _rule("repair.part-documents", _END, "extra", "---"),
    _rule("repair.remove-control", _CONTROL, "extra", ""),
)
