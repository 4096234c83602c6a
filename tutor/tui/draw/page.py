"""Lays the rows of a lesson's page out as lines, as the style sheet would lay out the widgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.tui.widgets.fitted import Fitted

LEFT, RIGHT = 1, 1
# Class, lines above and below; the last that fits counts, as in the style sheet.
GAPS = (
    ("text", 0, 1),
    ("head", 1, 0),
    ("output", 0, 1),
    ("code", 0, 1),
    ("last", 0, 1),
    ("left", 0, 1),
    ("first", 1, 0),
    ("end-of-page", 0, 0),
)
PANELS = ("command", "output", "code")
INDENT = 2


def page_lines(rows: Iterable[Widget], width: int, height: int) -> list[Content]:
    """Draw the rows from the top of a pane; where they do not all fit, the scroll bar takes a column."""
    made = list(rows)
    whole = list(_lines(made, width))
    return whole if len(whole) <= height else list(_lines(made, width - 1))


def _lines(rows: Iterable[Widget], width: int) -> Iterator[Content]:
    yield Content("")
    owed, marked = 0, False
    for row in rows:
        above, below = _gaps(row)
        yield from [Content("")] * max(owed, above)
        current = "stop" in row.classes and not marked
        marked |= current
        yield from _drawn(row, width, current=current)
        owed = below


def _gaps(row: Widget) -> tuple[int, int]:
    return next(((above, below) for name, above, below in reversed(GAPS) if name in row.classes), (0, 0))


def _drawn(row: Widget, width: int, *, current: bool) -> Iterator[Content]:
    """The lines of one row, on a ground of its own where it has one."""
    classes = row.classes
    left = LEFT + INDENT * bool({"indent", "hint", "left"} & classes)
    panel = any(name in classes for name in PANELS) or {"left", "row"} <= classes
    room = max(1, width - left - RIGHT)
    text = max(1, room - 2 * panel)
    ground = "on $block-cursor-blurred-background" if current else "on $panel" if panel else ""
    for line in _wrapped(row, text):
        inner = Content(" ") + line if panel else line
        full = inner.pad_right(max(0, room - inner.cell_length)) if ground else inner
        yield Content(" " * left) + (full.stylize(ground) if ground else full)


def _wrapped(row: Widget, width: int) -> list[Content]:
    if isinstance(row, Fitted):
        return row.draw(width).wrap(width)
    content = row.content if isinstance(row, Static) else ""
    return content.wrap(width) if isinstance(content, Content) else [Content("")]
