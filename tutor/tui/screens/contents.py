"""The table of contents: every lesson, how far it is, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
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
from tutor.tui.keys import footer
from tutor.tui.layout import BREAKPOINTS
from tutor.tui.markdown import blocks, inline
from tutor.tui.widgets.bars import KeyBar, Standing, TopBar
from tutor.values import frozen

HERE = frozenset({"help", "contents", "command_palette"})


@frozen
class Entry:
    """One lesson of the list."""

    pack: Pack
    lesson: Lesson
    progress: LessonProgress


class ContentsScreen(Screen[None]):
    """The list on the left, what the marked lesson is about on the right."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    locale: reactive[str] = reactive("en")

    class Opened(Message):
        """A lesson was chosen."""

        def __init__(self, pack: Pack, lesson: Lesson) -> None:
            super().__init__()
            self.pack = pack
            self.lesson = lesson

    class Left(Message):
        """Back to the lesson one came from."""

    def __init__(self, entries: Iterable[Entry], *, current: str = "", note: str = "") -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._current = current
        self._note = note

    def compose(self) -> ComposeResult:
        """Put the list beside the description."""
        yield TopBar().data_bind(ContentsScreen.locale)
        with Horizontal(id="desk"):
            yield OptionList(id="lessons")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="summary")
        yield KeyBar().data_bind(ContentsScreen.locale)

    def on_mount(self) -> None:
        """Stand at the lesson one came from, else at the first that is not done."""
        bar = self.query_one(KeyBar)
        bar.keys = tuple(key for key in footer() if key.id in HERE)
        bar.note = self._note
        self._fill()
        fresh = (n for n, entry in enumerate(self._entries) if not entry.progress.done)
        here = (n for n, entry in enumerate(self._entries) if entry.lesson.uuid == self._current)
        self.query_one(OptionList).highlighted = next(here, next(fresh, 0))

    def on_resize(self) -> None:
        """Lay the rows out again."""
        self.call_after_refresh(self._fill)

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        done = sum(entry.progress.done for entry in self._entries)
        title = self._say("contents.title")
        self.query_one(TopBar).standing = Standing(title=title, done=done, count=len(self._entries))
        rows = self.query_one(OptionList)
        marked = rows.highlighted
        rows.clear_options()
        width = max(40, rows.size.width - 4)
        rows.add_options([Option(self._row(n, entry, width)) for n, entry in enumerate(self._entries, 1)])
        rows.highlighted = marked

    def _row(self, number: int, entry: Entry, width: int) -> Content:
        kept = entry.progress
        glyph, style, state = _state(kept)
        title = clean(localized(entry.lesson.title, self.locale, entry.pack.default_locale))
        score = self._say("contents.points", score=f"{kept.score:g}", most=f"{kept.most:g}") if kept.most else ""
        return Content.assemble(
            (f"{glyph} ", style),
            (f"{number:>2}  ", "$muted"),
            (fit(title, width - 31), "" if kept.done else "bold"),
            (f"  {fit(self._say(f'contents.{state}'), 9)}", style),
            (f"{score:>6}", "$muted"),
            (f"  {self._say('contents.minutes', minutes=entry.lesson.meta.minutes)}", "$muted"),
        )

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries[event.option_index]
        self.query_one("#summary", Static).update(self._summary(entry))

    def _summary(self, entry: Entry) -> Content:
        lesson = entry.lesson
        prose = prose_of(entry.pack, lesson, self.locale)
        first = [inline(block.text) for block in blocks(prose.situation) if block.kind == "text"][:2]
        titles = {one.id: one.title for one in entry.pack.lessons}
        after = ", ".join(clean(localized(titles.get(one, {"en": one}), self.locale)) for one in lesson.meta.requires)
        rows = (
            ("contents.level", clean(lesson.meta.level)),
            ("contents.teaches", clean(", ".join(lesson.meta.teaches))),
            ("contents.after", after),
        )
        facts = [Content.assemble((f"{self._say(word)}  ", "$muted"), value) for word, value in rows if value]
        title = Content.styled(clean(localized(lesson.title, self.locale, entry.pack.default_locale)), "bold")
        blank = Content("")
        parts = [title, blank, *(part for text in first for part in (text, blank)), *facts, blank]
        return Content("\n").join([*parts, Content.styled(self._say("contents.open"), "$muted")])

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        entry = self._entries[event.option_index]
        self.post_message(self.Opened(entry.pack, entry.lesson))

    def action_back(self) -> None:
        """Go back to the lesson."""
        self.post_message(self.Left())

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", params)


def _state(kept: LessonProgress) -> tuple[str, str, str]:
    if kept.done:
        return "✓", "$success", "done"
    return ("◌", "$warning", "begun") if kept.id else (" ", "$muted", "new")
