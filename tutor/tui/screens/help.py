"""All keys on one page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor import words
from tutor.tui.cells import fit
from tutor.tui.keys import EDITOR_KEYS, KEYS, Key
from tutor.tui.widgets.walk import Row


class HelpScreen(ModalScreen[None]):
    """Every key with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "dismiss", show=False, priority=True)]

    def __init__(self, locale: str) -> None:
        super().__init__(classes="dialog")
        self._locale = locale

    def compose(self) -> ComposeResult:
        """List the keys."""
        with Vertical():
            yield Static(Content.styled(words.text(self._locale, "window.help.title"), "bold"), classes="ask")
            with VerticalScroll(can_focus=True):
                yield from map(self._row, (*KEYS, *EDITOR_KEYS))
            yield Static(Content(words.text(self._locale, "window.help.close")), classes="how")

    def _row(self, key: Key) -> Row:
        name, about = (words.text(self._locale, f"window.{area}.{key.id}") for area in ("key", "about"))
        mark = Content.assemble((fit(key.shown, 10), "bold $accent"), fit(name, 20))
        return Row(mark, Content.styled(about, "$muted"), classes="keys")
