"""The lesson screen: mediates between the panes and the session."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from tutor import words
from tutor.kubectl.output import Output
from tutor.session import EditorWanted, Session
from tutor.session.views import Ran
from tutor.tui.keys import bindings, footer
from tutor.tui.screens.dialog import Choice, EditText
from tutor.tui.screens.panes import PaneScreen
from tutor.tui.widgets.bars import KeyBar, Standing, Strip, TopBar
from tutor.tui.widgets.check_pane import CheckPane, states
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.lesson_pane import LessonPane

TICK = 0.25
STUCK_SECONDS = 240.0


class LessonScreen(PaneScreen):
    """One session in five panes."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("lesson"))

    class Next(Message):
        """The learner goes on to the next lesson."""

    def __init__(self, session: Session, *, number: int, done: int, count: int, welcome: bool, ticking: bool) -> None:
        super().__init__()
        self.session = session
        self._standing = Standing(number=number, done=done, count=count)
        self._welcome = welcome
        self._ticking = ticking
        self._quiet = 0.0
        self._offered = False

    def on_mount(self) -> None:
        """Show the session as it is, and let the cluster's time pass."""
        self.query_one(KeyBar).keys = footer()
        self.lesson.welcome = self._welcome
        self.console.print(self.session.transcript)
        place = self.session.record.row.place
        names = self.session.work.names
        file = str(place.get("file", "")) if place.get("file") in names else next(iter(names), "")
        self.editor.files = names
        self._open(file, (int(place.get("row", 0)), int(place.get("column", 0))))
        self.set_class(place.get("solo") == 1, "-solo")
        self.show()
        self.go(str(place.get("pane", "editor" if place else "lesson")))
        if self._ticking:
            self.set_interval(TICK, self._tick)

    # What changes

    def show(self) -> None:
        """Bring every pane up to the session; those that show the same already do nothing."""
        session = self.session
        self.lesson.page = session.page()
        self.lesson.done = self._done_words()
        self.query_one(KeyBar).bright = "next_lesson" if session.done else ""
        self.console.prompt = session.prompt
        self.console.suffix = session.place or self._say("cluster.laptop")
        self.editor.dirty = not session.work.is_applied(self.editor.file)
        self.verdict.board = session.board()
        self._show_cluster()

    def _show_cluster(self) -> None:
        session, pane = self.session, self.cluster
        pane.picture, pane.last = session.picture(), session.connection()
        bar = self.query_one(TopBar)
        standing = self._standing
        bar.standing = Standing(
            number=standing.number, title=session.page().title, done=standing.done, count=standing.count,
            place=session.place, time=session.time, undo=session.undoable,
        )  # fmt: skip
        self._show_news()

    def _show_news(self) -> None:
        board, troubles, faults = self.verdict.board, self.cluster.picture.troubles, self.editor.faults
        self.query_one(Strip).news = {
            "editor": (f"✕{faults}", "$error") if faults else ("●" if self.editor.dirty else "", "$muted"),
            "cluster": (f"✕{troubles}" if troubles else "", "$error"),
            "check": (states(board.rows), "$success" if board.done else "$warning"),
        }

    def _done_words(self) -> str:
        result = self.session.result
        if result is None or not self.session.done:
            return ""
        return self._say("lesson.done", score=result.score, most=result.max, key="Ctrl+N")

    def _tick(self) -> None:
        if self.app.screen is not self:
            return
        self.session.advance(TICK)
        self._show_cluster()
        self._quiet += TICK
        if self._quiet > STUCK_SECONDS and not self._offered and not self.session.done:
            self._offered = True
            self.query_one(KeyBar).bright = "hint"
            self.note(self._say("note.stuck"))

    def note(self, text: str) -> None:
        """Say something in the place of the keys, until the learner goes on."""
        self.query_one(KeyBar).note = text

    def on_key(self) -> None:
        """Drop the note; the learner is at work again."""
        self._wake()

    def _wake(self) -> None:
        self.query_one(KeyBar).note = ""
        self._quiet = 0.0

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        self.session.speak(self.locale)
        if self.is_mounted:
            self.show()
            self.verdict.explanation = self.session.why()

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", params)

    # What the learner does

    @on(EditorPane.Edited)
    def _edited(self, event: EditorPane.Edited) -> None:
        self._wake()
        self.session.edit(event.file, event.text)
        self.editor.show_faults(self.session.problems(event.text))
        self.editor.dirty = not self.session.work.is_applied(event.file)
        self._show_news()

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
        if event.at.file in self.session.work.names:
            if event.at.file != self.editor.file:
                self._open(event.at.file)
            self.go("editor")
            self.editor.jump(event.at.line, event.at.column)

    def run_line(self, line: str) -> None:
        """Run a line of the console and show what came of it."""
        self._wake()
        self._keep_text()
        if line.strip() == "clear":
            self.console.line.remember(line)
            self.console.wipe()
            return
        if not line.strip():
            self.console.print([Ran(prompt=self.session.prompt, line=" ", output=Output())])
            return
        self._came(self.session.run(line))

    def _came(self, ran: Ran | EditorWanted) -> None:
        if isinstance(ran, EditorWanted):
            self._edit_for(ran)
            return
        self.console.print([ran])
        self._reload()
        self.show()
        if self.session.shell.ended:
            self.app.exit()

    @work
    async def _edit_for(self, wanted: EditorWanted) -> None:
        text = await self.app.push_screen_wait(EditText(wanted.text, self._say("console.running")))
        self._came(self.session.run(wanted.line, (*wanted.edits, wanted.text if text is None else text)))

    def _reload(self) -> None:
        """Take over what a command wrote into the file that is open."""
        text = self.session.work.texts.get(self.editor.file, "")
        if text != self.editor.area.text:
            self.editor.replace(text)

    def _open(self, file: str, place: tuple[int, int] = (0, 0)) -> None:
        text = self.session.work.texts.get(file, "")
        self.editor.open(file, text, place)
        self.editor.show_faults(self.session.problems(text))
        self.editor.dirty = not self.session.work.is_applied(file)

    def _keep_text(self) -> None:
        """Take the text as it is on the screen, without waiting for the pause."""
        self.session.edit(self.editor.file, self.editor.area.text)

    def keep(self) -> None:
        """Remember everything; called when the screen is left."""
        self._keep_text()
        row, column = self.editor.area.cursor_location
        place: dict[str, str | int] = {"file": self.editor.file, "row": row, "column": column, "pane": self.here}
        self.session.keep_place(place | {"solo": int(self.has_class("-solo"))})

    # The keys

    def action_next_pane(self) -> None:
        """Go on to the next pane; in the console complete the word first."""
        line = self.console.line
        found = self.session.complete(line.value) if line.has_focus and line.value.strip() else ()
        if found and found != (line.value,):
            self.console.offer(line.value, found)
        else:
            super().action_next_pane()

    def action_apply(self) -> None:
        """Send the open file to the cluster."""
        self._keep_text()
        self.editor.show_faults(self.session.problems(self.editor.area.text))
        self.lesson.welcome = False
        self._came(self.session.apply(self.editor.file))
        self.go_where_small("console")

    def action_check(self) -> None:
        """Judge the cluster."""
        self._keep_text()
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
        self._keep_text()
        self._open(names[(names.index(self.editor.file) + 1) % len(names)])

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
            self._open(next(iter(self.session.work.names), ""))
            self.show()

    @work
    async def action_history(self) -> None:
        """List what was done, and go back to one of these moments."""
        changes = self.session.changes
        answers = [self._say("history.start"), *changes]
        ask, how = self._say("history.title"), self._say("history.how")
        chosen = await self.app.push_screen_wait(Choice(ask, answers, how=how, start=len(changes)))
        for _ in range(len(changes) - chosen if chosen is not None else 0):
            self.run_line("undo")

    async def _sure(self, question: str) -> bool:
        answers = [self._say("confirm.no"), self._say("confirm.yes")]
        return await self.app.push_screen_wait(Choice(self._say(f"confirm.{question}"), answers)) == 1
