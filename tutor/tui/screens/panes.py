"""Five panes in three columns: which of them show at which width, and how the keys go from one to the next."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tutor.tui.layout import BREAKPOINTS, COLUMNS, CORNERS, HEIGHTS, PANES, SIDES, after
from tutor.tui.widgets.bars import KeyBar, Strip, TopBar
from tutor.tui.widgets.check_pane import CheckPane
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.lesson_pane import LessonPane
from tutor.tui.widgets.pane import Pane

PANE_TYPES: dict[str, type[LessonPane | EditorPane | ConsolePane | ClusterPane | CheckPane]] = {
    "lesson": LessonPane,
    "editor": EditorPane,
    "console": ConsolePane,
    "cluster": ClusterPane,
    "check": CheckPane,
}


class PaneScreen(Screen[None]):
    """A screen of panes; `here` is the one that has the keys."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS
    locale: reactive[str] = reactive("en")
    here: reactive[str] = reactive("lesson")

    def __init__(self) -> None:
        super().__init__()
        self._side = SIDES["lesson"]

    def compose(self) -> ComposeResult:
        """Set the panes in their columns."""
        yield TopBar().data_bind(PaneScreen.locale)
        yield Strip().data_bind(PaneScreen.locale)
        with Horizontal(id="desk"):
            for column, panes in COLUMNS:
                with Vertical(id=column, classes="column"):
                    yield from self._panes(panes)
        yield KeyBar().data_bind(PaneScreen.locale)

    def _panes(self, panes: tuple[str, ...]) -> list[Widget]:
        return [PANE_TYPES[pane](corner=CORNERS[pane]).data_bind(PaneScreen.locale) for pane in panes]

    @property
    def lesson(self) -> LessonPane:
        """The prose."""
        return self.query_one(LessonPane)

    @property
    def editor(self) -> EditorPane:
        """The text."""
        return self.query_one(EditorPane)

    @property
    def console(self) -> ConsolePane:
        """The terminal."""
        return self.query_one(ConsolePane)

    @property
    def cluster(self) -> ClusterPane:
        """The picture."""
        return self.query_one(ClusterPane)

    @property
    def verdict(self) -> CheckPane:
        """The checks and the explanation."""
        return self.query_one(CheckPane)

    def go(self, pane: str) -> None:
        """Show a pane and give it the keys."""
        self.here = pane if pane in PANES else "lesson"
        self._arrange()
        self.query_one(f"#{self.here}", Pane).take_focus()

    def go_where_small(self, pane: str) -> None:
        """Where not all panes have room, go to the one that has the answer."""
        alone = self.has_class("-narrow") or self.has_class("-solo")
        if alone or (self.has_class("-two") and pane in SIDES):
            self.go(pane)

    def watch_here(self) -> None:
        """Show the pane that has the keys."""
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        self.query_one(Strip).current = self.here
        for pane in self.query(Pane):
            pane.set_class(pane.id == self.here, "-here")
        for column, panes in COLUMNS:
            self.query_one(f"#{column}").set_class(self.here in panes, "-here")
        self._side = SIDES.get(self.here, self._side)
        for side in sorted(set(SIDES.values())):
            self.set_class(side == self._side, side)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus, wherever a click put it."""
        pane = next((one for one in event.widget.ancestors_with_self if isinstance(one, Pane)), None)
        if pane is not None and pane.id is not None:
            self.here = pane.id

    def action_pane(self, number: int) -> None:
        """Go to a pane by its number."""
        self.go(PANES[number - 1])

    def action_next_pane(self) -> None:
        """Go on to the next pane."""
        self.go(after(self.here, 1))

    def action_previous_pane(self) -> None:
        """Go back to the pane before."""
        self.go(after(self.here, -1))

    def action_layout(self) -> None:
        """Show the pane at hand alone, or all that have room."""
        self.toggle_class("-solo")
