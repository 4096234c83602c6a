"""Whose cluster the API serves: one of its own that lives by the wall clock, or that of somebody who shows it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from tutor.cluster.cluster import Cluster
from tutor.kubectl.files import Files

LONGEST_STEP = 3600.0  # seconds of the world: a machine that slept does not replay its night


class Stage(Protocol):
    """Somebody's cluster; it may be exchanged or put back at any time between two requests."""

    @property
    def cluster(self) -> Cluster:
        """The cluster as it is now."""

    @property
    def pod_files(self) -> dict[str, Files]:
        """What programs of pods have written there."""

    def pass_time(self, seconds: float) -> None:
        """So many seconds have passed outside."""

    def deed(self, run: str, title: str) -> AbstractContextManager[None]:
        """What happens inside is done by somebody else's program; `run` is equal for all requests of one run of it."""


class Own:
    """A cluster that nobody else works on, and how fast its time runs."""

    def __init__(self, cluster: Cluster, speed: float) -> None:
        self.cluster = cluster
        self.pod_files: dict[str, Files] = {}
        self._speed = speed

    def pass_time(self, seconds: float) -> None:
        """Let time pass in the cluster, too."""
        self.cluster.advance(min(seconds * self._speed, LONGEST_STEP))

    def deed(self, run: str, title: str) -> AbstractContextManager[None]:
        """Nobody wants to know."""
        del run, title
        return nullcontext()
