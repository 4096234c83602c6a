"""The editor: the learner's files, and what the tutor says of the place where the cursor is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from tutor.session.views import Diagnostic
from tutor.tui.cells import clean
from tutor.tui.keys import bindings
from tutor.tui.widgets.completion import CompletionList
from tutor.tui.widgets.editor_files import FilesPane
from tutor.tui.widgets.editor_find import FindBar
from tutor.tui.widgets.editor_fixes import FixList
from tutor.tui.widgets.editor_tabs import FileTabs
from tutor.tui.widgets.fault_lines import FaultLines, Note
from tutor.tui.widgets.yaml_area import YamlEditor

if TYPE_CHECKING:
    from tutor.session.assist import Assistant, Completions, Explained, Fix

PAUSE = 0.35
LONG_PAUSE = 1.2
LONG_TEXT = 40_000
SLOW_TEXT = 8_000  # from here on the words under the text wait until the cursor rests
REST = 0.1


class EditorPane(FilesPane):
    """The learner's files: their names, the text of one, what is to be said of the place of the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("editor"))

    class DifferenceWanted(Message):
        """The text is to be set against the cluster."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="editor")
        self.assistant: Callable[[], Assistant] | None = None
        self.shows_added = True
        self._lines = 0
        self._pause: Timer | None = None
        self._rest: Timer | None = None
        self._diagnostics: Sequence[Diagnostic] = ()
        self._fixed: tuple[str, Diagnostic, Fix | None] | None = None
        self._clean: Fix | None = None

    def body(self) -> ComposeResult:
        """Set the text over a line for its faults that is always there."""
        yield FileTabs()
        yield YamlEditor("")
        yield FindBar()
        yield FaultLines()
        yield CompletionList()
        yield FixList()

    def on_mount(self) -> None:
        """Let the lists have their keys before the text."""
        super().on_mount()
        self.area.asked_first = lambda key: self.completions.press(key) or self.fixes.press(key)

    def open(self, file: str, text: str, place: tuple[int, int] = (0, 0)) -> None:
        """Show another file."""
        self._clean = None
        if self._pause is not None:  # nobody has looked at what was typed last
            self._pause.stop()
            self._pause, self.dirty = None, True
        super().open(file, text, place)

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        super().watch_locale()
        if self.is_mounted:
            bar = self.query_one(FindBar)
            bar.title, bar.none = self.say("editor.find"), self.say("editor.not-found")
            self._tell()

    # Faults

    def show_faults(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Mark the faults and name the one at the cursor; a text without errors shows what the server adds."""
        self._diagnostics = diagnostics
        self.faults = sum(one.severity == "error" for one in diagnostics)
        self.area.ends = self._added()
        self.area.mark(diagnostics)
        self._lines = self.area.document.line_count
        self._tell()

    def _added(self) -> dict[int, str]:
        if self.assistant is None or not self.shows_added or self.faults:
            return {}
        return {line - 1: text for line, text in self.assistant().added(self.area.text).items()}

    def action_added(self) -> None:
        """Show what the server adds, or no longer."""
        self.shows_added = not self.shows_added
        self.area.ends = self._added()
        self.area.repaint()

    def action_difference(self) -> None:
        """Ask for the difference between the text and the cluster."""
        self.post_message(self.DifferenceWanted(self.area.text))

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        self.post_message(self.Typing(self.file, text))
        self._follow_lines()
        self._clean = None
        self.area.ends = {}
        if self.completions.is_open:
            self.completions.offer(self._completions())
        self.fixes.close()
        if self._pause is not None:
            self._pause.stop()
        pause = LONG_PAUSE if len(text) > LONG_TEXT else PAUSE
        self._pause = self.set_timer(pause, self.flush)

    def _follow_lines(self) -> None:
        area = self.area
        more = area.document.line_count - self._lines
        self._lines += more
        if more:
            area.shift(area.cursor_location[0] - max(more, 0), more)

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
        if self._rest is not None:
            self._rest.stop()
        if self.area.document.end[0] * 16 > SLOW_TEXT:
            self._rest = self.set_timer(REST, self._tell)
        else:
            self._tell()

    @on(YamlEditor.Pasted)
    def _pasted(self, event: YamlEditor.Pasted) -> None:
        """Offer to clean up what came along."""
        event.stop()
        self._clean = self.assistant().clean(self.area.text) if self.assistant else None
        self._tell()

    # What is to be said of the place of the cursor

    def _tell(self) -> None:
        """Name the fault nearest to the cursor, else explain the field under it; first of all offer a clean-up."""
        lines = self.query_one(FaultLines)
        if self._clean is not None:
            lines.note = Note(
                head=self.say("editor.pasted"), fix=self._clean.title, fix_key=self.key("repair"), severity="warning"
            )
            return
        near = next(iter(self._nearest()), None)
        if near is None:
            found = self.explained()
            lines.note = Note(head=self.say("editor.clean"), body=found.line if found else "")
            return
        more = len(self._diagnostics) - 1
        end = f"  (+{self.say('editor.more', count=more)})" if more else ""
        fix = self._fix_of(near)
        lines.note = Note(
            head=f"{near.line}:{near.column} {near.message}{end}",
            body=near.advice,
            fix=fix.title if fix else "",
            fix_key=self.key("repair"),
            severity=near.severity,
        )

    def _nearest(self) -> list[Diagnostic]:
        """The faults, those nearest to the cursor first, errors before warnings."""
        row = self.area.cursor_location[0] + 1
        return sorted(self._diagnostics, key=lambda one: (abs(one.line - row), one.severity != "error"))

    def explained(self, location: tuple[int, int] | None = None) -> Explained | None:
        """The field under the cursor, or at another place."""
        row, column = location or self.area.cursor_location
        return self.assistant().explain(self.area.text, row + 1, column + 1) if self.assistant else None

    @on(YamlEditor.Hovered)
    def _hovered(self, event: YamlEditor.Hovered) -> None:
        """Say of the place under the mouse what would be said of that of the cursor."""
        event.stop()
        row, column = event.location
        fault = next((one for one in self._diagnostics if _covers(one, row + 1, column + 1)), None)
        found = self.explained(event.location) if fault is None else None
        words = f"{fault.message}\n{fault.advice}".strip() if fault else found.line if found else ""
        self.area.tooltip = clean(words).replace("[", r"\[") or None

    # Quick fixes

    @property
    def fixes(self) -> FixList:
        """The list of quick fixes."""
        return self.query_one(FixList)

    def _fix_of(self, fault: Diagnostic) -> Fix | None:
        """The likeliest quick fix of a fault; asked once for a text."""
        text = self.area.text
        if self.assistant is None:
            return None
        if self._fixed is None or self._fixed[:2] != (text, fault):
            self._fixed = (text, fault, self.assistant().repair(text, fault))
        return self._fixed[2]

    def action_repair(self) -> None:
        """Carry out the one quick fix that there is, or list them all, those of the nearest fault first."""
        assistant = self.assistant() if self.assistant else None
        found = [self._clean] if self._clean else []
        if assistant is not None and not found:
            found = list(assistant.repairs(self.area.text, self._nearest()))
        if len(found) == 1:
            self._mend(found[0])
        elif found:
            self.fixes.offer(found)
        else:
            word = "editor.no-fix" if assistant is None or assistant.fixes else "editor.fixes-off"
            self.query_one(FaultLines).note = Note(head=self.say(word))

    @on(FixList.Chosen)
    def _fix_chosen(self, event: FixList.Chosen) -> None:
        event.stop()
        self._mend(event.fix)

    def _mend(self, fix: Fix) -> None:
        self._clean = None
        self.area.exchange(fix.text)
        self.post_message(self.Edited(self.file, self.area.text))

    # Completion, comments, search

    @property
    def completions(self) -> CompletionList:
        """The list at the cursor."""
        return self.query_one(CompletionList)

    def _completions(self) -> Completions | None:
        row, column = self.area.cursor_location
        return self.assistant().complete(self.area.text, row + 1, column + 1) if self.assistant else None

    def action_complete(self) -> None:
        """Offer what the word at the cursor could become."""
        self.completions.offer(self._completions())
        if not self.completions.is_open:
            self.query_one(FaultLines).note = Note(head=self.say("editor.nothing"))

    def on_descendant_blur(self) -> None:
        """Put the lists away when the keys go elsewhere."""
        super().on_descendant_blur()
        self.completions.close()
        self.fixes.close()

    def action_comment(self) -> None:
        """Comment lines out or back in."""
        self.area.toggle_comment()

    def action_find(self) -> None:
        """Look for a word."""
        self.query_one(FindBar).open()


def _covers(fault: Diagnostic, line: int, column: int) -> bool:
    """Say whether a place, counted from 1, is under the words of a fault."""
    return (fault.line, fault.column) <= (line, column) < (fault.end_line, fault.end_column)
