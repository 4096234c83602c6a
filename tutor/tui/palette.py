"""The rows of the palette: every key with its words, then the colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor import words
from tutor.tui.keys import KEYS, Key

APP_ACTIONS = frozenset(key.id for key in KEYS if key.scope == "app")


def palette_rows(keys: Sequence[Key], locale: str, *, lesson: bool) -> Iterable[tuple[str, str, str]]:
    """Title, help and action of each command; those of a lesson only where one is open."""
    for key in keys:
        if key.scope == "app" or (lesson and key.scope == "lesson"):
            title, about = (words.text(locale, f"window.{area}.{key.id}") for area in ("key", "about"))
            yield f"{title}  {key.shown}", about, qualified(key.id)


def qualified(action: str) -> str:
    """Name an action with the part of the window that has it."""
    return f"app.{action}" if action in APP_ACTIONS else f"screen.do('{action}')"
