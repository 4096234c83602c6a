"""The first frame: the lesson as it will stand there, with the learner's text to type in, before the engine is in."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from tutor import words
from tutor.tui.cells import fit
from tutor.tui.draw.page import page_lines
from tutor.tui.first import Opening
from tutor.tui.keys import ALT_DIGITS, footer, key_names
from tutor.tui.layout import PANES
from tutor.tui.screens.swiftly import SwiftScreen
from tutor.tui.widgets.bars import KeyBar, Standing, Strip, TopBar
from tutor.tui.widgets.desk import Desk
from tutor.tui.widgets.lesson_pane import LessonPane
from tutor.tui.widgets.sketch import Sketch
from tutor.tui.widgets.yaml_area import AT_ONCE, OURS, YamlEditor

LOOK = 0.05  # seconds in which the terminal draws the first frame, before the engine takes its time
PROMPT = "laptop:~$ "
NOT_YET = OURS | {"ctrl+z", "ctrl+y"}  # they belong to what comes after the opening


class OpeningScreen(SwiftScreen):
    """Draws an opening; what is typed into the text is kept at once."""

    AUTO_FOCUS = ""  # only a learner who was in the text goes on there

    class Shown(Message):
        """The first frame is on the terminal."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self._here = opening.pane if opening.pane in PANES else "lesson"
        pane = LessonPane()
        pane.set_reactive(LessonPane.locale, opening.locale)
        pane.set_reactive(LessonPane.keys, key_names(opening.setting.keys))
        pane.set_reactive(LessonPane.welcome, False)
        pane.set_reactive(LessonPane.done, "")
        self._rows = tuple(pane.rows(opening.page))

    def compose(self) -> ComposeResult:
        """Set the bars around the panes, as the lesson's own screen does."""
        opening, setting = self.opening, self.opening.setting
        self.size_up(setting.arrangement)
        top, strip, bar = TopBar(), Strip(), KeyBar()
        for line in (top, strip, bar):
            line.set_reactive(type(line).locale, opening.locale)
        top.set_reactive(TopBar.standing, _standing(opening))
        strip.set_reactive(Strip.keys, key_names(setting.keys))
        strip.set_reactive(Strip.current, self._here)
        bar.set_reactive(KeyBar.keys, footer(setting.keys, editing=self._here == "editor"))
        desk = Desk(*map(self._pane, PANES))
        desk.set_reactive(Desk.arrangement, setting.arrangement)
        desk.set_reactive(Desk.here, self._here)
        desk.set_reactive(Desk.side, self._here if self._here not in {"editor", "console"} else "lesson")
        yield from (top, strip, desk, bar)

    @property
    def area(self) -> YamlEditor:
        """The learner's text."""
        return self.query_one(YamlEditor)

    def on_mount(self) -> None:
        """Put the cursor where it was, and say when all of it is on the terminal."""
        area = self.area
        row, column = self.opening.place
        area.move_cursor(area.clamp_visitable((min(row, area.document.line_count - 1), column)))
        if self._here == "editor":
            area.focus()
        self.call_after_refresh(self.set_timer, LOOK, lambda: self.post_message(self.Shown()))

    def takes(self, event: events.Key) -> bool:
        """Whether a key belongs to the text alone."""
        letter = event.is_printable and event.key not in ALT_DIGITS
        return self.area.has_focus and (letter or event.key in {"enter", *AT_ONCE} - NOT_YET)

    @on(Desk.Placed)
    def _placed(self) -> None:
        """The strip names the panes that are not all to be seen."""
        shown = self.query_one(Desk).shown
        self.set_class(bool(shown) and len(shown) < len(PANES), "-strip")

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.opening.record.keep_text(self.opening.file, event.text_area.text)

    def _pane(self, name: str) -> Sketch:
        held = (YamlEditor(self.opening.text),) if name == "editor" else ()
        draw = {"lesson": self._page, "console": self._prompt}.get(name, _nothing)
        return Sketch(*held, id=name, title=self._title(name), draw=draw, focused=name == self._here)

    def _page(self, width: int, height: int) -> Iterable[Content]:
        return page_lines(self._rows, width, height)

    def _prompt(self, width: int, height: int) -> Iterable[Content]:
        """The prompt; where something was run before, what it printed comes with the engine."""
        del height
        if not self.opening.fresh:
            return ()
        hint = words.text(self.opening.locale, "window.console.hint")
        return (
            Content.assemble(" ", (PROMPT, "$accent"), (fit(hint, max(0, width - len(PROMPT) - 2)), "$text-disabled")),
        )

    def _title(self, name: str) -> str:
        if name == "editor":
            return self.opening.file
        title = words.text(self.opening.locale, f"window.pane.{name}")
        return f"{title} · {words.text(self.opening.locale, 'window.cluster.laptop')}" if name == "console" else title


def _nothing(width: int, height: int) -> Iterable[Content]:
    """A cluster or a verdict is not known yet."""
    del width, height
    return ()


def _standing(opening: Opening) -> Standing:
    setting = opening.setting
    return Standing(number=setting.number, title=opening.page.title, done=setting.done, count=setting.count)
