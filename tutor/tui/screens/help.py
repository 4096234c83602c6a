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
from tutor.tui.cells import clean, fit
from tutor.tui.keys import ALL_KEYS, PANE_KEYS, Key
from tutor.tui.widgets.walk import Row


class HelpScreen(ModalScreen[None]):
    """Every key with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, priority=True),
        Binding("f1", "dismiss", show=False, priority=True, id="help"),
    ]

    def __init__(self, locale: str, keys: tuple[Key, ...] = ALL_KEYS, *, where: str = "") -> None:
        super().__init__(classes="dialog keys-help")
        self._locale, self._keys, self._where = locale, keys, where

    def compose(self) -> ComposeResult:
        """List the keys."""
        with Vertical():
            yield Static(Content.styled(words.text(self._locale, "window.help.title"), "bold"), classes="ask")
            with VerticalScroll(can_focus=True):
                yield from map(self._row, (key for key in self._keys if key.scope != "editor"))
                for scope in ("editor", "page", "cluster"):
                    yield Static(Content.styled(self._say(f"help.{scope}"), "bold $muted"), classes="head")
                    yield from map(self._row, (key for key in (*self._keys, *PANE_KEYS) if key.scope == scope))
            own = self._say("help.own", path=self._where) if self._where else ""
            yield Static(Content("  ".join(filter(None, (self._say("help.close"), clean(own))))), classes="how")

    def _say(self, word: str, **params: object) -> str:
        return words.text(self._locale, f"window.{word}", params)

    def _row(self, key: Key) -> Row:
        name, about = (words.text(self._locale, f"window.{area}.{key.id}") for area in ("key", "about"))
        mark = Content.assemble((fit(key.shown, 10), "bold $accent"), fit(name, 20))
        return Row(mark, Content.styled(about, "$muted"), classes="keys")
