"""The cluster behind the API: it lives by the wall clock, and whoever watches hears of every change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from tutor.cluster.cluster import Cluster
from tutor.kubectl.files import Files

LONGEST_STEP = 3600.0  # seconds of the world: a machine that slept does not replay its night


class World:
    """One cluster, how fast its time runs, who waits for news, and what programs of pods have written there."""

    def __init__(self, cluster: Cluster, *, speed: float = 1.0, wall: Callable[[], float] = time.monotonic) -> None:
        self.cluster = cluster
        self.speed = speed
        self.pod_files: dict[str, Files] = {}
        self._wall = wall
        self._last = wall()
        self._told = cluster.store.revision
        self._waiting: set[asyncio.Event] = set()

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        return len(self._waiting)

    def catch_up(self) -> None:
        """Let as much time pass in the cluster as has passed outside, times the speed."""
        now = self._wall()
        self.cluster.advance(min((now - self._last) * self.speed, LONGEST_STEP))
        self._last = now
        self.tell()

    def tell(self) -> None:
        """Wake those who wait when something was written."""
        if self.cluster.store.revision != self._told:
            self._told = self.cluster.store.revision
            for event in self._waiting:
                event.set()

    def listen(self) -> asyncio.Event:
        """An event that is set at the next change; give it back with `leave`."""
        event = asyncio.Event()
        self._waiting.add(event)
        return event

    def leave(self, event: asyncio.Event) -> None:
        """Stop listening."""
        self._waiting.discard(event)

    async def live(self, tick: float = 0.1) -> None:
        """Go on until cancelled, looking at the wall clock every `tick` seconds."""
        while True:
            self.catch_up()
            await asyncio.sleep(tick)
