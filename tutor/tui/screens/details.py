"""One object of the cluster on one page: as kubectl describes it, or its YAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.grading.verdict import At
from tutor.session.views import Details
from tutor.tui.cells import clean
from tutor.tui.highlight import colour

VIEWS = ("describe", "yaml")


class DetailsScreen(ModalScreen[At | None]):
    """Gives the place in the learner's text when it is wanted next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d", "dismiss(None)", show=False, priority=True),
        Binding("enter", "jump", show=False, priority=True),
        Binding("left,right,tab,y", "turn", show=False, priority=True),
    ]

    def __init__(self, details: Details, say: Callable[..., str]) -> None:
        super().__init__(classes="dialog details")
        self._details, self._say = details, say
        self._view = VIEWS[0]

    def compose(self) -> ComposeResult:
        """Put the text over the keys."""
        with Vertical():
            yield Static(classes="ask")
            with VerticalScroll(can_focus=True):
                yield Static(id="told")
            yield Static(classes="how")

    def on_mount(self) -> None:
        """Begin with the description."""
        self._show()

    def _show(self) -> None:
        one = self._details
        other = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        name = f"{one.target.kind}/{one.target.name}"
        told = Content(clean(one.describe)) if self._view == "describe" else colour(clean(one.yaml), "yaml")
        jump = self._say("details.jump", file=one.at.file, line=one.at.line) if one.at else ""
        keys = [jump, self._say(f"details.{other}"), self._say("details.close")]
        head = Content.assemble((clean(name), "bold $accent"), (f"  {self._say(f'details.is-{self._view}')}", "$muted"))
        self.query_one(".ask", Static).update(head)
        self.query_one("#told", Static).update(told)
        self.query_one(".how", Static).update(Content("   ".join(filter(None, keys))))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_turn(self) -> None:
        """Show the other of the two."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._show()

    def action_jump(self) -> None:
        """Go to the line of the learner's text, if there is one."""
        self.dismiss(self._details.at)
