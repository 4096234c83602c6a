"""The learner's own figures: time, points, commands, hints; kept on this machine and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.progress import LessonFigures
from tutor.tui.cells import clean, fit
from tutor.tui.draw.line import Say
from tutor.tui.widgets.fitted import Fitted

COLUMNS = ("lesson", "time", "score", "commands", "verdicts", "hints")
LEAST_TITLE, MOST_TITLE = 12, 44


class Table(Fitted):
    """A table that is drawn for the width it has."""

    def __init__(self, table: Callable[[int], Content]) -> None:
        super().__init__()
        self._table = table

    def draw(self, width: int) -> Content:
        """Draw it."""
        return self._table(width)


class StatsScreen(ModalScreen[None]):
    """One row a lesson, and their sum."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,alt+s", "dismiss", show=False, priority=True)]

    def __init__(self, rows: Sequence[tuple[str, LessonFigures]], say: Say) -> None:
        super().__init__(classes="dialog stats")
        self._rows, self._say = tuple(rows), say

    def compose(self) -> ComposeResult:
        """Put the table over the keys."""
        with Vertical():
            yield Static(Content.styled(self._say("stats.title"), "bold"), classes="ask")
            with VerticalScroll(can_focus=True):
                yield Table(self._draw)
            yield Static(Content(f"{self._say('stats.private')}  {self._say('help.close')}"), classes="how")

    def _draw(self, width: int) -> Content:
        if not self._rows:
            return Content.styled(self._say("stats.none"), "$muted")
        heads = [self._say(f"stats.{name}") for name in COLUMNS]
        lines = [self._cells(f"{'✓' if one.done else ' '} {title}", [one]) for title, one in self._rows]
        total = self._cells(f"  {self._say('stats.total')}", [one for _, one in self._rows])
        widths = [max(cell_len(line[at]) for line in (heads, total, *lines)) for at in range(len(COLUMNS))]
        widths[0] = max(LEAST_TITLE, min(MOST_TITLE, width - sum(widths[1:]) - 2 * len(widths[1:])))
        rows = [Content.styled(_line(heads, widths), "$muted"), *(Content(_line(line, widths)) for line in lines)]
        return Content("\n").join([*rows, Content.styled(_line(total, widths), "bold")])

    def _cells(self, title: str, rows: Sequence[LessonFigures]) -> list[str]:
        minutes = sum(row.seconds for row in rows) // 60
        score, most = (sum(getattr(row, name) for row in rows) for name in ("score", "most"))
        return [
            clean(title),
            self._say("contents.minutes", minutes=minutes),
            f"{score:g}/{most:g}",
            str(sum(row.commands for row in rows)),
            str(sum(row.verdicts for row in rows)),
            str(sum(row.hints for row in rows)),
        ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = fit(cells[0], widths[0])
    rest = (" " * max(0, size - cell_len(text)) + text for text, size in zip(cells[1:], widths[1:], strict=True))
    return "  ".join((first, *rest))
