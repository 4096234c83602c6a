"""Why a check of a real cluster cannot begin or go on, and what to type then."""

from __future__ import annotations


class Stopped(Exception):  # noqa: N818 - the state of the world, not a failure of ours
    """A check that cannot go on; `instead` is what to type."""

    def __init__(self, reason: str, instead: str) -> None:
        super().__init__(reason)
        self.instead = instead


class Unfit(Stopped):
    """A lesson or an answer that cannot be taken to a real cluster."""


class Unreachable(Stopped):
    """A cluster, or its kubeconfig, that cannot be used."""
