"""Own repairs of a line that keeps a text from being YAML: its indentation, a quote, a bracket, a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tutor.manifest.parsing import parse
from tutor.manifest.repair.entries import depth, last_line
from tutor.manifest.repair.model import Repair, Source, apply

_LOOK_BACK: Final = 30
_MOST: Final = 4
_COMMENT: Final = re.compile(r"\s+#.*$|\s+$")
_WORD: Final = re.compile(r"^(?P<before>[ ]*(?:- )*)(?P<key>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?: [^:]*)?)$")
_DASHES: Final = re.compile(r"[ ]*(?:- +)*")
_CLOSING: Final = {"[": "]", "{": "}"}


def syntax_repairs(text: str, line: int) -> tuple[Repair, ...]:
    """Offer what makes the text readable by changing one of the lines at a fault, counted from 1."""
    source, rows = Source(text), text.split("\n")
    found: list[Repair] = []
    for number in range(min(line, len(rows)), max(0, line - _LOOK_BACK), -1):
        found += _closed(source, rows, number)
        found += _of_line(source, rows, number) if number >= line - 1 else ()
    found = [one for one in found if not _errors(apply(text, one))]
    unique = {apply(text, one): one for one in reversed(found)}
    return tuple(reversed(unique.values()))[:_MOST]


def reindent(text: str, line: int) -> tuple[Repair, ...]:
    """Offer the columns of the lines above for the block that starts in a line, the nearest first."""
    source, rows = Source(text), text.split("\n")
    here = depth(rows[line - 1])
    columns = {column for row in rows[max(0, line - _LOOK_BACK) : line - 1] for column in _columns(row)}
    ordered = sorted(columns - {here}, key=lambda column: (abs(column - here), column))
    found = [_moved(source, rows, line, column) for column in ordered]
    return tuple(one for one in found if not _errors(apply(text, one)))


def _closed(source: Source, rows: list[str], line: int) -> Iterator[Repair]:
    row = rows[line - 1]
    end = source.line_start(line) + len(_COMMENT.sub("", row))
    inner = source.line_start(line) + len(_COMMENT.sub("", row).rstrip("]} "))
    for sign in ("'", '"'):
        if row.count(sign) % 2:
            yield _inserted(source, line, inner, sign, "repair.close")
            yield _inserted(source, line, end, sign, "repair.close")
    opened = "".join(_CLOSING[sign] for sign in reversed(row) if sign in _CLOSING)
    if opened and not any(sign in row for sign in "]}"):
        yield _inserted(source, line, end, opened, "repair.close")


def _of_line(source: Source, rows: list[str], line: int) -> Iterator[Repair]:
    row = rows[line - 1]
    match = _WORD.match(_COMMENT.sub("", row))
    if match:
        yield _inserted(source, line, source.line_start(line) + match.end("key"), ":", "repair.add-colon")
    yield from reindent(source.text, line)


def _columns(row: str) -> tuple[int, ...]:
    """Where a line's dash and key stand."""
    if not row.strip() or row.lstrip().startswith("#"):
        return ()
    match = _DASHES.match(row)
    return (depth(row), match.end()) if match else (depth(row),)


def _moved(source: Source, rows: list[str], line: int, column: int) -> Repair:
    here = depth(rows[line - 1])
    lines = range(line, last_line(rows, line, here) + 1)
    edits = []
    for number in lines:
        start = source.line_start(number)
        if rows[number - 1].strip():
            old = depth(rows[number - 1])
            edits.append(source.edit(start, start + old, " " * max(0, old + column - here)))
    params = {"line": str(line), "from": str(here), "to": str(column)}
    return Repair(id="repair.reindent", edits=tuple(edits), params=params)


def _inserted(source: Source, line: int, at: int, sign: str, id_: str) -> Repair:
    return Repair(id=id_, edits=(source.edit(at, at, sign),), params={"sign": sign, "line": str(line)})


def _errors(text: str) -> bool:
    return any(problem.severity == "error" for problem in parse(text).problems)
