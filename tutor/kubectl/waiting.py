"""Lets the cluster's time pass while a command waits for something."""

from __future__ import annotations

from tutor.kubectl.command import Call
from tutor.kubectl.errors import PlainError

INTERRUPTED = 130
PATIENCE = 600.0
STEP = 0.25


class Pause:
    """A command's patience: each `more()` lets a moment pass until the limit, in seconds, is reached.

    Without a limit a command waits as long as anybody would; over a pipe, where nobody looks on, it answers at once.
    """

    def __init__(self, call: Call, limit: float | None = None) -> None:
        self._call = call
        self._cluster = call.context.cluster
        self._deadline = self._cluster.now + (PATIENCE if limit is None else limit)

    def more(self) -> bool:
        """Let a moment pass; says whether there was one left."""
        if self._cluster.now >= self._deadline:
            return False
        step = min(STEP, max(self._deadline - self._cluster.now, 0.001))
        self._look_on(step)
        self._cluster.advance(step)
        return True

    def _look_on(self, seconds: float) -> None:
        """Show a person what was said so far and wait with them; raises PlainError when they have had enough."""
        live = self._call.context.live
        if live is None:
            return
        live.show("".join(self._call.stdout))
        self._call.stdout.clear()
        if not live.pause(seconds):
            raise PlainError("", code=INTERRUPTED)
