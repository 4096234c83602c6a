"""The files of the editor: one is open, the others wait with their cursor, their undo and what is known of them."""

from __future__ import annotations

from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea
from textual.widgets.text_area import EditHistory

from tutor.tui.cells import clean
from tutor.tui.widgets.editor_tabs import FileTabs, Tab
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.yaml_area import YamlEditor
from tutor.values import frozen


@frozen
class Left:
    """How a file was left: its text, the place of the cursor, what can be undone."""

    text: str
    place: tuple[int, int]
    history: EditHistory


class FilesPane(Pane):
    """A pane with several texts, of which one shows."""

    files: reactive[tuple[str, ...]] = reactive(())
    file: reactive[str] = reactive("")
    dirty: reactive[bool] = reactive(False)
    faults: reactive[int] = reactive(0)

    class Typing(Message):
        """The text of a file changed this moment."""

        def __init__(self, file: str, text: str) -> None:
            super().__init__()
            self.file, self.text = file, text

    class Edited(Message):
        """The text of a file changed, some moments ago."""

        def __init__(self, file: str, text: str) -> None:
            super().__init__()
            self.file, self.text = file, text

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._left: dict[str, Left] = {}
        self._known: dict[str, Tab] = {}

    @property
    def area(self) -> YamlEditor:
        """The text area."""
        return self.query_one(YamlEditor)

    def open(self, file: str, text: str, place: tuple[int, int] = (0, 0)) -> None:
        """Show another file; one that was open before comes back as it was left, with its undo."""
        area = self.area
        if self.file:
            self._left[self.file] = Left(text=area.text, place=area.cursor_location, history=area.history)
        left = self._left.pop(file, None)
        left = left if left is not None and left.text == text else None
        self.file = file
        area.ends, area.found = {}, {}
        with self.prevent(TextArea.Changed):
            area.history = area.fresh_history()
            area.load_text(text)
        if left is not None:
            area.history = left.history
            place = left.place if place == (0, 0) else place
        area.move_cursor(area.clamp_visitable((min(place[0], area.document.line_count - 1), place[1])))

    def take_over(self, area: YamlEditor) -> None:
        """Go on where another text area of the same file is: at its cursor, with its undo."""
        if area.text == self.area.text:
            self.area.history = area.history
            self.area.move_cursor(area.cursor_location)

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

    def action_previous_file(self) -> None:
        """Ask for the file before this one."""
        if len(self.files) > 1:
            self.post_message(FileTabs.Wanted(self.files[self.files.index(self.file) - 1]))

    def heading(self) -> str:
        """Name the file that is open."""
        return clean(f"{self.file}{' ●' if self.dirty else ''}") if self.file else super().heading()

    def _name_files(self) -> None:
        """Write the title and the tabs."""
        self._write_title()
        self._known[self.file] = Tab(name=self.file, dirty=self.dirty, faults=self.faults)
        if self.is_mounted:
            tabs = self.query_one(FileTabs)
            tabs.tabs = tuple(self._known.get(name, Tab(name=name)) for name in self.files)
            tabs.current = self.file

    def watch_files(self) -> None:
        """Name the files."""
        self._name_files()

    def watch_file(self) -> None:
        """Name the file."""
        self._name_files()

    def watch_dirty(self) -> None:
        """Show whether the cluster has this text."""
        self._name_files()

    def watch_faults(self) -> None:
        """Show how many faults the file has."""
        self._name_files()
