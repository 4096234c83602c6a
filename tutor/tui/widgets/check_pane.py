"""The verdict and the explanation: rows that lead to the line that decided them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.grading.verdict import At
from tutor.session.views import Board, CheckRow, Explanation, Step
from tutor.tui.cells import clean, fit
from tutor.tui.markdown import inline
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.walk import Row, Walk

STATES = {
    "pass": ("✓", "$success"),
    "fail": ("✕", "$error"),
    "blocked": ("◌", "$muted"),
    "error": ("!", "$warning"),
    "hidden": ("·", "$muted"),
    "open": ("◌", "$muted"),
}


class CheckPane(Pane):
    """Shows the checks, or after F7 why the last connection went as it did."""

    board: reactive[Board] = reactive(Board())
    explanation: reactive[Explanation | None] = reactive(None)
    shows: reactive[str] = reactive("check")

    class Jump(Message):
        """Enter on a row that knows its line."""

        def __init__(self, at: At) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__(id="check")

    def body(self) -> ComposeResult:
        """Set the rows."""
        yield Walk(id="rows")

    async def on_mount(self) -> None:  # type: ignore[override] # Textual awaits handlers that can be awaited
        """Say how to begin."""
        super().on_mount()
        await self._show()

    async def watch_locale(self) -> None:  # type: ignore[override] # as above
        """Say in the new language how to begin, which no verdict changes."""
        super().watch_locale()
        await self._show()

    async def watch_board(self) -> None:
        """Show another verdict."""
        await self._show()

    async def watch_explanation(self) -> None:
        """Show another explanation."""
        await self._show()

    async def watch_shows(self) -> None:
        """Show the other of the two."""
        self._write_title()
        await self._show()

    def heading(self) -> str:
        """Name what is shown."""
        return self.say(f"pane.{self.shows}")

    async def _show(self) -> None:
        if self.is_mounted:
            rows = self._why() if self.shows == "why" else self._checks()
            self.detail = self._points() if self.shows == "check" else ""
            await self.query_one(Walk).show(list(rows))

    def _points(self) -> str:
        board = self.board
        if not board.rows:
            return ""
        total = self.say("check.total", score=_number(board.net), most=_number(board.most))
        return f"{total} {self.say('check.spent', spent=_number(board.spent))}" if board.spent else total

    def _checks(self) -> Iterable[Widget]:
        if not self.board.rows:
            yield Static(Content.styled(self.say("check.empty"), "$muted"), classes="text")
        if self.board.stale:
            yield Static(Content.styled(self.say("check.stale"), "$warning"), classes="text")
        if self.board.unsent and self.board.told:
            unsent = self.say("check.unsent", file=self.board.unsent)
            yield Static(Content.styled(unsent, "$warning"), classes="text")
        for row in self.board.rows:
            yield from self._check(row)
        if self.board.rows and not self.board.told and not self.board.done:
            yield Static(Content.styled(self.say("check.untold"), "$muted"), classes="text")
        if self.board.capped_by:
            yield Static(Content.styled(self.say("check.capped", check=self.board.capped_by), "$error"), classes="text")

    def _check(self, row: CheckRow) -> Iterable[Widget]:
        glyph, style = STATES[row.state]
        points = f"{_number(row.points)}/{_number(row.most)}" if row.most else ""
        mark = Content.assemble((f"{glyph} ", style), (points.ljust(5), "bold" if row.points else "$muted"))
        yield Row(mark, clean(row.title), tail=self._end(row), choice=row.at, classes="check")
        if row.state not in ("fail", "error"):
            return
        labels = {word: self.say(f"check.{word}") for word in ("wanted", "seen")}
        width = max(map(cell_len, labels.values()))
        for word, text in (("wanted", row.wanted), ("seen", row.seen)):
            if text:
                label = f"       {fit(labels[word], width)}  "
                yield Row(Content.styled(label, "$muted"), clean(text), classes="detail")
        for text in row.advice:
            yield Row("       ", inline(clean(text)), classes="advice")
        if row.docs:
            yield Row("       ", Content.styled(clean(row.docs), "$muted"), classes="docs")

    def _end(self, row: CheckRow) -> str:
        if row.state in ("blocked", "hidden", "error"):
            return self.say(f"check.{row.state}")
        return f"{self.say('check.line', line=row.at.line)} ↵" if row.at and row.state == "fail" else ""

    def _why(self) -> Iterable[Widget]:
        told = self.explanation
        if told is None:
            yield Static(Content.styled(self.say("why.empty"), "$muted"), classes="text")
            return
        glyph, style = ("●", "$success") if told.delivered else ("✕", "$error")
        yield self._step(Content.styled(f"{glyph} ", style), told.verdict, "verdict", "bold")
        for number, step in enumerate(told.steps, 1):
            yield self._step(Content.styled(f"{number:>2} ", "$muted"), step)
        if told.left_out:
            yield Static(Content.styled(self.say("why.left-out"), "bold $muted"), classes="head")
        for step in told.left_out:
            yield self._step(Content.styled(" ✕ ", "$muted"), step)

    def _step(self, mark: Content, step: Step, classes: str = "step", style: str = "") -> Widget:
        line = self.say("check.line", line=step.at.line) + " ↵" if step.at else ""
        end = "  ".join(part for part in (clean(step.place), line) if part)
        text = Content.assemble((clean(step.text), style), (f"\n{end}" if end else "", "$muted"))
        return Row(mark, text, choice=step.at, classes=classes)

    @on(Walk.Chosen)
    def _chosen(self, event: Walk.Chosen) -> None:
        event.stop()
        if isinstance(event.choice, At):
            self.post_message(self.Jump(event.choice))


def _number(points: float) -> str:
    return f"{points:g}"


def states(rows: Sequence[CheckRow]) -> str:
    """Count passed and failed checks for the strip: `✓3 ✕1`."""
    passed, failed = (sum(row.state == state for row in rows) for state in ("pass", "fail"))
    return " ".join(part for part in (f"✓{passed}" if passed else "", f"✕{failed}" if failed else "") if part)
