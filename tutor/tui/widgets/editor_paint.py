"""Paints over a line of the editor what is not part of its text: indentation guides, and words behind its end."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

GUIDE = "│"
GAP = 3
LEAST = 12


def paint_guides(strip: Strip, start: int, columns: range, style: Style, skip: int) -> Strip:
    """Draw guides into the blanks of a strip; `start` is the cell of the text's column 0, `skip` that of the cursor."""
    cells = {start + column for column in columns if start + column != skip}
    cells = {cell for cell in cells if 0 <= cell < strip.cell_length}
    if not cells:
        return strip
    cuts = sorted({cut for cell in cells for cut in (cell, cell + 1)} | {strip.cell_length})
    parts, at = [], 0
    for cut, part in zip(cuts, strip.divide(cuts), strict=False):
        blank = at in cells and part.text == " "
        parts.append(Strip([Segment(GUIDE, _over(part, style))], 1) if blank else part)
        at = cut
    return Strip.join(parts)


def paint_end(strip: Strip, end: int, text: str, style: Style, edge: int) -> Strip:
    """Write words behind the text that ends in a cell, up to the edge; nothing where there is no room for them."""
    start, room = end + GAP, edge - end - GAP
    if room < LEAST or strip.cell_length < edge:
        return strip
    shown = text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"
    before, under, after = strip.divide([start, start + cell_len(shown), strip.cell_length])
    return Strip.join([before, Strip([Segment(shown, _over(under, style))], cell_len(shown)), after])


def _over(part: Strip, style: Style) -> Style:
    """A style on the background that is there."""
    first = next(iter(part), None)
    return (first.style or Style()) + style if first is not None else style
