"""Rule L3: no file of a pack holds a character that a terminal acts on, or that turns the direction of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tutor.manifest import Position, Span
from tutor.packs.problem import Problem, problem
from tutor.packs.shape import UNSAFE, named
from tutor.packs.source import Source

_PLAIN = bytes(sorted({*range(256)} - {*range(32), 127})) + b"\t\n\r"
# C1 controls, U+061C, U+200E and U+200F, U+202A to U+202E, U+2066 to U+2069, as UTF-8 has them.
_TURNS = tuple(
    re.compile(one)
    for one in (rb"\xc2[\x80-\x9f]", rb"\xd8\x9c", rb"\xe2\x80[\x8e\x8f\xaa-\xae]", rb"\xe2\x81[\xa6-\xa9]")
)


def unsafe_characters(source: Source) -> Iterator[Problem]:
    """Name the first such character of each line, file by file; most packs have none and are looked at once."""
    if not _any(b"".join(source.files.values())):
        return
    for name, content in sorted(source.files.items()):
        if _any(content):
            yield from _in_file(name, content.decode("utf-8-sig", "replace").split("\n"))


def _any(content: bytes) -> bool:
    return bool(content.translate(None, _PLAIN)) or any(one.search(content) for one in _TURNS)


def _in_file(name: str, lines: Iterable[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=1):
        found = UNSAFE.search(line)
        if found:
            start = Position(line=number, column=found.start() + 1)
            end = Position(line=number, column=found.end() + 1)
            message = f"{named(found[0])} is a character that terminals act on; remove it"
            yield problem(name, "L3", message, Span(start=start, end=end))
