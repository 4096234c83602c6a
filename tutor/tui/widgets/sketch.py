"""A pane of the first frame: its title, its edge and some lines, drawn by one widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from tutor.tui.widgets.desk import Desk
from tutor.tui.widgets.pane import Pane, titled

Draw = Callable[[int, int], Iterable[Content]]


class Sketch(Pane):
    """Looks as the pane of that name will look; what it holds lies over its lines."""

    def __init__(self, *held: Widget, id: str, title: str, draw: Draw, focused: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self.add_class("sketch")
        self._held, self._title, self._draw, self._focused = held, title, draw, focused

    def compose(self) -> ComposeResult:
        """Hold what it was given, and nothing of a pane's own."""
        yield from self._held

    def render(self) -> Content:
        """Draw the title as a pane does, and the lines beside the edge."""
        width, height = self.size.width, self.size.height - 1
        desk = self.query_ancestor(Desk)
        corner = desk.places(desk.size)[self.id or ""].corner
        edge = Content.styled("│", "$line") if corner else Content("")
        room = max(1, width - edge.cell_length)
        head = Content.styled(corner, "$line") + titled(self._title, "", room, focused=self._focused)
        lines = [*self._draw(room, height)][:height]
        body = [edge + line for line in [*lines, *[Content("")] * (height - len(lines))]]
        return Content("\n").join([head, *body])

    def join(self, corner: str) -> None:
        """Join the title to the rules around it; there is only this widget to be drawn again."""
        self.set_class(not corner, "-first")

    def _write_title(self) -> None:
        """The title is drawn, not written."""
