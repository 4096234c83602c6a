"""How the learner resizes, moves and folds the panes, and goes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.tui.layout import STEP, after, heighten, move, widen
from tutor.values import replace

if TYPE_CHECKING:
    from tutor.tui.screens.panes import PaneScreen

FOLDS = 6  # after so many the folds of every width of the window begin anew


class Arranger:
    """Changes the arrangement of a screen of panes."""

    def __init__(self, screen: PaneScreen) -> None:
        self._screen = screen

    def fold(self) -> None:
        """Fold the window in the next way."""
        arrangement = self._screen.desk.arrangement
        self._screen.rearrange(replace(arrangement, fold=(arrangement.fold + 1) % FOLDS))

    def widen(self, by: int) -> None:
        """Make the column of this pane wider or narrower."""
        self._screen.rearrange(widen(self._screen.desk.arrangement, self._screen.here, by * STEP))

    def heighten(self, by: int) -> None:
        """Make this pane higher or lower."""
        self._screen.rearrange(heighten(self._screen.desk.arrangement, self._screen.here, by * STEP * 2))

    def move(self) -> None:
        """Put this pane into the next column."""
        self._screen.rearrange(move(self._screen.desk.arrangement, self._screen.here))

    def go_on(self, by: int) -> None:
        """Go on to the next pane, or back to the one before."""
        self._screen.go(after(self._screen.here, by))
