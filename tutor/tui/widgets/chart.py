"""Drawn lines that scroll; those with an object can be walked with the arrow keys and chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from tutor.session.views import Target
from tutor.tui.draw.line import Drawn
from tutor.tui.widgets.fitted import Fitted

Draw = Callable[[int], Iterable[Drawn]]


class Drawing(Fitted):
    """Lines for the width there is; the selected one is marked."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self._lines: tuple[int, tuple[Drawn, ...]] | None = None
        self.chosen: Target | None = None
        self.lively = False

    def lines(self, width: int) -> tuple[Drawn, ...]:
        """Draw, once for a width."""
        if self._lines is None or self._lines[0] != width:
            self._lines = (width, tuple(self._draw(width)))
        return self._lines[1]

    def renew(self) -> None:
        """Draw again; what is drawn has changed."""
        self._lines = None
        self.refresh(layout=True)

    def draw(self, width: int) -> Content:
        """Put the lines under each other."""
        ground = "on $block-cursor-background" if self.lively else "on $block-cursor-blurred-background"
        return Content("\n").join(
            line.content.pad_right(max(0, width - line.content.cell_length)).stylize(ground)
            if line.target is not None and line.target == self.chosen
            else line.content
            for line in self.lines(width)
        )


class Chart(VerticalScroll):
    """A drawing that is walked by its objects."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("d", "details", show=False),
    ]

    class Chosen(Message):
        """Enter, a click, or `d` for the details of an object."""

        def __init__(self, target: Target, *, details: bool) -> None:
            super().__init__()
            self.target = target
            self.details = details

    def __init__(self, draw: Draw) -> None:
        super().__init__(id="drawing")
        self.drawing = Drawing(draw)

    def compose(self) -> Iterable[Drawing]:
        """Hold the drawing."""
        yield self.drawing

    def _rows(self) -> list[tuple[int, Target]]:
        lines = self.drawing.lines(self.drawing.content_size.width)
        return [(number, line.target) for number, line in enumerate(lines) if line.target is not None]

    def _mark(self, row: int, target: Target) -> None:
        self.drawing.chosen = target
        self.drawing.refresh()
        self.scroll_to_region(Region(0, row, 1, 1), animate=False)
        self._row = row

    _row = -1  # where the marked object was chosen: some stand in several places

    def action_step(self, by: int) -> None:
        """Go to the next object, or scroll where there is none."""
        rows = self._rows()
        if by > 0:
            following = [one for one in rows if one[0] > self._row]
        else:
            following = [one for one in reversed(rows) if one[0] < self._row]
        if self.drawing.chosen is None:
            following = rows
        if following:
            self._mark(*following[0])
        else:
            self.scroll_relative(y=by * 2, animate=False)

    def action_choose(self) -> None:
        """Choose the marked object."""
        if self.drawing.chosen is not None:
            self.post_message(self.Chosen(self.drawing.chosen, details=False))

    def action_details(self) -> None:
        """Show all about the marked object."""
        if self.drawing.chosen is not None:
            self.post_message(self.Chosen(self.drawing.chosen, details=True))

    def on_click(self, event: events.Click) -> None:
        """Mark the object under the pointer; a second click chooses it."""
        row = event.y + self.scroll_offset.y if event.widget is self else event.y
        target = dict(self._rows()).get(row)
        if target is None:
            return
        again = target == self.drawing.chosen
        self._mark(row, target)
        if again:
            self.action_choose()

    def on_focus(self) -> None:
        """Mark the line clearly."""
        self.drawing.lively = True
        self.drawing.refresh()

    def on_blur(self) -> None:
        """Mark the line faintly."""
        self.drawing.lively = False
        self.drawing.refresh()

    def renew(self) -> None:
        """Draw again; an object that has gone is chosen no more."""
        self.drawing.renew()
        width = self.drawing.content_size.width
        chosen = self.drawing.chosen
        if chosen is not None and width and all(target != chosen for _, target in self._rows()):
            self.drawing.chosen, self._row = None, -1
