"""Fits a kubectl table into a narrow console: long cells fold at their commas, then rows take two lines or more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

HEADING = re.compile(r"[A-Z][A-Z0-9()-]*(?: [A-Z0-9()-]+)*(?: {2,}[A-Z][A-Z0-9()-]*(?: [A-Z0-9()-]+)*)+ *")
TOKEN = re.compile(r"[^,=/ -]*[,=/ -]?")
GAP = 2


def is_heading(line: str) -> bool:
    """Whether a line looks like the column names of a kubectl table."""
    return HEADING.fullmatch(line) is not None


def fit_tables(text: str, width: int) -> str:
    """Lay out again the tables in `text` that are wider than `width` cells; everything else stays as it is."""
    lines = text.split("\n")
    laid: list[str] = []
    while lines:
        size = _table(lines) if is_heading(lines[0]) else 0
        laid += _lay(lines[:size], width) if size else lines[:1]
        lines = lines[size or 1 :]
    return "\n".join(laid)


def _table(lines: list[str]) -> int:
    """How many lines the table at the top has."""
    return next((n for n, line in enumerate(lines) if not line.strip() or (n and is_heading(line))), len(lines))


def _lay(lines: list[str], width: int) -> list[str]:
    if max(map(len, lines)) <= width:
        return lines
    starts = [match.start() for match in re.finditer(r"(?:^|(?<= {2}))[A-Z]", lines[0])]
    rows = [_cells(line, starts) for line in lines]
    columns = list(zip(*rows, strict=True))
    whole = [max(map(len, column)) for column in columns]
    least = [max(len(token) for cell in column for token in TOKEN.findall(cell) or [""]) for column in columns]
    widths = _widths(whole, least, width)
    groups = [range(len(whole))] if _row_width(widths) <= width else _groups(whole, width)
    if len(groups) > 1:
        widths = [min(size, width - GAP) for size in whole]
    return [line for row in rows for line in _group_lines(row, widths, groups)]


def _row_width(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _groups(widths: Sequence[int], room: int) -> list[range]:
    """Part the columns so that each part has room; all parts but the first stand under it, a little to the right."""
    starts = [0]
    for column in range(1, len(widths)):
        if _row_width(widths[starts[-1] : column + 1]) + (GAP if len(starts) > 1 else 0) > room:
            starts.append(column)
    return [range(start, end) for start, end in pairwise([*starts, len(widths)])]


def _group_lines(row: list[str], widths: list[int], groups: list[range]) -> Iterator[str]:
    for number, group in enumerate(groups):
        cells, sizes = [row[column] for column in group], [widths[column] for column in group]
        if number == 0 or any(cells):
            yield from (" " * (GAP * bool(number)) + line for line in _fold_row(cells, sizes))


def _cells(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], len(line)]
    return [line[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]


def _widths(widths: list[int], least: list[int], room: int) -> list[int]:
    """Take from the widest column that can still fold, one cell at a time, until the row has room."""
    while _row_width(widths) > room:
        widest = max(range(len(widths)), key=lambda n: widths[n] if widths[n] > least[n] else 0)
        if widths[widest] <= least[widest]:
            return widths
        widths = [size - (n == widest) for n, size in enumerate(widths)]
    return widths


def _fold_row(row: list[str], widths: list[int]) -> list[str]:
    folded = [_fold(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, folded))
    parts = [[*cell, *[""] * (height - len(cell))] for cell in folded]
    gap = " " * GAP
    return [
        gap.join(f"{part:<{size}}" for part, size in zip(line, widths, strict=True)).rstrip()
        for line in zip(*parts, strict=True)
    ]


def _fold(cell: str, size: int) -> list[str]:
    """Break a cell where a name or a list can be broken, elsewhere where it must."""
    lines = [""]
    for token in TOKEN.findall(cell):
        if lines[-1] and len(lines[-1]) + len(token) > size:
            lines.append("")
        lines[-1] += token
        while len(lines[-1]) > size:
            lines[-1:] = [lines[-1][:size], lines[-1][size:]]
    return [line.strip() for line in lines]
