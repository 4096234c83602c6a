"""The small list at the cursor: what the word there could become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.tui.widgets.pop_list import PopList

if TYPE_CHECKING:
    from tutor.session.assist import Completions


class CompletionList(PopList):
    """Items over the text, which go on fitting while one types."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Completions | None = None
        self._row_number = 0

    def offer(self, found: Completions | None) -> None:
        """Show these items at the cursor; none close the list."""
        row, column = self.area.cursor_location
        self.found, self._row_number = found, row
        start = found.start - 1 if found else column
        self.open([(item.label, item.detail) for item in found.items] if found else [], column - start)

    def holds(self, cursor: tuple[int, int]) -> bool:
        """Say whether the cursor is still in the word that the list is about."""
        return self.found is not None and cursor[0] == self._row_number and cursor[1] >= self.found.start - 1

    def take(self) -> None:
        """Write the chosen item in place of the word, as one change."""
        area, found, row = self.area, self.found, self._row_number
        if found is None:
            return
        item = found.items[self.chosen]
        self.close()
        area.history.checkpoint()
        area.replace(item.insert, (row, found.start - 1), (row, found.end - 1), maintain_selection_offset=False)
        area.history.checkpoint()
