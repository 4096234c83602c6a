"""The text of the YAML editor: faults under their words, marks beside line numbers, words behind lines, guides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import EditHistory

from tutor.session.views import Diagnostic
from tutor.tui.keys import ALT_DIGITS, keys_of
from tutor.tui.theme import DARK, THEMES, editor_theme
from tutor.tui.widgets.editor_paint import paint_end, paint_guides
from tutor.tui.widgets.editor_type import INDENT, difference, ends_list, indentation, place, toggle_comments

# Textual does these keys when they come back from the app, after letters that were typed behind them.
AT_ONCE = keys_of(TextArea.BINDINGS)
OURS = frozenset(("ctrl+f",))  # keys of the text area that mean something else here


class YamlEditor(TextArea):
    """Textual's text area with what YAML and its faults need; it knows no rule, only where to paint what."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "text_start", show=False),
        Binding("ctrl+end", "text_end", show=False),
        Binding("ctrl+shift+home", "text_start(True)", show=False),
        Binding("ctrl+shift+end", "text_end(True)", show=False),
    ]

    class Pasted(Message):
        """Text was pasted."""

    class Hovered(Message):
        """The mouse stands over a place, row and column counted from 0."""

        def __init__(self, location: tuple[int, int]) -> None:
            super().__init__()
            self.location = location

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=False, show_line_numbers=True, tab_behavior="focus", id="yaml")
        self.set_reactive(TextArea.language, "yaml")  # Textual compiles the query of a language that it is given twice
        self.indent_width = INDENT
        self.faults: Mapping[int, Sequence[Diagnostic]] = {}
        self.ends: Mapping[int, str] = {}  # what stands in grey behind a line, by row
        self.found: Mapping[int, Sequence[tuple[int, int]]] = {}
        self.found_at: tuple[int, int] | None = None
        self.asked_first: Callable[[str], bool] = lambda _: False  # whether a list over the text takes this key
        self._over: tuple[int, int] | None = None
        for theme in THEMES:
            self.register_theme(editor_theme(theme))

    def on_mount(self) -> None:
        """Follow the colours of the window."""
        self.theme = self.app.theme if self.app.theme in self.available_themes else DARK.name
        self.watch(self.app, "theme", self._follow, init=False)

    def _follow(self, theme: str) -> None:
        self.theme = theme if theme in self.available_themes else DARK.name

    def fresh_history(self) -> EditHistory:
        """A history with nothing to undo, under the rules of this text area."""
        old = self.history
        return EditHistory(old.max_checkpoints, old.checkpoint_timer, old.checkpoint_max_characters)

    def mark(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show these faults instead of those before."""
        lines: dict[int, list[Diagnostic]] = {}
        for one in diagnostics:
            lines.setdefault(one.line - 1, []).append(one)
        self.faults = lines
        self.repaint()

    def shift(self, after: int, by: int) -> None:
        """Let the marks behind a row follow their lines until the text is looked at again."""
        self.faults = {row + by if row > after else row: faults for row, faults in self.faults.items()}

    def repaint(self) -> None:
        """Draw all lines again."""
        self._line_cache.clear()
        self.refresh()

    # Painting

    def get_line(self, line_index: int) -> Text:
        """Underline the words that are at fault, and those that were looked for."""
        line = super().get_line(line_index)
        for fault in self.faults.get(line_index, ()):
            start = min(fault.column - 1, max(0, len(line) - 1))
            end = fault.end_column - 1 if fault.end_line == fault.line else len(line)
            line.stylize(Style(underline=True, bold=True), start, max(end, start + 1))
        for start, end in self.found.get(line_index, ()):
            here = (line_index, start) == self.found_at
            line.stylize(Style(reverse=True) if here else Style(underline=True, bold=True), start, end)
        return line

    def render_line(self, y: int) -> Strip:
        """Paint over a line: guides in its indentation, words behind its end, a mark in the gutter."""
        strip = super().render_line(y)
        row = y + self.scroll_offset.y
        if row >= self.document.line_count or self.gutter_width < 3:
            return strip
        strip = self._with_end(self._with_guides(strip, row), row)
        faults = self.faults.get(row, ())
        return self._with_mark(strip, row, faults) if faults else strip

    def _colour(self, name: str) -> str:
        return self.app.theme_variables[name]

    def _with_guides(self, strip: Strip, row: int) -> Strip:
        line = self.document.get_line(row)
        depth = len(line) - len(line.lstrip(" "))
        start = self.gutter_width - self.scroll_offset.x
        cursor = self.cursor_location
        skip = start + cursor[1] if cursor[0] == row else -1
        columns = range(-(-self.scroll_offset.x // INDENT) * INDENT, depth, INDENT)
        return paint_guides(strip, start, columns, Style(color=self._colour("line")), skip) if depth else strip

    def _with_end(self, strip: Strip, row: int) -> Strip:
        """The nearest advice on a fault, or what the server fills in."""
        fault = next(iter(sorted(self.faults.get(row, ()), key=lambda one: one.severity != "error")), None)
        text = (fault.advice or fault.message) if fault else self.ends.get(row, "")
        if not text:
            return strip
        colour = self._colour("muted") if fault is None else self._colour(fault.severity)
        style = Style(color=colour, italic=fault is None)
        end = self.gutter_width - self.scroll_offset.x + self.get_line(row).cell_len
        return paint_end(strip, end, text, style, self.scrollable_content_region.width)

    def _with_mark(self, strip: Strip, row: int, faults: Sequence[Diagnostic]) -> Strip:
        wrong = any(fault.severity == "error" for fault in faults)
        glyph, style = ("✕", "error") if wrong else ("!", "warning")
        segments = list(strip.crop(0, self.gutter_width))
        background = segments[0].style.bgcolor if segments and segments[0].style else None
        number = f"{row + 1:>{self.gutter_width - 2}}{glyph} "
        gutter = Strip([Segment(number, Style(color=self._colour(style), bgcolor=background, bold=True))])
        return Strip.join([gutter, strip.crop(self.gutter_width, None)])

    # Keys

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
        """Let a list over the text have its keys, then keep YAML's indentation."""
        taken = self.asked_first(event.key) or (event.key == "enter" and not self.read_only and self._new_line())
        at_once = event.key in AT_ONCE and event.key not in OURS
        if taken or (at_once and await self.app.run_action(AT_ONCE[event.key], self)):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _new_line(self) -> bool:
        """Begin a line where the next key belongs; in an item without anything, end the list instead."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if self.selection.is_empty and column == len(line) and ends_list(line):
            self._replace_via_keyboard("", (row, 0), (row, column))
        else:
            self._replace_via_keyboard("\n" + indentation(line[:column]), *self.selection)
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        """Tell that something was pasted; Textual calls the text area's own handler after this one."""
        del event
        self.call_later(self.post_message, self.Pasted())

    async def _on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell over which place the mouse is, once for each."""
        location = self.get_target_document_location(event)
        if location != self._over:
            self._over = location
            self.post_message(self.Hovered(location))

    # Changes of the whole

    def toggle_comment(self) -> None:
        """Comment the lines of the selection out, or back in."""
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        lines = [self.document.get_line(row) for row in range(first, last + 1)]
        new = toggle_comments(lines)
        row, column = self.cursor_location
        shift = len(new[row - first]) - len(lines[row - first])
        self.history.checkpoint()
        self.replace("\n".join(new), (first, 0), (last, len(lines[-1])), maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor((row, max(0, min(column + shift, len(new[row - first])))))

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
