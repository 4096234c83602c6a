"""Aligns columns as Go's text/tabwriter does: widths are shared by neighbouring lines only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def align(text: str, *, minimum: int = 0, padding: int = 2) -> str:
    """Turn tab-terminated cells into columns padded with blanks.

    Mirrors tabwriter.Writer.format: a column is a run of neighbouring lines that have a cell there.
    """
    ended = text.endswith("\n")
    lines = [line.split("\t") for line in (text[:-1] if ended else text).split("\n")]
    widths: list[list[int]] = [[] for _ in lines]
    _measure(lines, widths, (0, len(lines)), 0, (minimum, padding))
    laid = "\n".join(_lay(cells, row) for cells, row in zip(lines, widths, strict=True))
    return laid + "\n" if ended else laid


def _measure(
    lines: Sequence[Sequence[str]], widths: list[list[int]], rows: tuple[int, int], column: int, pad: tuple[int, int]
) -> None:
    """Widths of the columns that begin at `column` in some of the rows; `pad` is minimum and padding."""
    row, last = rows
    while row < last:
        if column >= len(lines[row]) - 1:
            row += 1
            continue
        end = row
        while end < last and column < len(lines[end]) - 1:
            end += 1
        width = _column_width((lines[index][column] for index in range(row, end)), *pad)
        for index in range(row, end):
            widths[index].append(width)
        _measure(lines, widths, (row, end), column + 1, pad)
        row = end


def _column_width(cells: Iterable[str], minimum: int, padding: int) -> int:
    return max(max(len(cell) + padding, minimum) for cell in cells)


def _lay(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = [cell + " " * (width - len(cell)) for cell, width in zip(cells, widths, strict=False)]
    return "".join(parts) + cells[-1]


def table(rows: Iterable[Sequence[str]]) -> str:
    """Lay rows out as kubectl prints tables: three blanks between columns, none narrower than six."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    return align(text, minimum=6, padding=3) if text else ""
