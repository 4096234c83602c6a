"""The text set against the cluster: what an apply would change, object by object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.tui.cells import clean

if TYPE_CHECKING:
    from tutor.session.assist import Difference

GLYPHS = {"new": ("+", "$success"), "same": ("●", "$muted"), "changed": ("±", "$accent"), "refused": ("✕", "$error")}
COLOURS = {"+": "$success", "-": "$error"}


class DifferenceScreen(ModalScreen[None]):
    """Added and removed lines; nothing is sent to the cluster from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,alt+d", "dismiss", show=False, priority=True),
    ]

    def __init__(self, differences: Sequence[Difference], say: Callable[..., str]) -> None:
        super().__init__(classes="dialog difference")
        self._differences, self._say = differences, say

    def compose(self) -> ComposeResult:
        """Put each object over its lines."""
        with Vertical():
            yield Static(Content.styled(self._say("difference.title"), "bold"), classes="ask")
            with VerticalScroll(can_focus=True):
                for one in self._differences:
                    yield Static(Content("\n").join(self._lines(one)), classes="object")
                if not self._differences:
                    yield Static(Content(self._say("difference.none")))
            yield Static(Content(self._say("difference.how")), classes="how")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _lines(self, one: Difference) -> Iterable[Content]:
        glyph, colour = GLYPHS[one.state]
        said = self._say(f"difference.{one.state}")
        yield Content.assemble((f"{glyph} ", colour), (clean(one.name), "bold"), (f"  {said}", "$muted"))
        refused = one.state == "refused"
        yield from (
            Content.styled(f"  {clean(line)}", "$error" if refused else COLOURS.get(line[:1], "$muted"))
            for line in one.lines
        )
