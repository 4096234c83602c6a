"""The lesson screen: mediates between the panes and the session."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tutor import words
from tutor.kubectl.output import Output
from tutor.session import EditorWanted, Session
from tutor.session.views import Board, Ran
from tutor.tui.keys import bindings, footer
from tutor.tui.layout import BREAKPOINTS, COLUMNS, CORNERS, PANES, SIDES, after
from tutor.tui.screens.dialog import Choice, EditText
from tutor.tui.widgets.bars import KeyBar, Standing, Strip, TopBar
from tutor.tui.widgets.check_pane import CheckPane, states
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import ConsolePane
from tutor.tui.widgets.editor import EditorPane
from tutor.tui.widgets.lesson_pane import LessonPane
from tutor.tui.widgets.pane import Pane

TICK = 0.25
STUCK_SECONDS = 240.0
PANE_TYPES: dict[str, type[Pane]] = {
    "lesson": LessonPane,
    "editor": EditorPane,
    "console": ConsolePane,
    "cluster": ClusterPane,
    "check": CheckPane,
}


class LessonScreen(Screen[None]):
    """One session in five panes."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("lesson"))
    locale: reactive[str] = reactive("en")
    here: reactive[str] = reactive("lesson")

    class Next(Message):
        """The learner goes on to the next lesson."""

    def __init__(self, session: Session, *, number: int, done: int, count: int, welcome: bool, ticking: bool) -> None:
        super().__init__()
        self.session = session
        self._standing = Standing(number=number, done=done, count=count)
        self._welcome = welcome
        self._ticking = ticking
        self._side = SIDES["lesson"]
        self._quiet = 0.0
        self._offered = False

    # What is there

    def compose(self) -> ComposeResult:
        """Set the panes in their columns."""
        yield TopBar().data_bind(LessonScreen.locale)
        yield Strip().data_bind(LessonScreen.locale)
        with Horizontal(id="desk"):
            for column, panes in COLUMNS:
                with Vertical(id=column, classes="column"):
                    yield from self._panes(panes)
        yield KeyBar().data_bind(LessonScreen.locale)

    def _panes(self, panes: tuple[str, ...]) -> list[Widget]:
        made = [PANE_TYPES[pane](corner=CORNERS[pane]) for pane in panes]  # type: ignore[call-arg] # each gives its id
        return [pane.data_bind(LessonScreen.locale) for pane in made]

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
    def verdict(self) -> CheckPane:
        """The checks and the explanation."""
        return self.query_one(CheckPane)

    def on_mount(self) -> None:
        """Show the session as it is, and let the cluster's time pass."""
        self.query_one(KeyBar).keys = footer()
        self.lesson.welcome = self._welcome
        self.console.print(self.session.transcript)
        place = self.session.progress.lesson(self.session.lesson.uuid).place
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
        session, pane = self.session, self.query_one(ClusterPane)
        pane.picture, pane.last = session.picture(), session.connection()
        pane.detail = session.time
        bar = self.query_one(TopBar)
        standing = self._standing
        bar.standing = Standing(
            number=standing.number, title=session.page().title, done=standing.done, count=standing.count,
            place=session.place, time=session.time, undo=session.undoable,
        )  # fmt: skip
        self._show_news(self.verdict.board)

    def _show_news(self, board: Board) -> None:
        troubles = self.query_one(ClusterPane).picture.troubles
        faults = sum(map(len, self.editor.area.faults.values()))
        news = {
            "editor": (f"✕{faults}", "$error") if faults else ("●" if self.editor.dirty else "", "$muted"),
            "cluster": (f"✕{troubles}", "$error") if troubles else ("", ""),
            "check": (states(board.rows), "$success" if board.done else "$warning"),
        }
        self.query_one(Strip).news = {pane: (mark, style) for pane, (mark, style) in news.items() if mark}

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
        """Say something in the place of the keys, until the next key."""
        self.query_one(KeyBar).note = text

    def on_key(self, event: events.Key) -> None:
        """Drop the note; the learner is at work again."""
        del event
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

    # Going from pane to pane

    def go(self, pane: str) -> None:
        """Show a pane and give it the keys."""
        self.here = pane if pane in PANES else "lesson"
        self._arrange()
        self.query_one(f"#{self.here}", Pane).take_focus()

    def watch_here(self) -> None:
        """Show the pane that has the keys, where not all of them have room."""
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
        """Go on to the next pane; in the console complete the word first."""
        line = self.console.line
        if line.has_focus and line.value.strip():
            found = self.session.complete(line.value)
            if found and found != (line.value,):
                self.console.offer(line.value, found)
                return
        self.go(after(self.here, 1))

    def action_previous_pane(self) -> None:
        """Go back to the pane before."""
        self.go(after(self.here, -1))

    def action_layout(self) -> None:
        """Show the pane at hand alone, or all that have room."""
        self.toggle_class("-solo")

    def _show_where_small(self, pane: str) -> None:
        """Where only one pane has room, go to the one that has the answer."""
        alone = self.has_class("-narrow") or self.has_class("-solo")
        if alone or (self.has_class("-two") and pane in SIDES):
            self.go(pane)

    # What the learner does

    @on(EditorPane.Edited)
    def _edited(self, event: EditorPane.Edited) -> None:
        self.session.edit(event.file, event.text)
        self.editor.show_faults(self.session.problems(event.text))
        self.editor.dirty = not self.session.work.is_applied(event.file)
        self._show_news(self.verdict.board)

    @on(ConsolePane.Entered)
    def _entered(self, event: ConsolePane.Entered) -> None:
        self.run_line(event.line)

    @on(LessonPane.Run)
    def _run_from_prose(self, event: LessonPane.Run) -> None:
        self.run_line(event.line)
        self._show_where_small("console")

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

    def action_apply(self) -> None:
        """Send the open file to the cluster."""
        self._keep_text()
        self.editor.show_faults(self.session.problems(self.editor.area.text))
        self.lesson.welcome = False
        self._came(self.session.apply(self.editor.file))
        self._show_where_small("console")

    def action_check(self) -> None:
        """Judge the cluster."""
        self._keep_text()
        self.session.check()
        self.verdict.shows = "check"
        self.show()
        self._show_where_small("lesson" if self.session.done else "check")

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
        self._show_where_small("lesson")

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
