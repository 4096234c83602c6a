"""The words of a lesson that its pack explains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.tui.cells import clean
from tutor.tui.draw.line import Say
from tutor.tui.markdown import inline


class GlossaryScreen(ModalScreen[None]):
    """The words above, the text of the marked one below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, priority=True),
        Binding("alt+g", "dismiss", show=False, priority=True, id="glossary"),
    ]

    def __init__(self, words: Mapping[str, str], say: Say, *, start: str = "") -> None:
        super().__init__(classes="dialog glossary")
        self._words, self._say = dict(words), say
        self._start = list(words).index(start) if start in words else 0

    def compose(self) -> ComposeResult:
        """Put the list over the text."""
        with Vertical():
            yield Static(Content.styled(self._say("glossary.title"), "bold"), classes="ask")
            if not self._words:
                yield Static(Content(self._say("glossary.none")))
            yield OptionList(*(Option(Content(clean(word))) for word in self._words))
            yield Static(id="meaning")
            yield Static(Content(self._say("help.close")), classes="how")

    def on_mount(self) -> None:
        """Stand at the word that was asked for."""
        if self._words:
            self.query_one(OptionList).highlighted = self._start

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        text = list(self._words.values())[event.option_index]
        self.query_one("#meaning", Static).update(inline(clean(" ".join(text.split()))))
