"""The table of contents: every lesson, how far it is, what comes next, and what a lesson is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor import words
from tutor.packs.model import Lesson, Pack
from tutor.tui.course import Entry, coming, done_of, found, of_pack
from tutor.tui.draw.contents import Line, entry_line, heading_line, lines_of, summary
from tutor.tui.keys import ALL_KEYS, Key
from tutor.tui.layout import BREAKPOINTS
from tutor.tui.screens.overlaid import OverlaidScreen
from tutor.tui.widgets.bars import KeyBar, Standing, TopBar

HERE = ("help", "contents", "stats", "language", "command_palette", "quit")


class ContentsScreen(OverlaidScreen):
    """The list on the left, what the marked lesson is about on the right; typing searches."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    locale: reactive[str] = reactive("en")
    search: reactive[str] = reactive("")

    class Opened(Message):
        """A lesson was chosen."""

        def __init__(self, pack: Pack, lesson: Lesson) -> None:
            super().__init__()
            self.pack = pack
            self.lesson = lesson

    class Left(Message):
        """Back to the lesson one came from."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        current: str = "",
        note: str = "",
        keys: tuple[Key, ...] = ALL_KEYS,
        own: Callable[[Pack, Lesson], Lesson] = lambda _, lesson: lesson,
    ) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._coming = coming(self._entries)
        self._shown: list[Line] = []
        self._current, self._note, self._keys, self._own = current, note, keys, own

    def compose(self) -> ComposeResult:
        """Put the list beside the description."""
        yield TopBar().data_bind(ContentsScreen.locale)
        yield Static(id="search")
        with Horizontal(id="contents"):
            yield OptionList(id="lessons")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="summary")
        yield KeyBar().data_bind(ContentsScreen.locale)

    def on_mount(self) -> None:
        """Stand at the lesson one came from, else at the one that comes next."""
        bar = self.query_one(KeyBar)
        bar.keys = tuple(key for name in HERE for key in self._keys if key.id == name)
        bar.note = self._note
        self._fill(self._current or (self._coming.lesson.uuid if self._coming else ""))

    def on_resize(self) -> None:
        """Lay the rows out again."""
        self.call_after_refresh(self._fill)

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        if self.is_mounted:
            self._fill()

    def watch_search(self) -> None:
        """Show what fits."""
        if self.is_mounted:
            self._fill()

    def on_key(self, event: events.Key) -> None:
        """Search for what is typed."""
        self.query_one(KeyBar).note = ""
        if event.is_printable and event.character and len(self.search) < 40:
            self.search += event.character
            event.stop()
        elif event.key == "backspace":
            self.search = self.search[:-1]

    def _fill(self, wanted: str = "") -> None:
        rows = self.query_one(OptionList)
        at = self._marked()
        marked = wanted or (at.lesson.uuid if at else "")
        rows.clear_options()
        self._shown = list(lines_of(self._entries, self.search, self.locale))
        width = max(40, rows.size.width - 4)
        rows.add_options([self._option(line, width) for line in self._shown])
        places = [number for number, line in enumerate(self._shown) if isinstance(line, Entry)]
        same = (
            n for n in places if (line := self._shown[n]) and isinstance(line, Entry) and line.lesson.uuid == marked
        )
        rows.highlighted = next(same, places[0] if places else None)
        self._tell_progress()

    def _marked(self) -> Entry | None:
        at = self.query_one(OptionList).highlighted
        line = self._shown[at] if at is not None and at < len(self._shown) else None
        return line if isinstance(line, Entry) else None

    def _option(self, line: Line, width: int) -> Option:
        if isinstance(line, Entry):
            scored = any(entry.progress.most for entry in self._entries)
            return Option(entry_line(line, width, self._say, self.locale, next_=line is self._coming, scored=scored))
        return Option(heading_line(line, self._entries, self._say, self.locale), disabled=True)

    def _tell_progress(self) -> None:
        """How far one is in the pack of the marked lesson."""
        at = self._marked()
        mine = of_pack(self._entries, at.pack) if at else self._entries
        self.query_one(TopBar).standing = Standing(
            title=self._say("contents.title"), done=done_of(mine), count=len(mine)
        )
        self.query_one("#search", Static).update(self._head(mine))

    def _head(self, mine: Iterable[Entry]) -> Content:
        """What is searched for, or how much there still is to learn."""
        if self.search:
            count = sum(found(entry, self.search, self.locale) for entry in self._entries)
            return Content.assemble((" / ", "bold $accent"), self.search, (f"▏  {count}", "$muted"))
        left = [entry.lesson.meta.minutes for entry in mine if not entry.progress.done]
        word = "contents.left" if left else "contents.all-done"
        return Content.styled(f" {self._say(word, count=len(left), minutes=sum(left))}", "$muted")

    @on(OptionList.OptionHighlighted)
    def _looked_at(self) -> None:
        entry = self._marked()
        if entry is not None:
            own = self._own(entry.pack, entry.lesson)
            self.query_one("#summary", Static).update(summary(entry, own, self._entries, self._say, self.locale))
            self._tell_progress()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        entry = self._shown[event.option_index]
        if isinstance(entry, Entry):
            self.post_message(self.Opened(entry.pack, entry.lesson))

    def action_back(self) -> None:
        """Drop the search, else go back to the lesson."""
        if self.search:
            self.search = ""
        else:
            self.post_message(self.Left())

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", params)
