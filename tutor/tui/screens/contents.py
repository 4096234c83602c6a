"""The table of contents: every lesson, how far it is, what comes next, and what a lesson is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor import words
from tutor.packs.model import Lesson, Pack, localized
from tutor.progress import LessonProgress
from tutor.session.page import prose_of
from tutor.tui.cells import clean, fit
from tutor.tui.course import Entry, coming, found
from tutor.tui.keys import ALL_KEYS, Key
from tutor.tui.layout import BREAKPOINTS
from tutor.tui.markdown import blocks, inline
from tutor.tui.widgets.bars import KeyBar, Standing, TopBar

HERE = ("help", "contents", "stats", "language", "command_palette", "quit")


class ContentsScreen(Screen[None]):
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
        self, entries: Iterable[Entry], *, current: str = "", note: str = "", keys: tuple[Key, ...] = ALL_KEYS
    ) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._coming = coming(self._entries)
        self._shown: list[Entry | None] = []
        self._current, self._note, self._keys = current, note, keys

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
        done = sum(entry.progress.done for entry in self._entries)
        self.query_one(TopBar).standing = Standing(
            title=self._say("contents.title"), done=done, count=len(self._entries)
        )
        self.query_one("#search", Static).update(self._head())
        rows = self.query_one(OptionList)
        marked = wanted or self._marked_uuid()
        rows.clear_options()
        self._shown = list(self._grouped())
        width = max(40, rows.size.width - 4)
        rows.add_options([self._option(entry, number, width) for number, entry in enumerate(self._shown)])
        places = [number for number, entry in enumerate(self._shown) if entry is not None]
        same = (n for n in places if (entry := self._shown[n]) is not None and entry.lesson.uuid == marked)
        rows.highlighted = next(same, places[0] if places else None)

    def _marked_uuid(self) -> str:
        at = self.query_one(OptionList).highlighted
        entry = self._shown[at] if at is not None and at < len(self._shown) else None
        return entry.lesson.uuid if entry is not None else ""

    def _head(self) -> Content:
        """What is searched for, or how much there still is to learn."""
        if self.search:
            count = sum(found(entry, self.search, self.locale) for entry in self._entries)
            return Content.assemble((" / ", "bold $accent"), self.search, (f"▏  {count}", "$muted"))
        left = sum(entry.lesson.meta.minutes for entry in self._entries if not entry.progress.done)
        count = sum(not entry.progress.done for entry in self._entries)
        word = "contents.left" if count else "contents.all-done"
        return Content.styled(f" {self._say(word, count=count, minutes=left)}", "$muted")

    def _grouped(self) -> Iterator[Entry | None]:
        """The lessons that fit, with None for the heading of each part."""
        part = None
        for entry in self._entries:
            if found(entry, self.search, self.locale):
                here = (entry.pack.id, entry.lesson.meta.level)
                if here != part and not self.search:
                    yield None
                part = here
                yield entry

    def _option(self, entry: Entry | None, number: int, width: int) -> Option:
        if entry is not None:
            return Option(self._row(entry, width))
        following = self._shown[number + 1]
        return Option(self._heading(following) if following else Content(""), disabled=True)

    def _heading(self, entry: Entry) -> Content:
        pack = clean(localized(entry.pack.title, self.locale, entry.pack.default_locale))
        level = self._say(f"level.{entry.lesson.meta.level}")
        return Content.styled(f"{pack} · {level}", "bold $muted")

    def _row(self, entry: Entry, width: int) -> Content:
        kept = entry.progress
        glyph, style, state = _state(kept)
        if entry is self._coming and not kept.id:
            glyph, style, state = "▸", "$accent", "next"
        score = self._say("contents.points", score=f"{kept.score:g}", most=f"{kept.most:g}") if kept.most else ""
        minutes = self._say("contents.minutes", minutes=entry.lesson.meta.minutes)
        return Content.assemble(
            (f"{glyph} ", style),
            (f"{entry.number:>2}  ", "$muted"),
            (fit(clean(entry.title(self.locale)), width - 31), "" if kept.done else "bold"),
            (f"  {fit(self._say(f'contents.{state}'), 9)}", style),
            (f"{score:>6}", "$muted"),
            (f"  {minutes}", "$muted"),
        )

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._shown[event.option_index] if event.option_index < len(self._shown) else None
        if entry is not None:
            self.query_one("#summary", Static).update(self._summary(entry))

    def _summary(self, entry: Entry) -> Content:
        lesson = entry.lesson
        prose = prose_of(entry.pack, lesson, self.locale)
        first = [inline(block.text) for block in blocks(prose.situation) if block.kind == "text"][:2]
        titles = {one.lesson.id: one.title(self.locale) for one in self._entries if one.pack is entry.pack}
        after = ", ".join(clean(titles.get(one, one)) for one in lesson.meta.requires)
        rows = (
            ("contents.level", self._say(f"level.{lesson.meta.level}")),
            ("contents.teaches", clean(", ".join(lesson.meta.teaches))),
            ("contents.after", after),
        )
        facts = [Content.assemble((f"{self._say(word)}  ", "$muted"), value) for word, value in rows if value]
        title = Content.styled(clean(entry.title(self.locale)), "bold")
        blank = Content("")
        parts = [title, blank, *(part for text in first for part in (text, blank)), *facts, blank]
        return Content("\n").join([*parts, Content.styled(self._say("contents.open"), "$muted")])

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        entry = self._shown[event.option_index]
        if entry is not None:
            self.post_message(self.Opened(entry.pack, entry.lesson))

    def action_back(self) -> None:
        """Drop the search, else go back to the lesson."""
        if self.search:
            self.search = ""
        else:
            self.post_message(self.Left())

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", params)


def _state(kept: LessonProgress) -> tuple[str, str, str]:
    if kept.done:
        return "✓", "$success", "done"
    return ("◌", "$warning", "begun") if kept.id else (" ", "$muted", "new")
