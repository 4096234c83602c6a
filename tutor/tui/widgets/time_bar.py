"""The line of the cluster's time: the clock, pause and pace, one step, what can be undone and redone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from tutor import words
from tutor.tui.widgets.bars import Line, Part
from tutor.values import frozen

PACES = (1, 2, 5, 10, 60)


@frozen
class Beat:
    """The cluster's clock, how fast it goes (0: it stands), how many deeds lie behind and before."""

    time: str = ""
    pace: int = 1
    undo: int = 0
    redo: int = 0


class TimeBar(Line):
    """Shows the time and the keys that move it; every part can be clicked."""

    beat: reactive[Beat] = reactive(Beat())

    def left(self) -> Sequence[Part]:
        """Show the clock and its keys."""
        now = self.beat
        mark = f"▶ {now.pace}x" if now.pace else "‖"
        return (
            (f" {now.time} ", "", "pause"),
            (f"{mark:<6}", "$accent" if now.pace == 1 else "bold $warning", "pause"),
            *self._key("␣", "time.go" if not now.pace else "time.pause", "pause"),
            *self._key(".", "time.step", "step_time"),
            *self._key("+", "time.faster", "pace(1)"),
        )

    def right(self) -> Sequence[Part]:
        """Show the way back and forth."""
        now = self.beat
        return (
            (f"↷{now.redo} " if now.redo else "", "$warning", "redo"),
            (f"↶{now.undo} " if now.undo else "", "$muted", "history"),
        )

    def _key(self, key: str, word: str, action: str) -> Sequence[Part]:
        name = words.text(self.locale, f"window.{word}", {})
        return ((f"{key} ", "bold $accent", action), (f"{name}  ", "$muted", action))
