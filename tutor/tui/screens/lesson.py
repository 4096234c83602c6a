"""The lesson screen: mediates between the panes and the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from tutor.tui.keys import bindings
from tutor.tui.screens.arranger import Arranger
from tutor.tui.screens.commands import Commands
from tutor.tui.screens.conductor import Conductor
from tutor.tui.screens.deeds import deeds_of
from tutor.tui.screens.details import DetailsScreen
from tutor.tui.screens.difference import DifferenceScreen
from tutor.tui.screens.showing import SessionScreen, Setting
from tutor.tui.widgets.chart import Chart
from tutor.tui.widgets.check_pane import CheckPane
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.editor_tabs import FileTabs
from tutor.tui.widgets.lesson_pane import LessonPane

if TYPE_CHECKING:
    from tutor.session import Session


class LessonScreen(SessionScreen):
    """What the learner does in the window, passed on to the session."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("lesson"))

    class Next(Message):
        """The learner goes on to the next lesson."""

    class Kept(Message):
        """Something was written to the learner's progress, or could not be."""

    class Typed(Message):
        """Goes the way of the keys, so that what was typed before it is in the editor when it arrives."""

        def __init__(self, act: Callable[[], None]) -> None:
            super().__init__()
            self.act = act

    def __init__(self, session: Session, setting: Setting) -> None:
        super().__init__(session, setting)
        self.commands, self.conductor, self.arranger = Commands(self), Conductor(self), Arranger(self)
        self._deeds = deeds_of(self)

    def action_do(self, deed: str) -> None:
        """Do what a key is for; a click on a line that is for nothing does nothing."""
        if deed in self._deeds:
            self._deeds[deed]()

    def action_word(self, word: str) -> None:
        """Explain a word that was clicked."""
        self.conductor.glossary(word)

    @on(EditorPane.Typing)
    def _typing(self, event: EditorPane.Typing) -> None:
        self.session.edit(event.file, event.text)

    @on(EditorPane.Edited)
    def _edited(self, event: EditorPane.Edited) -> None:
        self.wake()
        self.pulse.change()
        self.session.edit(event.file, event.text)
        self.texts.show_faults()
        self.editor.dirty = not self.session.work.is_applied(event.file)
        self.show_news()

    @on(FileTabs.Wanted)
    def _file_wanted(self, event: FileTabs.Wanted) -> None:
        self.texts.keep()
        self.texts.open(event.name)

    @on(EditorPane.DifferenceWanted)
    def _difference_wanted(self, event: EditorPane.DifferenceWanted) -> None:
        found = self.session.assistant().differences(event.text)
        self.app.push_screen(DifferenceScreen(found, self.say))

    @on(ConsolePane.Entered)
    def _entered(self, event: ConsolePane.Entered) -> None:
        self.commands.run(event.line)

    @on(LessonPane.Run)
    def _run_from_prose(self, event: LessonPane.Run) -> None:
        self.commands.run(event.line)
        self.go_where_small("console")

    @on(ConsolePane.Wiped)
    def _wiped(self) -> None:
        self.console.wipe()

    @on(CheckPane.Jump)
    def _jump(self, event: CheckPane.Jump) -> None:
        self.texts.jump(event.at)

    @on(LessonPane.Take)
    def _take_from_prose(self, event: LessonPane.Take) -> None:
        self.commands.take(event.line)

    @on(LessonPane.HintWanted)
    def _hint_wanted(self) -> None:
        self.conductor.hint()

    @on(Chart.Chosen)
    def _object_chosen(self, event: Chart.Chosen) -> None:
        details = self.session.lab.details(event.target)
        if details.at is not None and not event.details:
            self.texts.jump(details.at)
        else:
            self.app.push_screen(DetailsScreen(details, self.say), self.texts.jump)

    @on(ClusterPane.Time)
    def _time_wanted(self, event: ClusterPane.Time) -> None:
        self.time(event.wish)

    def time(self, wish: str) -> None:
        """Let the cluster's time stand, go on, go faster or slower, or take one step."""
        self.wake()
        if wish == "step":
            self.session.lab.step()
        else:
            self.pulse.wish(wish)
        self.show_cluster()

    def next_pane(self) -> None:
        """Go on to the next pane; first take what the editor offers, or complete the word of the console."""
        if self.editor.completions.is_open:
            self.editor.completions.take()
        elif not self.commands.complete():
            self.arranger.go_on(1)

    def go_on(self) -> None:
        """Go on to the next lesson."""
        self.post_message(self.Next())

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.act()

    def when_typed(self, act: Callable[[], None]) -> None:
        """Act after the keys before this one: over a slow line they come in one piece, and ours overtake the others."""
        (self.focused or self).post_message(self.Typed(act))
