"""Five panes on a desk, and which one has the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import reactive

from tutor.tui.keys import ALL_KEYS, Key, key_names
from tutor.tui.layout import PANES, Arrangement
from tutor.tui.screens.swiftly import SwiftScreen
from tutor.tui.widgets.bars import KeyBar, Strip, TopBar
from tutor.tui.widgets.check_pane import CheckPane
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.desk import Desk
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.lesson_pane import LessonPane
from tutor.tui.widgets.pane import Pane

USUAL = Arrangement()
PANE_TYPES = (LessonPane, EditorPane, ConsolePane, ClusterPane, CheckPane)


class PaneScreen(SwiftScreen):
    """A screen of panes; `here` is the one that has the keys."""

    locale: reactive[str] = reactive("en")
    keys: reactive[Mapping[str, str]] = reactive(key_names(ALL_KEYS))
    here: reactive[str] = reactive("lesson")

    def __init__(self, keys: Iterable[Key] = ALL_KEYS, arrangement: Arrangement = USUAL) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.set_reactive(PaneScreen.keys, key_names(keys))

    def compose(self) -> ComposeResult:
        """Set the bars around the desk."""
        self.size_up(self._arrangement)
        yield TopBar().data_bind(PaneScreen.locale)
        yield Strip().data_bind(PaneScreen.locale, PaneScreen.keys)
        panes = (pane().data_bind(PaneScreen.locale, PaneScreen.keys) for pane in PANE_TYPES)
        desk = Desk(*panes).data_bind(PaneScreen.here)
        desk.set_reactive(Desk.arrangement, self._arrangement)
        yield desk
        yield KeyBar().data_bind(PaneScreen.locale)

    @property
    def desk(self) -> Desk:
        """What the panes stand on."""
        return self.query_one(Desk)

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
        if pane not in self.desk.shown:
            self.go(pane)

    def watch_here(self) -> None:
        """Show the pane that has the keys."""
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        self.query_one(Strip).current = self.here
        desk = self.desk
        if desk.arrangement.column_of(self.here) != desk.arrangement.column_of("editor"):
            desk.side = self.here

    @on(Desk.Placed)
    def _placed(self) -> None:
        """The strip names the panes that are not all to be seen."""
        shown = self.desk.shown
        self.set_class(bool(shown) and len(shown) < len(PANES), "-strip")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus, wherever a click put it."""
        pane = next((one for one in event.widget.ancestors_with_self if isinstance(one, Pane)), None)
        if pane is not None and pane.id is not None:
            self.here = pane.id

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show the panes in another way."""
        self.desk.arrangement = arrangement
        self._arrange()
