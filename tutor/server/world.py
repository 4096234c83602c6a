"""The cluster behind the API: it lives by the wall clock, and whoever watches hears of every change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from tutor.cluster.cluster import Cluster
from tutor.cluster.store import Change
from tutor.kubectl.files import Files
from tutor.server.stage import Own, Stage


class World:
    """One stage, and who waits for news of it; `branch` counts how often its cluster was exchanged or put back."""

    def __init__(
        self, stage: Stage | Cluster, *, speed: float = 1.0, wall: Callable[[], float] = time.monotonic
    ) -> None:
        self.stage: Stage = Own(stage, speed) if isinstance(stage, Cluster) else stage
        self.branch = 0
        self._wall = wall
        self._last = wall()
        self._cluster = self.cluster
        self._told = self.cluster.store.revision
        self._change: Change | None = self.cluster.store.change_at(self._told)
        self._waiting: set[asyncio.Event] = set()

    @property
    def cluster(self) -> Cluster:
        """The cluster as it is now; do not keep it."""
        return self.stage.cluster

    @property
    def pod_files(self) -> dict[str, Files]:
        """What programs of pods have written there."""
        return self.stage.pod_files

    @property
    def watchers(self) -> int:
        """How many streams are open."""
        return len(self._waiting)

    def catch_up(self) -> None:
        """Let as much time pass in the cluster as has passed outside, as its stage sees it."""
        self.tell()
        now = self._wall()
        self.stage.pass_time(now - self._last)
        self._last = now
        self.tell()

    def tell(self) -> None:
        """Wake those who wait when something was written, and note when the cluster is another than it was."""
        cluster, store = self.cluster, self.cluster.store
        same = cluster is self._cluster and store.revision >= self._told
        if not (same and store.change_at(self._told) is self._change):
            self._cluster = cluster
            self.branch += 1
            store.skip_past(self._told)
        elif store.revision == self._told:
            return
        self._told = store.revision
        self._change = store.change_at(self._told)
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
