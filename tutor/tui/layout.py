"""Which panes a window of a certain width shows, and which way Tab goes."""

from __future__ import annotations

PANES = ("lesson", "editor", "console", "cluster", "check")
BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (110, "-two"), (150, "-wide")]
HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (36, "-tall")]
COLUMNS = (("left", ("lesson",)), ("middle", ("editor", "console")), ("right", ("cluster", "check")))
CORNERS = {"lesson": "", "editor": "┬", "console": "├", "cluster": "┬", "check": "├"}
SIDES = {"lesson": "-side-lesson", "cluster": "-side-cluster", "check": "-side-cluster"}
LEAST_WIDTH, LEAST_HEIGHT = 80, 24


def column_of(pane: str) -> str:
    """Name the column that holds a pane."""
    return next(column for column, panes in COLUMNS if pane in panes)


def after(pane: str, by: int) -> str:
    """Name the pane that Tab (1) or Shift+Tab (-1) goes to."""
    return PANES[(PANES.index(pane) + by) % len(PANES)]
