"""Shows a session in the panes, lets its time pass, and remembers where the learner is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on

from tutor import words
from tutor.tui import layout
from tutor.tui.keys import Key, footer
from tutor.tui.layout import LEAST_HEIGHT, LEAST_WIDTH, Arrangement
from tutor.tui.pulse import TICK, Pulse
from tutor.tui.screens.panes import PaneScreen
from tutor.tui.screens.texts import Texts
from tutor.tui.widgets.bars import KeyBar, Standing, Strip, TopBar
from tutor.tui.widgets.check_pane import states
from tutor.tui.widgets.cluster_pane import ClusterPane
from tutor.tui.widgets.console import BACK_LINES
from tutor.tui.widgets.time_bar import Beat
from tutor.values import frozen

if TYPE_CHECKING:
    from tutor.session import Session


@frozen
class Setting:
    """Where a lesson stands in the course and how the window is set; `count` lessons, `done` of the others."""

    number: int
    done: int
    count: int
    keys: tuple[Key, ...]
    welcome: bool = False
    ticking: bool = True
    arrangement: Arrangement = Arrangement()


class SessionScreen(PaneScreen):
    """One session in five panes."""

    def __init__(self, session: Session, setting: Setting) -> None:
        super().__init__(setting.keys, setting.arrangement)
        self.session = session
        self.setting = setting
        self.pulse = Pulse()
        self.texts = Texts(self)
        self._small = ""

    def on_mount(self) -> None:
        """Show the session as it is, and let the cluster's time pass."""
        self.lesson.welcome = self.setting.welcome
        self.console.print(self.session.lab.transcript, BACK_LINES)
        row = self.session.record.row
        place = row.place
        names = self.session.work.names
        file = str(place.get("file", "")) if place.get("file") in names else next(iter(names), "")
        self.editor.files, self.editor.assistant = names, self.session.assistant
        self.texts.open(file, (row.number("row"), row.number("column")))
        self.show()
        self.go(str(place.get("pane", "lesson")))
        if self.setting.ticking:
            self.set_interval(TICK, self._tick)

    def show(self) -> None:
        """Bring every pane up to the session; those that show the same already do nothing."""
        session = self.session
        self.lesson.done = self._done_words()  # first, so that the page is the last to be brought into sight
        self.lesson.page = session.page()
        self.query_one(KeyBar).bright = "next_lesson" if session.done else ""
        self._name_keys()
        self.console.prompt = session.lab.prompt
        self.console.suffix = session.lab.place or self.say("cluster.laptop")
        self.editor.dirty = not session.work.is_applied(self.editor.file)
        self.verdict.board = session.board()
        self.show_cluster()

    def _name_keys(self) -> None:
        keys = footer(self.setting.keys, done=self.session.done, editing=self.here == "editor")
        self.query_one(KeyBar).keys = keys

    def watch_here(self) -> None:
        """Name the keys of the pane that has them."""
        super().watch_here()
        if self.is_mounted:
            self._name_keys()

    def show_cluster(self) -> None:
        """Show the cluster as it is at this moment of its time."""
        session, lab, pane = self.session, self.session.lab, self.cluster
        changed = pane.picture is not lab.picture()
        pane.picture, pane.last = lab.picture(), lab.connection(self.locale)
        if pane.view == "events":
            pane.events = lab.events()
        pane.beat = Beat(time=lab.time, pace=self.pulse.pace, undo=lab.undoable, redo=lab.redoable)
        if changed:
            self.texts.show_faults()
        self.query_one(TopBar).standing = Standing(
            number=self.setting.number,
            count=self.setting.count,
            title=self.lesson.page.title if self.lesson.page else "",
            done=self.setting.done + session.record.row.done,
            place=lab.place,
            time=lab.time,
            pace=self.pulse.pace,
            undo=lab.undoable,
        )
        self.show_news()

    @on(ClusterPane.Viewed)
    def _viewed(self) -> None:
        self.cluster.events = self.session.lab.events()

    def show_news(self) -> None:
        """Show in the strip what changed in the panes one does not see."""
        board, troubles, faults = self.verdict.board, self.cluster.picture.troubles, self.editor.faults
        self.query_one(Strip).news = {
            "lesson": ("✓" if board.done and self.here != "lesson" else "", "$success"),
            "editor": (f"✕{faults}", "$error") if faults else ("●" if self.editor.dirty else "", "$muted"),
            "cluster": (f"✕{troubles}" if troubles else "", "$error"),
            "check": (states(board.rows), "$success" if board.done else "$warning"),
        }

    def _done_words(self) -> str:
        if not self.session.done:
            return ""
        board = self.session.board()
        word = "lesson.done-spent" if board.spent else "lesson.done"
        return self.say(word, score=f"{board.net:g}", most=f"{board.most:g}", spent=f"{board.spent:g}")

    def _tick(self) -> None:
        if self.app.screen is not self:
            return
        beaten = self.pulse.beat(self.session, TICK)
        if beaten.judged:
            self.show()
        else:
            self.show_cluster()
        if beaten.keep:
            self.session.keep_place(self._place())
        if beaten.stuck:
            self.query_one(KeyBar).bright = "hint"
            self.note(self.say("note.stuck"))

    def on_resize(self, event: events.Resize) -> None:
        """Say when there is too little room, until there is enough."""
        width, height, before = event.size.width, event.size.height, self._small
        few = width < LEAST_WIDTH or height < LEAST_HEIGHT
        self._small = self.say("note.small", width=width, height=height) if few else ""
        if few or self.query_one(KeyBar).note == before:
            self.note(self._small)

    def note(self, text: str) -> None:
        """Say something in the place of the keys, until the learner goes on."""
        self.query_one(KeyBar).note = text

    def on_key(self) -> None:
        """Drop the note; the learner is at work again."""
        self.wake()

    def go(self, pane: str) -> None:
        """Show a pane and give it the keys; who goes there is at work."""
        self.wake()
        super().go(pane)

    def wake(self) -> None:
        """Take note that the learner is at work."""
        self.query_one(KeyBar).note = ""
        self.pulse.wake()

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        self.session.speak(self.locale)
        if self.is_mounted:
            self.show()
            self.texts.show_faults()
            self.verdict.explanation = self.session.why()

    def say(self, word: str, **params: object) -> str:
        """Return a sentence of the window in the learner's language, with the learner's keys."""
        return words.text(self.locale, f"window.{word}", {**self.keys, **params})

    def keep(self) -> None:
        """Remember everything; called when the screen is left."""
        self.texts.keep()
        self.session.keep_place(self._place())

    def _place(self) -> dict[str, str | int]:
        row, column = self.editor.area.cursor_location
        return {"file": self.editor.file, "row": row, "column": column, "pane": self.here}

    def kept_arrangement(self) -> str:
        """The panes' order and sizes, to be had again the next time."""
        return layout.dump(self.desk.arrangement)
