"""Keys take turns: the next one goes to the window when the one before it has gone all its way."""

from __future__ import annotations

import time
from collections import deque

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from tutor.tui.keys import ALT_DIGITS

PATIENCE = 0.25  # seconds; a widget that went away with a key in its hands does not stop the others

Typed = events.Key | events.Paste


class Gone(Message):
    """Follows a key on its way from the widget up to the app, and so arrives when nothing is left to do for it."""

    @classmethod
    def after(cls, target: MessagePump) -> Gone:
        """As if the widget had sent it: Textual carries nothing up to the one that sent it."""
        made = cls()
        made.set_sender(target)
        return made


class Turns:
    """What was typed and waits; `shut` as long as there is nothing that could take it.

    A key that a widget does not want comes back to the app and does its work there, after letters that were typed
    behind it, unless those wait. Letters do not wait for letters: they go the same way.
    """

    def __init__(self) -> None:
        self.shut = False
        self._waiting: deque[Typed] = deque()
        self._under_way: list[bool] = []  # whether each is a letter
        self._since = 0.0

    def __bool__(self) -> bool:
        """Whether something waits."""
        return bool(self._waiting)

    @property
    def blocked(self) -> bool:
        """Whether something waits for what is under way."""
        return bool(self._waiting) and not self.shut

    def add(self, event: Typed) -> None:
        """Stand at the end."""
        self._waiting.append(event)

    def following(self) -> Typed | None:
        """Take the next one, when it has its turn."""
        if not self._waiting or self.shut:
            return None
        letter = _is_letter(self._waiting[0])
        now = time.monotonic()
        if self._under_way and not (letter and all(self._under_way)) and now - self._since < PATIENCE:
            return None
        if not (letter and all(self._under_way)):
            self._under_way.clear()
        self._under_way.append(letter)
        self._since = now
        return self._waiting.popleft()

    def gone(self) -> None:
        """The first of those under way is done."""
        del self._under_way[:1]


def _is_letter(event: Typed) -> bool:
    """Whether a key goes into a text and moves nothing; Alt and a letter does more, Alt and a digit comes as a sign."""
    return (
        isinstance(event, events.Key)
        and event.is_printable
        and not event.key.startswith("alt+")
        and event.key not in ALT_DIGITS
    )
