"""Small questions before the window: yes or no, one of several, a text to edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.tui.widgets.yaml_area import YamlEditor


class Choice(ModalScreen[int | None]):
    """A question with some answers; gives the number of the answer, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, ask: str, answers: Sequence[str], *, how: str = "", start: int = 0) -> None:
        super().__init__(classes="dialog")
        self._ask, self._answers, self._how, self._start = ask, answers, how, start

    def compose(self) -> ComposeResult:
        """Put the question over its answers."""
        with Vertical():
            yield Static(Content(self._ask), classes="ask")
            yield OptionList(*(Option(Content(answer)) for answer in self._answers))
            if self._how:
                yield Static(Content(self._how), classes="how")

    def on_mount(self) -> None:
        """Stand at the first answer."""
        self.query_one(OptionList).highlighted = self._start

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class EditText(ModalScreen[str | None]):
    """What `kubectl edit` opens; gives the text as the learner leaves it, None when it is left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", show=False, priority=True),
        Binding("escape", "dismiss(None)", show=False, priority=True),
    ]

    def __init__(self, text: str, how: str) -> None:
        super().__init__(classes="dialog edit")
        self._text, self._how = text, how

    def compose(self) -> ComposeResult:
        """Put the text over the keys."""
        with Vertical():
            yield YamlEditor(self._text)
            yield Static(Content(self._how), classes="how")

    def action_keep(self) -> None:
        """Give the text back."""
        self.dismiss(self.query_one(YamlEditor).text)
