"""Own repairs of text that need not be YAML yet: tabs, odd spaces, curly quotes, pasted lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from tutor.manifest.model import Span
from tutor.manifest.parsing import parse
from tutor.manifest.repair.model import Edit, Repair, Source, apply

_INDENT: Final = re.compile("^[ \t\u00a0]+", re.MULTILINE)
_BEFORE_TEXT: Final = re.compile("^[^'\"#\n\u201c\u2018]*", re.MULTILINE)
_CURLY: Final = re.compile(
    "(?:^|[:\\-\\[,{] *)(?P<seen>\u201c[^\n\u201c\u201d\"\\\\]*\u201d|\u2018[^\n\u2018\u2019']*\u2019)", re.MULTILINE
)
_STRAIGHT: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
_PASTED: Final = re.compile(r"^(?:```[^\n]*|(?:\$|# (?:kubectl|cat|vi|vim|nano)) [^\n]*)(?:\n|\Z)", re.MULTILINE)
_HERE_WORD: Final = re.compile(r"<<-?\s*['\"]?(?P<word>[A-Za-z_]\w{0,40})")
_WIDTHS: Final = (2, 4, 8)
_MOST: Final = 2_000
_MOST_HERE: Final = 10


def line_repairs(text: str) -> tuple[Repair, ...]:
    """Offer each repair that the characters of a text ask for, each for the whole text at once."""
    found = (make(text) for make in _MAKERS)
    return tuple(repair for repair in found if repair is not None)


def _remove_pasted(text: str) -> Repair | None:
    """Delete fences and shell prompts, with the line that ends a here-document."""
    source = Source(text)
    edits = []
    for match in _first(_PASTED, text):
        edits.append(source.edit(match.start(), match.end(), ""))
        here = _HERE_WORD.search(match[0]) if len(edits) <= _MOST_HERE else None
        ending = here and re.compile(rf"^{here['word']}[ \t\r]*(?:\n|\Z)", re.MULTILINE).search(text, match.end())
        if ending:
            edits.append(source.edit(ending.start(), ending.end(), ""))
    return _repair("repair.remove-pasted", edits)


def _widen_tabs(text: str) -> Repair | None:
    """Turn tabs of the indentation into spaces, as many as make the file readable, when it is not."""
    if "\t" not in text or not _has_errors(text):
        return None
    source = Source(text)
    matches = [match for match in _first(_INDENT, text) if "\t" in match[0]]
    repairs = [
        _repair("repair.tabs", [source.edit(*one.span(), one[0].replace("\t", " " * width)) for one in matches])
        for width in _WIDTHS
    ]
    readable = (one for one in repairs if one is not None and not _has_errors(apply(text, one)))
    return next(readable, repairs[0])


def _replace_no_break_spaces(text: str) -> Repair | None:
    source = Source(text)
    edits = [
        source.edit(*match.span(), match[0].replace("\u00a0", " "))
        for match in _first(_BEFORE_TEXT, text)
        if "\u00a0" in match[0]
    ]
    return _repair("repair.no-break-spaces", edits)


def _straighten_quotes(text: str) -> Repair | None:
    source = Source(text)
    edits = [
        source.edit(*match.span("seen"), match["seen"].translate(_STRAIGHT))
        for match in _first(_CURLY, text)
        if "#" not in text[source.line_start(source.place(match.start("seen")).line) : match.start("seen")]
    ]
    return _repair("repair.curly-quotes", edits)


_MAKERS: Final[tuple[Callable[[str], Repair | None], ...]] = (
    _remove_pasted,
    _widen_tabs,
    _replace_no_break_spaces,
    _straighten_quotes,
)


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the first matches, so that a huge text costs a bounded number of edits."""
    return (match for match, _ in zip(pattern.finditer(text), range(_MOST), strict=False))


def _has_errors(text: str) -> bool:
    return any(problem.severity == "error" for problem in parse(text).problems)


def _repair(id_: str, edits: list[Edit]) -> Repair | None:
    """Make a repair that says how many places it changes and the first line of them."""
    if not edits:
        return None
    first: Span = edits[0].span
    return Repair(id=id_, edits=tuple(edits), params={"count": str(len(edits)), "line": str(first.start.line)})
