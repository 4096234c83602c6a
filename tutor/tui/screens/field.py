"""The field under the cursor on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.tui.cells import clean, fit
from tutor.tui.widgets.walk import Row

if TYPE_CHECKING:
    from tutor.session.assist import Explained


class FieldScreen(ModalScreen[bool]):
    """What a field is for and what it takes; gives True when the keys are wanted next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(False)", show=False, priority=True),
        Binding("f1", "dismiss(True)", show=False, priority=True, id="help"),
    ]

    def __init__(self, field: Explained, how: str) -> None:
        super().__init__(classes="dialog")
        self._field, self._how = field, how

    def compose(self) -> ComposeResult:
        """Put the words over the facts."""
        field = self._field
        with Vertical():
            head = Content.assemble((clean(field.place), "bold $accent"), (f"  <{field.type}>", "$muted"))
            yield Static(head, classes="ask")
            with VerticalScroll(can_focus=True):
                if field.text:
                    yield Static(Content(field.text), classes="ask")
                yield from (self._row(*row) for row in field.rows)
            yield Static(Content(self._how), classes="how")

    def _row(self, title: str, value: str) -> Row:
        return Row(Content.styled(fit(title, 16), "$muted"), Content(clean(value)), classes="keys")
