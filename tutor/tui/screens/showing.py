"""Shows a session in the panes, lets its time pass, and remembers where the learner is."""

from __future__ import annotations

from dataclasses import replace

from textual import events

from tutor import words
from tutor.session import Session
from tutor.tui.keys import footer
from tutor.tui.layout import LEAST_HEIGHT, LEAST_WIDTH
from tutor.tui.screens.panes import PaneScreen
from tutor.tui.widgets.bars import KeyBar, Standing, Strip, TopBar
from tutor.tui.widgets.check_pane import states

TICK = 0.25
STUCK_SECONDS = 240.0


class SessionScreen(PaneScreen):
    """One session in five panes."""

    def __init__(
        self, session: Session, *, number: int, others_done: int, count: int, welcome: bool, ticking: bool
    ) -> None:
        super().__init__()
        self.session = session
        self._standing = Standing(number=number, count=count)
        self._others_done = others_done
        self._welcome = welcome
        self._ticking = ticking
        self._quiet = 0.0
        self._offered = False

    def on_mount(self) -> None:
        """Show the session as it is, and let the cluster's time pass."""
        self.lesson.welcome = self._welcome
        self.console.print(self.session.transcript)
        row = self.session.record.row
        place = row.place
        names = self.session.work.names
        file = str(place.get("file", "")) if place.get("file") in names else next(iter(names), "")
        self.editor.files, self.editor.assistant = names, self.session.assistant
        self.open(file, (row.number("row"), row.number("column")))
        self.set_class(place.get("solo") == 1, "-solo")
        self.show()
        self.go(str(place.get("pane", "editor" if place else "lesson")))
        if self._ticking:
            self.set_interval(TICK, self._tick)

    def show(self) -> None:
        """Bring every pane up to the session; those that show the same already do nothing."""
        session = self.session
        self.lesson.page = page = session.page()
        done = self._others_done + session.record.row.done
        self._standing = replace(self._standing, title=page.title, done=done)
        self.lesson.done = self._done_words()
        self.query_one(KeyBar).bright = "next_lesson" if session.done else ""
        self._name_keys()
        self.console.prompt = session.prompt
        self.console.suffix = session.place or self.say("cluster.laptop")
        self.editor.dirty = not session.work.is_applied(self.editor.file)
        self.verdict.board = session.board()
        self._show_cluster()

    def _name_keys(self) -> None:
        self.query_one(KeyBar).keys = footer(done=self.session.done, editing=self.here == "editor")

    def watch_here(self) -> None:
        """Name the keys of the pane that has them."""
        super().watch_here()
        if self.is_mounted:
            self._name_keys()

    def _show_cluster(self) -> None:
        session, pane = self.session, self.cluster
        changed = pane.picture is not session.picture()
        pane.picture, pane.last = session.picture(), session.connection()
        if changed:
            self.show_faults()
        now = replace(self._standing, place=session.place, time=session.time, undo=session.undoable)
        self.query_one(TopBar).standing = self._standing = now
        self.show_news()

    def show_news(self) -> None:
        """Show in the strip what changed in the panes one does not see."""
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
        return self.say("lesson.done", score=result.score, most=result.max, key="Ctrl+N")

    def _tick(self) -> None:
        if self.app.screen is not self:
            return
        self.session.advance(TICK)
        self._show_cluster()
        self._quiet += TICK
        if self._quiet > STUCK_SECONDS and not self._offered and not self.session.done:
            self._offered = True
            self.query_one(KeyBar).bright = "hint"
            self.note(self.say("note.stuck"))

    def on_resize(self, event: events.Resize) -> None:
        """Say when there is too little room."""
        if event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT:
            self.note(self.say("note.small", width=event.size.width, height=event.size.height))

    def note(self, text: str) -> None:
        """Say something in the place of the keys, until the learner goes on."""
        self.query_one(KeyBar).note = text

    def on_key(self) -> None:
        """Drop the note; the learner is at work again."""
        self.wake()

    def wake(self) -> None:
        """Take note that the learner is at work."""
        self.query_one(KeyBar).note = ""
        self._quiet = 0.0

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        self.session.speak(self.locale)
        if self.is_mounted:
            self.show()
            self.show_faults()
            self.verdict.explanation = self.session.why()

    def say(self, word: str, **params: object) -> str:
        """Return a sentence of the window in the learner's language."""
        return words.text(self.locale, f"window.{word}", params)

    def reload(self) -> None:
        """Take over what a command wrote into the file that is open."""
        text = self.session.work.texts.get(self.editor.file, "")
        if text != self.editor.area.text:
            self.editor.replace(text)

    def open(self, file: str, place: tuple[int, int] = (0, 0)) -> None:
        """Show a file with its faults."""
        text = self.session.work.texts.get(file, "")
        self.editor.open(file, text, place)
        self.show_faults()
        self.editor.dirty = not self.session.work.is_applied(file)

    def show_faults(self) -> None:
        """Mark what is wrong with the text on the screen."""
        self.editor.show_faults(self.session.problems(self.editor.file, self.editor.area.text))

    def keep_text(self) -> None:
        """Take the text as it is on the screen, without waiting for the pause."""
        self.session.edit(self.editor.file, self.editor.area.text)

    def keep(self) -> None:
        """Remember everything; called when the screen is left."""
        self.keep_text()
        row, column = self.editor.area.cursor_location
        place: dict[str, str | int] = {"file": self.editor.file, "row": row, "column": column, "pane": self.here}
        self.session.keep_place(place | {"solo": int(self.has_class("-solo"))})
