"""A scrolling list whose stops are walked with the arrow keys; Enter chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.tui.widgets.fitted import Fitted


class Row(Fitted):
    """A mark and a text that wraps beside it, never under it; a row with a `choice` is a stop.

    The `tail` stands after the text in one piece; `end` stands at the edge of the first line.
    """

    def __init__(
        self,
        mark: Content | str,
        text: Content | str,
        *,
        tail: str = "",
        end: str = "",
        choice: object = None,
        classes: str = "",
    ) -> None:
        super().__init__(classes=f"row {'stop' if choice is not None else ''} {classes}")
        self.choice = choice
        self._tail = tail
        self._end = f" {end}" if end else ""
        self._mark = mark if isinstance(mark, Content) else Content(mark)
        self._text = text if isinstance(text, Content) else Content(text)
        self._drawn: tuple[int, Content] | None = None

    def draw(self, width: int) -> Content:
        """Wrap the text beside the mark, once for a width."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._laid(width))
        return self._drawn[1]

    def _laid(self, width: int) -> Content:
        left, right = self._mark.cell_length, cell_len(self._end)
        room = max(1, width - left - right)
        lines = self._with_tail(self._text.wrap(room) or [Content("")], room)
        blank = Content(" " * left)
        first = Content.assemble(
            self._mark, lines[0].rstrip_end(room).pad_right(max(0, room - lines[0].cell_length)), (self._end, "$accent")
        )
        return Content("\n").join(
            [first if self._end else self._mark + lines[0], *(blank + line for line in lines[1:])]
        )

    def _with_tail(self, lines: list[Content], room: int) -> list[Content]:
        """Put the tail behind the last line, or under it where there is no room."""
        if not self._tail:
            return lines
        last, tail = lines[-1].rstrip(), Content.styled(self._tail, "$muted")
        if last.cell_length + 2 + tail.cell_length <= room:
            return [*lines[:-1], last + "  " + tail]
        return [*lines, *(tail.wrap(room))]

    @property
    def plain(self) -> str:
        """The row as text."""
        return self._mark.plain + self._text.plain + (f"  {self._tail}" if self._tail else "")


class Walk(VerticalScroll):
    """Rows under each other; one of the stops is current."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "take", show=False),
    ]

    class Chosen(Message):
        """Enter or a click on a stop; `only_take` with Space, which means a look before it is done."""

        def __init__(self, walk: Walk, choice: object, *, only_take: bool = False) -> None:
            super().__init__()
            self.walk = walk
            self.choice = choice
            self.only_take = only_take

        @property
        def control(self) -> Walk:
            """The list that was walked."""
            return self.walk

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self.current = 0
        self._news = ""

    @property
    def stops(self) -> list[Row]:
        """The rows that can be chosen, from the top."""
        return [row for row in self.query(Row) if row.choice is not None and not row.has_class("-gone")]

    async def show(self, rows: Sequence[Widget], *, keep: bool = False) -> None:
        """Show other rows; `keep` stays where the reader was."""
        place = self.scroll_offset.y
        async with self.batch():
            await self.remove_children()
            await self.mount_all(rows)
        self.current = min(self.current, max(0, len(self.stops) - 1)) if keep else 0
        self._mark_current()
        self.scroll_to(y=place if keep else 0, animate=False)
        self.call_after_refresh(self._show_news)

    def bring(self, selector: str) -> None:
        """Bring a row into sight as soon as there is a sight: a hidden list waits until it is shown."""
        self._news = selector or self._news
        self.call_after_refresh(self._show_news)

    def on_show(self) -> None:
        """Show what came while nobody looked."""
        self.call_after_refresh(self._show_news)

    def _show_news(self) -> None:
        if not self._news or not self.is_on_screen:
            return
        targets = list(self.query(self._news).results(Widget))
        if not all(target.size for target in targets):
            return  # rows that were put there since have no place yet: whoever put them comes again
        for target in targets:
            target.scroll_visible(
                animate=False, top=target.has_class("task") or target.has_class("why"), immediate=True
            )
        self._news = ""

    def action_step(self, by: int) -> None:
        """Go to the next stop, or scroll where there is none near."""
        target = self.current + by
        stops = self.stops
        if not 0 <= target < len(stops) or not self._near(stops[target], by):
            self.scroll_relative(y=by * 2, animate=False)
            return
        self.current = target
        self._mark_current()
        stops[target].scroll_visible(animate=False)

    def action_choose(self) -> None:
        """Choose the current stop."""
        stops = self.stops
        if stops:
            self.post_message(self.Chosen(self, stops[self.current].choice))

    def action_take(self) -> None:
        """Take the current stop without doing what it is for; where there is none, go on reading."""
        stops = self.stops
        if stops:
            self.post_message(self.Chosen(self, stops[self.current].choice, only_take=True))
        else:
            self.scroll_page_down(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Choose the stop under the pointer."""
        under = (
            next((one for one in event.widget.ancestors_with_self if isinstance(one, Row)), None)
            if event.widget
            else None
        )
        if under is not None and under in self.stops:
            self.current = self.stops.index(under)
            self._mark_current()
            self.action_choose()

    def _near(self, row: Row, by: int) -> bool:
        """Whether a stop is so near that going there skips no text unread."""
        top = row.virtual_region.y - self.scroll_offset.y
        return top < self.size.height + 4 if by > 0 else top > -4

    def _mark_current(self) -> None:
        for number, row in enumerate(self.stops):
            row.set_class(number == self.current, "-current")
