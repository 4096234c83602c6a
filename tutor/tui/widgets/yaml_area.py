"""The text of the YAML editor: faults under their words, marks beside line numbers, YAML's indentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import TextArea

from tutor.session.views import Diagnostic
from tutor.tui.keys import ALT_DIGITS, keys_of
from tutor.tui.theme import DARK, THEMES, editor_theme

INDENT = 2


# Textual does these keys when they come back from the app, after letters that were typed behind them.
AT_ONCE = keys_of(TextArea.BINDINGS)


class YamlEditor(TextArea):
    """Textual's text area with faults under words, marks beside line numbers, and YAML's indentation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "text_start", show=False),
        Binding("ctrl+end", "text_end", show=False),
        Binding("ctrl+shift+home", "text_start(True)", show=False),
        Binding("ctrl+shift+end", "text_end(True)", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(
            text, language="yaml", soft_wrap=False, show_line_numbers=True, tab_behavior="focus", id="yaml"
        )
        self.indent_width = INDENT
        self.faults: Mapping[int, Sequence[Diagnostic]] = {}
        self.asked_first: Callable[[str], bool] = lambda _: False  # whether a list over the text takes this key
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

    def action_text_start(self, select: bool = False) -> None:
        """Go to the first line."""
        self.move_cursor((0, 0), select=select)

    def action_text_end(self, select: bool = False) -> None:
        """Go to the end of the last line."""
        self.move_cursor(self.document.end, select=select)

    async def _on_key(self, event: events.Key) -> None:
        """Keep the indentation on Enter, and one step deeper after a key that opens a map."""
        if self.asked_first(event.key):
            event.stop()
            event.prevent_default()
            return
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            self._replace_via_keyboard("\n" + indentation(self.document.get_line(row)[:column]), *self.selection)
            return
        if event.key in AT_ONCE and await self.app.run_action(AT_ONCE[event.key], self):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def exchange(self, text: str) -> None:
        """Put another text in as one change that Ctrl+Z takes back; what stays the same is not touched."""
        before = self.text
        start, end, new = difference(before, text)
        row, column = self.cursor_location
        self.history.checkpoint()
        self.replace(new, place(before, start), place(before, end))
        self.history.checkpoint()
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))


def difference(before: str, after: str) -> tuple[int, int, str]:
    """The one part of a text that has to be replaced, by its offsets, and with what."""
    shortest = min(len(before), len(after))
    start = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    same = next((at for at in range(shortest - start) if before[-1 - at] != after[-1 - at]), shortest - start)
    return start, len(before) - same, after[start : len(after) - same]


def place(text: str, offset: int) -> tuple[int, int]:
    """Row and column of an offset, counted from 0."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def indentation(before: str) -> str:
    """The white space that the line after `before` starts with."""
    stripped = before.lstrip(" ")
    depth = len(before) - len(stripped)
    while stripped.startswith("- "):
        stripped, depth = stripped[2:].lstrip(" "), depth + 2
    return " " * (depth + (INDENT if stripped.rstrip().endswith(":") else 0))
