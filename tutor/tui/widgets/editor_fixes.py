"""The quick fixes of a text, in a list when there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tutor.tui.widgets.pop_list import PopList

if TYPE_CHECKING:
    from tutor.session.assist import Fix


class FixList(PopList):
    """What could be mended; the chosen fix is told to whoever has the text."""

    label_widest = 76

    class Chosen(Message):
        """A fix is to be carried out."""

        def __init__(self, fix: Fix) -> None:
            super().__init__()
            self.fix = fix

    def __init__(self) -> None:
        super().__init__()
        self._fixes: Sequence[Fix] = ()

    def offer(self, fixes: Sequence[Fix]) -> None:
        """Show these fixes at the cursor."""
        self._fixes = fixes
        self.open([(fix.title, "") for fix in fixes])

    def take(self) -> None:
        """Tell which fix is wanted."""
        self.close()
        self.post_message(self.Chosen(self._fixes[self.chosen]))
