"""A screen of panes that comes at once: it knows its size before its first style, and is painted once for a layout."""

from __future__ import annotations

from tutor.tui.layout import BREAKPOINTS, HEIGHTS, Arrangement, classes
from tutor.tui.screens.overlaid import OverlaidScreen


class SwiftScreen(OverlaidScreen):
    """What the first screen and a lesson's own share."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def size_up(self, arrangement: Arrangement) -> None:
        """Take the classes of this size on while there is nothing yet that would have to be styled again."""
        self.set_classes(classes(arrangement, *self.app.size))

    def _on_timer_update(self) -> None:
        """Let what has to be laid out and painted anew be painted with the layout: Textual paints it once more."""
        if self._layout_required and self._repaint_required:
            self._dirty_widgets.add(self)
            self._repaint_required = False
        super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Draw nothing in a batch: Textual would draw it and show nothing of it."""
        if not self.app._batch_count:  # noqa: SLF001 - Textual asks the same and tells nobody
            super()._compositor_refresh()
