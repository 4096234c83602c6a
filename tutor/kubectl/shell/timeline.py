"""What was done to the cluster, so that `undo` and `redo` can go back and forth."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.cluster.cluster import Cluster, Snapshot
from tutor.values import frozen

MOST_MOMENTS = 200


@frozen
class Moment:
    """A cluster as it was on one side of a command."""

    command: str
    cluster: Cluster
    snapshot: Snapshot

    def put_back(self) -> Cluster:
        """The cluster, as it was then."""
        self.cluster.restore(self.snapshot)
        return self.cluster


@dataclass(slots=True, kw_only=True)
class Timeline:
    """The moments before each change, and those that were undone."""

    past: list[Moment] = field(default_factory=list)
    future: list[Moment] = field(default_factory=list)

    def note(self, before: Moment) -> None:
        """Keep the moment before a change; what had been undone is gone."""
        self.past = [*self.past[-MOST_MOMENTS + 1 :], before]
        self.future.clear()

    def undo(self, now: Cluster) -> Moment | None:
        """The moment to return to, or nothing."""
        return _step(self.past, self.future, now)

    def redo(self, now: Cluster) -> Moment | None:
        """The moment that `undo` left, or nothing."""
        return _step(self.future, self.past, now)


def _step(source: list[Moment], target: list[Moment], now: Cluster) -> Moment | None:
    if not source:
        return None
    moment = source.pop()
    target.append(Moment(command=moment.command, cluster=now, snapshot=now.snapshot()))
    return moment
