"""How the ReplicaSets of a Deployment share a change of its size while a rollout is under way."""

from __future__ import annotations

from math import floor

from tutor.api.workloads import Deployment, ReplicaSet
from tutor.cluster.controllers.deployment import revisions
from tutor.cluster.controllers.deployment.limits import Limits


def proportional(deployment: Deployment, active: list[ReplicaSet]) -> dict[str, int]:
    """The new size of each ReplicaSet by name; the largest takes what is left over. Mirrors scale."""
    wanted = deployment.spec.replicas or 0
    allowed = wanted + Limits.of(deployment).surge if wanted else 0
    change = allowed - sum(one.spec.replicas or 0 for one in active)
    if not change or not active:
        return {one.metadata.name: one.spec.replicas or 0 for one in active}
    ordered = sorted(active, key=lambda one: _order(one, newer_first=change > 0))
    sizes: dict[str, int] = {}
    given = 0
    for one in ordered:
        share = _share(deployment, one, change, given)
        sizes[one.metadata.name] = (one.spec.replicas or 0) + share
        given += share
    first = ordered[0].metadata.name
    sizes[first] = max(0, sizes[first] + change - given)
    return sizes


def _order(one: ReplicaSet, *, newer_first: bool) -> tuple[int, int, str]:
    """Mirrors ReplicaSetsBySizeNewer and ReplicaSetsBySizeOlder."""
    age = revisions.revision(one)
    return -(one.spec.replicas or 0), -age if newer_first else age, one.metadata.name


def _share(deployment: Deployment, one: ReplicaSet, change: int, given: int) -> int:
    """Mirrors GetReplicaSetProportion."""
    left = change - given
    if not one.spec.replicas or not left:
        return 0
    share = _fraction(deployment, one)
    return min(share, left) if change > 0 else max(share, left)


def _fraction(deployment: Deployment, one: ReplicaSet) -> int:
    """Mirrors getReplicaSetFraction; halves round away from zero, as they do in Go."""
    wanted, have = deployment.spec.replicas or 0, one.spec.replicas or 0
    if not wanted:
        return -have
    before = int(one.metadata.annotations.get(revisions.MAXIMUM, "0")) or deployment.status.replicas or 1
    return floor(have * (wanted + Limits.of(deployment).surge) / before + 0.5) - have
