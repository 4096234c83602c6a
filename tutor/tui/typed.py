"""An application in which what is typed takes turns: each key acts when the one before it has gone all its way."""

from __future__ import annotations

from typing import Any

from textual import events, on
from textual.app import App

from tutor.tui.turns import PATIENCE, Gone, Turns


class TypedApp(App[None]):
    """Keys and pasted text reach their widgets in the order in which they were typed, however slow the window is."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.turns = Turns()

    async def on_event(self, event: events.Event) -> None:
        """Let what was typed take turns."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.turns.add(event)
            await self.take_turns()
            if self.turns.blocked:
                self.set_timer(PATIENCE, self.take_turns)
        else:
            await super().on_event(event)

    async def hand_on(self, event: events.Event) -> None:
        """Hand what was typed on at once."""
        await super().on_event(event)

    async def take_turns(self) -> None:
        """Hand the next key on, with a message behind it that comes back when it has gone all its way."""
        while (event := self.turns.following()) is not None:
            target = self.focused or self.screen
            await self.hand_on(event)
            way = target if event.is_forwarded and target.is_attached else self
            if not way.post_message(Gone.after(way)):
                self.turns.gone()

    @on(Gone)
    async def _gone(self) -> None:
        self.turns.gone()
        await self.take_turns()
