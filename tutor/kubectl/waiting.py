"""Lets the cluster's time pass while a command waits for something."""

from __future__ import annotations

from tutor.kubectl.command import Call

PATIENCE = 600.0
STEP = 0.25


class Pause:
    """A command's patience: each `more()` lets a moment pass until the limit, in seconds, is reached.

    Without a limit a command waits as long as anybody would; over a pipe it must answer at last.
    """

    def __init__(self, call: Call, limit: float | None = None) -> None:
        self._cluster = call.context.cluster
        self._deadline = self._cluster.now + (PATIENCE if limit is None else limit)

    def more(self) -> bool:
        """Let a moment pass; says whether there was one left."""
        if self._cluster.now >= self._deadline:
            return False
        self._cluster.advance(min(STEP, max(self._deadline - self._cluster.now, 0.001)))
        return True
