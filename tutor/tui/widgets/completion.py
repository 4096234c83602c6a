"""The small list at the cursor: what the word there could become."""

from __future__ import annotations

from tutor.session.assist import Completions
from tutor.tui.widgets.pop_list import PopList


class CompletionList(PopList):
    """Items over the text, which go on fitting while one types."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Completions(start=1, end=1)
        self._row_number = 0

    def offer(self, found: Completions) -> None:
        """Show these items at the cursor; none close the list."""
        row, column = self.area.cursor_location
        self.found, self._row_number = found, row
        self.open([(item.label, item.detail) for item in found.items], column - (found.start - 1))

    def holds(self, cursor: tuple[int, int]) -> bool:
        """Say whether the cursor is still in the word that the list is about."""
        return cursor[0] == self._row_number and cursor[1] >= self.found.start - 1

    def take(self) -> None:
        """Write the chosen item in place of the word, as one change."""
        area, found, row = self.area, self.found, self._row_number
        item = found.items[self.chosen]
        self.close()
        area.history.checkpoint()
        area.replace(item.insert, (row, found.start - 1), (row, found.end - 1), maintain_selection_offset=False)
        area.history.checkpoint()
