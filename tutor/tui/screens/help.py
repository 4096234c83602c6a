"""All keys on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor import words
from tutor.tui.cells import clean, fit
from tutor.tui.keys import EDITOR_KEYS, KEYS, PANE_KEYS, Key
from tutor.tui.widgets.walk import Row


class HelpScreen(ModalScreen[None]):
    """Every key with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "dismiss", show=False, priority=True)]

    def __init__(self, locale: str, keys: tuple[Key, ...] = KEYS, *, where: str = "") -> None:
        super().__init__(classes="dialog keys-help")
        self._locale, self._keys, self._where = locale, keys, where

    def compose(self) -> ComposeResult:
        """List the keys."""
        with Vertical():
            yield Static(Content.styled(words.text(self._locale, "window.help.title"), "bold"), classes="ask")
            with VerticalScroll(can_focus=True):
                yield from map(self._row, self._keys)
                for title, keys in (("editor", EDITOR_KEYS), *_of_panes()):
                    yield Static(Content.styled(self._say(f"help.{title}"), "bold $muted"), classes="head")
                    yield from map(self._row, keys)
            own = self._say("help.own", path=self._where) if self._where else ""
            yield Static(Content("  ".join(filter(None, (self._say("help.close"), clean(own))))), classes="how")

    def _say(self, word: str, **params: object) -> str:
        return words.text(self._locale, f"window.{word}", params)

    def _row(self, key: Key) -> Row:
        name, about = (words.text(self._locale, f"window.{area}.{key.id}") for area in ("key", "about"))
        mark = Content.assemble((fit(key.shown, 10), "bold $accent"), fit(name, 20))
        return Row(mark, Content.styled(about, "$muted"), classes="keys")


def _of_panes() -> Iterable[tuple[str, tuple[Key, ...]]]:
    """The keys that work where their pane has the keys."""
    return ((scope, tuple(key for key in PANE_KEYS if key.scope == scope)) for scope in ("page", "cluster"))
