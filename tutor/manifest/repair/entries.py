"""Own where a block entry of a mapping or list begins and ends, by its indentation."""

from __future__ import annotations

import re
from typing import Final

from tutor.manifest.model import Span
from tutor.manifest.repair.model import Edit, Source

_INDENT: Final = re.compile(r" *")


def entry(source: Source, line: int, column: int, *, item: bool = False) -> Edit | None:
    """Cut a block entry from its key's line up to the next line that is not deeper; comments after it stay."""
    rows = source.text.split("\n")
    if line > len(rows) or depth(rows[line - 1]) != column - 1:
        return None
    end = last_line(rows, line, column - 1, item=item)
    return source.edit(source.line_start(line), source.line_start(end + 1), "")


def last_line(rows: list[str], line: int, column: int, *, item: bool = False) -> int:
    """The last line of the entry that starts in a line, counted from 1, behind `column` spaces."""
    end = line
    for number in range(line, len(rows)):
        row = rows[number]
        if row.strip() and not _belongs(row, column, item=item):
            break
        if row.strip():
            end = number + 1
    return end


def rows_of(text: str, span: Span) -> range:
    """The lines that a block value has for itself."""
    return range(span.start.line, last_line(text.split("\n"), span.start.line, span.start.column - 2) + 1)


def _belongs(row: str, column: int, *, item: bool) -> bool:
    return depth(row) > column or (not item and depth(row) == column and row.lstrip(" ").startswith("- "))


def depth(row: str) -> int:
    """How many spaces a line starts with."""
    match = _INDENT.match(row)
    return match.end() if match else 0
