"""What was done to the cluster, and how it looked at any moment; one may go back to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.session.picture import Picture
from tutor.session.views import Deed
from tutor.tui.cells import clean, fit
from tutor.tui.draw.line import Drawn, Say
from tutor.tui.draw.picture import picture_lines
from tutor.tui.layout import BREAKPOINTS
from tutor.tui.widgets.chart import Chart

MOST_NAMED = 4
SIGNS = {"+": "$success", "-": "$error", "~": "$warning"}


class HistoryScreen(ModalScreen[int | None]):
    """The deeds at the left, the cluster after the marked one at the right; gives the deed to return to."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False, priority=True)]

    def __init__(self, deeds: Sequence[Deed], look: Callable[[int], Picture], say: Say) -> None:
        super().__init__(classes="dialog history")
        self._deeds, self._look, self._say = tuple(deeds), look, say
        self._picture = Picture()

    def compose(self) -> ComposeResult:
        """Put the list beside the picture."""
        with Vertical():
            yield Static(Content.styled(self._say("history.title"), "bold"), classes="ask")
            with Horizontal(classes="both"):
                yield OptionList(*(Option(self._row(deed)) for deed in self._deeds))
                yield Chart(self._lines)
            yield Static(Content(self._say("history.how")), classes="how")

    def on_mount(self) -> None:
        """Stand where the cluster stands."""
        rows = self.query_one(OptionList)
        rows.highlighted = next((deed.number for deed in self._deeds if deed.here), 0)
        rows.focus()

    def _row(self, deed: Deed) -> Content:
        mark = ("▸ ", "$accent") if deed.here else ("↷ ", "$warning") if deed.undone else ("  ", "")
        words = clean(deed.command) or self._say("history.start")
        parts = [mark, (f"{deed.time}  ", "$muted"), (words, "$muted" if deed.undone else "")]
        named = deed.changed[:MOST_NAMED]
        more = len(deed.changed) - len(named)
        lines = [Content.assemble(*parts)]
        lines += [Content.assemble("            ", (clean(name), SIGNS[name[0]])) for name in named]
        if more > 0:
            lines.append(Content.styled(fit(f"            +{more}", 20).rstrip(), "$muted"))
        return Content("\n").join(lines)

    def _lines(self, width: int) -> Sequence[Drawn]:
        return tuple(picture_lines(self._picture, None, self._say, width))

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        self._picture = self._look(event.option_index)
        self.query_one(Chart).renew()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
