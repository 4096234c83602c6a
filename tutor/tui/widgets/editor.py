"""The YAML editor: faults stand under their words while one types, and never move the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tutor.session.views import Diagnostic
from tutor.tui.cells import clean
from tutor.tui.keys import ALT_DIGITS
from tutor.tui.theme import DARK, THEMES, editor_theme
from tutor.tui.widgets.pane import Pane

PAUSE = 0.35
LONG_PAUSE = 1.2
LONG_TEXT = 40_000
INDENT = 2


class YamlEditor(TextArea):
    """Textual's text area with faults under words, marks beside line numbers, and YAML's indentation."""

    def __init__(self, text: str) -> None:
        super().__init__(
            text, language="yaml", soft_wrap=False, show_line_numbers=True, tab_behavior="focus", id="yaml"
        )
        self.indent_width = INDENT
        self.faults: Mapping[int, Sequence[Diagnostic]] = {}
        for theme in THEMES:
            self.register_theme(editor_theme(theme))

    def on_mount(self) -> None:
        """Follow the colours of the window."""
        self.theme = self.app.theme if self.app.theme in self.available_themes else DARK.name
        self.watch(self.app, "theme", self._follow, init=False)

    def _follow(self, theme: str) -> None:
        self.theme = theme if theme in self.available_themes else DARK.name

    def mark(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show these faults instead of those before."""
        lines: dict[int, list[Diagnostic]] = {}
        for one in diagnostics:
            lines.setdefault(one.line - 1, []).append(one)
        self.faults = lines
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Underline the words that are at fault."""
        line = super().get_line(line_index)
        for fault in self.faults.get(line_index, ()):
            start = min(fault.column - 1, max(0, len(line) - 1))
            end = fault.end_column - 1 if fault.end_line == fault.line else len(line)
            line.stylize(Style(underline=True, bold=True), start, max(end, start + 1))
        return line

    def render_line(self, y: int) -> Strip:
        """Put a mark into the gutter of a line at fault; the gutter is as wide as before."""
        strip = super().render_line(y)
        line = self._line_at(y)
        faults = self.faults.get(line, ()) if line is not None else ()
        if not faults or self.gutter_width < 3:
            return strip
        wrong = any(fault.severity == "error" for fault in faults)
        glyph, style = ("✕", "error") if wrong else ("!", "warning")
        colour = self.app.theme_variables[style]
        segments = list(strip.crop(0, self.gutter_width))
        background = segments[0].style.bgcolor if segments and segments[0].style else None
        number = f"{(line or 0) + 1:>{self.gutter_width - 2}}{glyph} "
        gutter = Strip([Segment(number, Style(color=colour, bgcolor=background, bold=True))], self.gutter_width)
        return Strip.join([gutter, strip.crop(self.gutter_width, None)])

    def _line_at(self, y: int) -> int | None:
        line = y + self.scroll_offset.y
        return line if line < self.document.line_count else None

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave the keys that go from pane to pane to the screen."""
        return key not in ALT_DIGITS and super().check_consume_key(key, character)

    def action_delete_left(self) -> None:
        """Take one step of indentation back at once."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if self.selection.is_empty and len(before) >= INDENT and not before.strip(" "):
            self._delete_via_keyboard((row, column - INDENT), (row, column))
        else:
            super().action_delete_left()

    async def _on_key(self, event: events.Key) -> None:
        """Keep the indentation on Enter, and one step deeper after a key that opens a map."""
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            self._replace_via_keyboard("\n" + indentation(self.document.get_line(row)[:column]), *self.selection)
            return
        await super()._on_key(event)


def indentation(before: str) -> str:
    """The white space that the line after `before` starts with."""
    stripped = before.lstrip(" ")
    depth = len(before) - len(stripped)
    while stripped.startswith("- "):
        stripped, depth = stripped[2:].lstrip(" "), depth + 2
    return " " * (depth + (INDENT if stripped.rstrip().endswith(":") else 0))


class EditorPane(Pane):
    """The learner's files: their names, the text of one, and the fault nearest to the cursor."""

    files: reactive[tuple[str, ...]] = reactive(())
    file: reactive[str] = reactive("")
    dirty: reactive[bool] = reactive(False)

    class Edited(Message):
        """The text of a file changed, some moments ago."""

        def __init__(self, file: str, text: str) -> None:
            super().__init__()
            self.file = file
            self.text = text

    def __init__(self, *, corner: str = "") -> None:
        super().__init__(id="editor", corner=corner)
        self._pause: Timer | None = None
        self._diagnostics: Sequence[Diagnostic] = ()

    def body(self) -> ComposeResult:
        """Set the text over a line for its faults that is always there."""
        yield YamlEditor("")
        yield Static("", id="fault")

    @property
    def area(self) -> YamlEditor:
        """The text area."""
        return self.query_one(YamlEditor)

    def open(self, file: str, text: str, place: tuple[int, int] = (0, 0)) -> None:
        """Show another file."""
        self.file = file
        area = self.area
        with self.prevent(TextArea.Changed):
            area.load_text(text)
        area.move_cursor(area.clamp_visitable((min(place[0], area.document.line_count - 1), place[1])))

    def replace(self, text: str) -> None:
        """Put another text in, so that Ctrl+Z brings the one before back."""
        area = self.area
        area.history.checkpoint()
        area.replace(text, (0, 0), area.document.end)
        area.move_cursor((0, 0))

    def jump(self, line: int, column: int = 1) -> None:
        """Go to a line and column, counted from 1."""
        area = self.area
        row = max(0, min(line - 1, area.document.line_count - 1))
        area.move_cursor((row, min(max(0, column - 1), len(area.document.get_line(row)))), center=True)
        area.focus()

    def show_faults(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Mark the faults and name the one at the cursor."""
        self._diagnostics = diagnostics
        self.area.mark(diagnostics)
        self._name_fault()

    @property
    def faults(self) -> int:
        """How many faults are marked, warnings apart."""
        return sum(one.severity == "error" for one in self._diagnostics)

    def heading(self) -> str:
        """Name the files; the open one first in the eye."""
        names = [f"{name}{' ●' if self.dirty else ''}" if name == self.file else f"({name})" for name in self.files]
        return clean("  ".join(names)) or super().heading()

    def watch_files(self) -> None:
        """Name the files."""
        self._write_title()

    def watch_file(self) -> None:
        """Name the file."""
        self._write_title()

    def watch_dirty(self) -> None:
        """Show whether the cluster has this text."""
        self._write_title()

    def watch_locale(self) -> None:
        """Say the fault again in the new language."""
        super().watch_locale()
        if self.is_mounted:
            self._name_fault()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        pause = LONG_PAUSE if len(event.text_area.text) > LONG_TEXT else PAUSE
        self._pause = self.set_timer(pause, self.flush)

    def flush(self) -> None:
        """Tell of the text at once; a key that needs it does not wait for the pause."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
            self.post_message(self.Edited(self.file, self.area.text))

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._name_fault()

    def _name_fault(self) -> None:
        row = self.area.cursor_location[0] + 1
        near = min(self._diagnostics, key=lambda one: abs(one.line - row), default=None)
        self.query_one("#fault", Static).update(self._fault_line(near))

    def _fault_line(self, fault: Diagnostic | None) -> Content:
        if fault is None:
            return Content.styled(self.say("editor.clean"), "$muted")
        more = len(self._diagnostics) - 1
        end = f"  (+{self.say('editor.more', count=more)})" if more else ""
        colour = "$error" if fault.severity == "error" else "$warning"
        text = f"{fault.line}:{fault.column} {clean(fault.message)}{end}".replace("\n", " ")
        return Content.styled(f"{'✕' if fault.severity == 'error' else '!'} {text}", colour)
