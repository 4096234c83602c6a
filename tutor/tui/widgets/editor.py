"""The editor: the learner's files, and what the tutor says of the place where the cursor is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import TextArea

from tutor.session.assist import Assistant, Completions, Explained, Fix
from tutor.session.views import Diagnostic
from tutor.tui.cells import clean
from tutor.tui.keys import bindings
from tutor.tui.widgets.completion import CompletionList
from tutor.tui.widgets.fault_lines import FaultLines, Note
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.yaml_area import YamlEditor

PAUSE = 0.35
LONG_PAUSE = 1.2
LONG_TEXT = 40_000


class EditorPane(Pane):
    """The learner's files: their names, the text of one, what is to be said of the place of the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("editor"))
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
        self._fixed: tuple[str, Diagnostic, Fix | None] | None = None
        self.assistant: Callable[[], Assistant] | None = None

    def body(self) -> ComposeResult:
        """Set the text over a line for its faults that is always there."""
        yield YamlEditor("")
        yield FaultLines()
        yield CompletionList()

    @property
    def area(self) -> YamlEditor:
        """The text area."""
        return self.query_one(YamlEditor)

    def on_mount(self) -> None:
        """Let the list have its keys before the text."""
        super().on_mount()
        self.area.asked_first = self.completions.press

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
        self._tell()

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
            self._tell()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.completions.is_open:
            self.completions.offer(self._completions())
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
        if self.completions.is_open and not self.completions.holds(self.area.cursor_location):
            self.completions.close()
        self._tell()

    # What is to be said of the place of the cursor

    def _tell(self) -> None:
        """Name the fault nearest to the cursor, else explain the field under it."""
        row = self.area.cursor_location[0] + 1
        near = min(self._diagnostics, key=lambda one: (abs(one.line - row), one.severity != "error"), default=None)
        lines = self.query_one(FaultLines)
        if near is None:
            lines.note = Note(head=self.say("editor.clean"), body=self._explained_line())
            return
        more = len(self._diagnostics) - 1
        end = f"  (+{self.say('editor.more', count=more)})" if more else ""
        fix = self._fix_of(near)
        lines.note = Note(
            head=f"{near.line}:{near.column} {near.message}{end}",
            body=near.advice,
            fix=fix.title if fix else "",
            severity=near.severity,
        )

    def _explained_line(self) -> str:
        found = self.explained()
        return found.line if found else ""

    def explained(self) -> Explained | None:
        """The field under the cursor."""
        row, column = self.area.cursor_location
        text = self.area.text
        return self.assistant().explain(text, row + 1, column + 1) if self.assistant else None

    def _fix_of(self, fault: Diagnostic) -> Fix | None:
        """The likeliest quick fix of a fault; asked once for a text."""
        text = self.area.text
        if self.assistant is None:
            return None
        if self._fixed is None or self._fixed[:2] != (text, fault):
            self._fixed = (text, fault, next(iter(self.assistant().repair(text, fault)), None))
        return self._fixed[2]

    def action_repair(self) -> None:
        """Carry out the quick fix that is named under the text."""
        if self._fixed is not None and self._fixed[0] == self.area.text and self._fixed[2] is not None:
            self.area.exchange(self._fixed[2].text)
            self.post_message(self.Edited(self.file, self.area.text))

    # Completion

    @property
    def completions(self) -> CompletionList:
        """The list at the cursor."""
        return self.query_one(CompletionList)

    def _completions(self) -> Completions:
        row, column = self.area.cursor_location
        if self.assistant is None:
            return Completions(start=column + 1, end=column + 1)
        return self.assistant().complete(self.area.text, row + 1, column + 1)

    def action_complete(self) -> None:
        """Offer what the word at the cursor could become."""
        self.completions.offer(self._completions())
        if not self.completions.is_open:
            self.query_one(FaultLines).note = Note(head=self.say("editor.nothing"))

    def on_descendant_blur(self) -> None:
        """Put the list away when the keys go elsewhere."""
        super().on_descendant_blur()
        self.completions.close()
