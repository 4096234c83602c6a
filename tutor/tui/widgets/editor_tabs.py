"""The names of the learner's files, where there are several: which is open, which the cluster does not have yet."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.cells import clean
from tutor.values import frozen


@frozen
class Tab:
    """One file: its name, whether the cluster lacks its text, how many faults it has."""

    name: str
    dirty: bool = False
    faults: int = 0

    @property
    def words(self) -> str:
        """The name with what is to be said of it."""
        faults = f" ✕{self.faults}" if self.faults else ""
        return f" {clean(self.name)}{faults}{' ●' if self.dirty else ''} "


class FileTabs(Widget):
    """One line of names; a click opens the file."""

    ALLOW_SELECT = False
    tabs: reactive[Sequence[Tab]] = reactive(())
    current: reactive[str] = reactive("")

    class Wanted(Message):
        """A file is to be opened."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def watch_tabs(self) -> None:
        """Take no room for a file that is alone."""
        self.display = len(self.tabs) > 1

    def render(self) -> Content:
        """Write the open file heavy, also without colour."""
        parts = [Content.styled(*self._drawn(tab)) for tab in self.tabs]
        return Content.styled("│", "$line").join(parts)

    def _drawn(self, tab: Tab) -> tuple[str, str]:
        if tab.name == self.current:
            return tab.words.replace(" ", "▸", 1), "bold $accent on $panel"
        return tab.words, "$error" if tab.faults else "$muted"

    def on_click(self, event: events.Click) -> None:
        """Open the file whose name is there."""
        at = 0
        for tab in self.tabs:
            at += cell_len(tab.words) + 1
            if event.x < at:
                self.post_message(self.Wanted(tab.name))
                return
