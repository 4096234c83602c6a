"""The lesson screen: mediates between the panes and the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from tutor.grading.verdict import At
from tutor.kubectl.output import Output
from tutor.session.views import EditorWanted, Ran
from tutor.tui.keys import bindings
from tutor.tui.screens.details import DetailsScreen
from tutor.tui.screens.dialog import Choice, EditText
from tutor.tui.screens.difference import DifferenceScreen
from tutor.tui.screens.glossary import GlossaryScreen
from tutor.tui.screens.history import HistoryScreen
from tutor.tui.screens.showing import SessionScreen
from tutor.tui.widgets.bars import KeyBar
from tutor.tui.widgets.chart import Chart
from tutor.tui.widgets.check_pane import CheckPane
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.editor_tabs import FileTabs
from tutor.tui.widgets.lesson_pane import LessonPane


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

    @on(EditorPane.Typing)
    def _typing(self, event: EditorPane.Typing) -> None:
        self.session.edit(event.file, event.text)

    @on(EditorPane.Edited)
    def _edited(self, event: EditorPane.Edited) -> None:
        self.wake()
        self.session.edit(event.file, event.text)
        self.show_faults()
        self.editor.dirty = not self.session.work.is_applied(event.file)
        self.show_news()

    @on(FileTabs.Wanted)
    def _file_wanted(self, event: FileTabs.Wanted) -> None:
        self.keep_text()
        self.open(event.name)

    @on(EditorPane.DifferenceWanted)
    def _difference_wanted(self, event: EditorPane.DifferenceWanted) -> None:
        found = self.session.assistant().differences(event.text)
        self.app.push_screen(DifferenceScreen(found, self.say))

    @on(ConsolePane.Entered)
    def _entered(self, event: ConsolePane.Entered) -> None:
        self.run_line(event.line)

    @on(LessonPane.Run)
    def _run_from_prose(self, event: LessonPane.Run) -> None:
        self.run_line(event.line)
        self.go_where_small("console")

    @on(ConsolePane.Wiped)
    def _wiped(self) -> None:
        self.console.wipe()

    @on(CheckPane.Jump)
    def _jump(self, event: CheckPane.Jump) -> None:
        self.jump(event.at)

    @on(LessonPane.Take)
    def _take_from_prose(self, event: LessonPane.Take) -> None:
        self.go("console")
        self.console.line.value = event.line
        self.console.line.cursor_position = len(event.line)

    @on(LessonPane.HintWanted)
    def _hint_wanted(self) -> None:
        self.action_hint()

    @on(Chart.Chosen)
    def _object_chosen(self, event: Chart.Chosen) -> None:
        details = self.session.lab.details(event.target)
        if details.at is not None and not event.details:
            self.jump(details.at)
        else:
            self.app.push_screen(DetailsScreen(details, self.say), self.jump)

    @on(ClusterPane.Time)
    def _time_wanted(self, event: ClusterPane.Time) -> None:
        self.wake()
        if event.wish == "step":
            self.session.lab.step()
        else:
            self.pulse.wish(event.wish)
        self.show_cluster()

    def jump(self, at: At | None) -> None:
        """Go to a line of the learner's files."""
        if at is not None and at.file in self.session.work.names:
            if at.file != self.editor.file:
                self.open(at.file)
            self.go("editor")
            self.editor.jump(at.line, at.column)

    def run_line(self, line: str) -> None:
        """Run a line of the console and show what came of it."""
        self.wake()
        self.keep_text()
        if line.strip() == "clear":
            self.console.line.remember(line)
            self.console.wipe()
            return
        if not line.strip():
            self.console.print([Ran(prompt=self.session.lab.prompt, line=" ", output=Output())])
            return
        self._came(self.session.run(line))

    def _came(self, ran: Ran | EditorWanted) -> None:
        if isinstance(ran, EditorWanted):
            self._edit_for(ran)
            return
        self.console.print([ran])
        self.reload()
        self.show()
        self.keep()
        self.post_message(self.Kept())
        if self.session.lab.shell.ended:
            self.app.exit()

    @work
    async def _edit_for(self, wanted: EditorWanted) -> None:
        text = await self.app.push_screen_wait(EditText(wanted.text, self.say("console.running")))
        self._came(self.session.run(wanted.line, (*wanted.edits, wanted.text if text is None else text)))

    def action_next_pane(self) -> None:
        """Go on to the next pane; first take what the editor offers, or complete the word of the console."""
        if self.editor.completions.is_open:
            self.editor.completions.take()
            return
        line = self.console.line
        found = self.session.lab.complete(line.value) if line.has_focus and line.value.strip() else ()
        if found and found != (line.value,):
            self.console.offer(line.value, found)
        else:
            super().action_next_pane()

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.act()

    def _when_typed(self, act: Callable[[], None]) -> None:
        """Act after the keys before this one: over a slow line they come in one piece, and ours overtake the others."""
        (self.focused or self).post_message(self.Typed(act))

    def action_apply(self) -> None:
        """Send the open file to the cluster."""
        self._when_typed(self._apply)

    def _apply(self) -> None:
        self.keep_text()
        self.show_faults()
        self.lesson.welcome = False
        self._came(self.session.apply(self.editor.file))
        self.go_where_small("console")

    def action_check(self) -> None:
        """Judge the cluster."""
        self._when_typed(self._check)

    def _check(self) -> None:
        self.wake()
        self.keep_text()
        self.session.check()
        self.verdict.shows = "check"
        self.show()
        self.go_where_small("lesson" if self.session.done else "check")

    def action_why(self) -> None:
        """Explain the last connection."""
        self.verdict.explanation = self.session.why()
        self.verdict.shows = "why"
        self.go("check")

    def action_hint(self) -> None:
        """Open the next hint."""
        self.wake()
        self.query_one(KeyBar).bright = ""
        self.session.hint()
        self.show()
        self.go_where_small("lesson")

    def action_undo(self) -> None:
        """Take the last change in the cluster back."""
        self.run_line("undo")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.run_line("redo")

    def action_next_file(self) -> None:
        """Open the lesson's next file."""
        names = self.session.work.names
        self.keep_text()
        self.open(names[(names.index(self.editor.file) + 1) % len(names)])

    def action_next_lesson(self) -> None:
        """Go on."""
        self.post_message(self.Next())

    @work
    async def action_solution(self) -> None:
        """Put the solution into the editor, after asking."""
        if await self._sure("solution"):
            for name, text in self.session.solve().items():
                self.session.edit(name, text)
            self.editor.replace(self.session.work.texts[self.editor.file])
            self.go("editor")

    @work
    async def action_reset(self) -> None:
        """Start the lesson again, after asking."""
        if await self._sure("reset"):
            self.session.reset()
            self.console.wipe()
            self.verdict.explanation = None
            self.open(next(iter(self.session.work.names), ""))
            self.show()

    @work
    async def action_history(self) -> None:
        """List what was done, and go back, or forward again, to one of these moments."""
        lab = self.session.lab
        here = lab.undoable
        chosen = await self.app.push_screen_wait(HistoryScreen(lab.deeds(), lab.look, self.say))
        for _ in range(abs(chosen - here) if chosen is not None else 0):
            self.run_line("undo" if chosen is not None and chosen < here else "redo")

    def action_glossary(self) -> None:
        """Explain the words of this page."""
        self.app.push_screen(GlossaryScreen(self.lesson.words(), self.say))

    def action_word(self, word: str) -> None:
        """Explain a word that was clicked."""
        self.app.push_screen(GlossaryScreen(self.lesson.words(), self.say, start=word))

    def action_pause(self) -> None:
        """Let the cluster's time stand, or go on."""
        self.pulse.wish("pause")
        self.show_cluster()

    def action_step_time(self) -> None:
        """Let the time go on until something changes."""
        self.session.lab.step()
        self.show_cluster()

    def action_pace(self, by: int) -> None:
        """Let the time go faster or slower."""
        self.pulse.wish("faster" if by > 0 else "slower")
        self.show_cluster()

    async def _sure(self, question: str) -> bool:
        answers = [self.say("confirm.no"), self.say("confirm.yes")]
        return await self.app.push_screen_wait(Choice(self.say(f"confirm.{question}"), answers)) == 1
