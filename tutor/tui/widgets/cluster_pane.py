"""The cluster: a live picture, tables or events, an object to select, and under them the time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tutor.session.picture import Picture
from tutor.session.views import Connection, EventRow
from tutor.tui.draw.events import event_lines
from tutor.tui.draw.line import Drawn
from tutor.tui.draw.picture import picture_lines
from tutor.tui.draw.table import table_lines
from tutor.tui.widgets.chart import Chart
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.time_bar import Beat, TimeBar

VIEWS = ("picture", "table", "events")


class ClusterPane(Pane):
    """One of three views over the line of the time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "view(1)", show=False),
        Binding("left", "view(-1)", show=False),
        Binding("space", "time('pause')", show=False),
        Binding("full_stop", "time('step')", show=False),
        Binding("plus,equals_sign", "time('faster')", show=False),
        Binding("minus", "time('slower')", show=False),
    ]
    picture: reactive[Picture] = reactive(Picture())
    last: reactive[Connection | None] = reactive(None)
    events: reactive[tuple[EventRow, ...]] = reactive(())
    view: reactive[str] = reactive(VIEWS[0])
    beat: reactive[Beat] = reactive(Beat())

    class Time(Message):
        """The learner wants the time to stand, to go, to go faster or slower, or to take one step."""

        def __init__(self, wish: str) -> None:
            super().__init__()
            self.wish = wish

    class Viewed(Message):
        """Another view is shown; the screen gives it what it needs."""

    def __init__(self) -> None:
        super().__init__(id="cluster")

    def body(self) -> ComposeResult:
        """Set the drawing over the time."""
        yield Chart(self._lines)
        yield TimeBar()

    def _lines(self, width: int) -> Iterable[Drawn]:
        if self.view == "events":
            return event_lines(self.events, self.say, width)
        if self.view == "table":
            return table_lines(self.picture, width)
        return picture_lines(self.picture, self.last, self.say, width)

    def on_mount(self) -> None:
        """Name the view."""
        super().on_mount()
        self.watch_view()

    def watch_picture(self) -> None:
        """Draw when the cluster changed."""
        self._renew()

    def watch_last(self) -> None:
        """Draw when somebody connected."""
        self._renew()

    def watch_events(self) -> None:
        """Draw when something happened."""
        if self.view == "events":
            self._renew()

    def watch_view(self) -> None:
        """Draw the other view, and name the next one in the title."""
        if self.is_mounted:
            after = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
            self.suffix = "" if self.view == VIEWS[0] else self.say(f"view.{self.view}")
            self.detail = f"→ {self.say(f'view.{after}')}"
            self.query_one(Chart).scroll_home(animate=False)
            self._renew()
            self.post_message(self.Viewed())

    def watch_beat(self) -> None:
        """Show the time."""
        for bar in self.query(TimeBar):
            bar.beat = self.beat

    def watch_locale(self) -> None:
        """Draw in the new language."""
        super().watch_locale()
        for bar in self.query(TimeBar):
            bar.locale = self.locale
        self.watch_view()

    def _renew(self) -> None:
        for chart in self.query(Chart):
            chart.renew()

    def action_view(self, by: int) -> None:
        """Show the next view, or the one before."""
        self.view = VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)]

    def action_time(self, wish: str) -> None:
        """Ask for another pace of the time."""
        self.post_message(self.Time(wish))
