"""One step of a rollout: who grows, who shrinks, and what the Deployment reports."""

from __future__ import annotations

from tutor.api.kinds import REPLICA_SET
from tutor.api.workloads import Deployment, ReplicaSet
from tutor.cluster.control import Controller, Plane, controlled_by, itself
from tutor.cluster.controllers.deployment import revisions
from tutor.cluster.controllers.deployment.limits import Limits
from tutor.cluster.controllers.deployment.proportions import proportional
from tutor.cluster.controllers.deployment.status import report
from tutor.cluster.controllers.pods_of import owned_pods
from tutor.cluster.objects import amend, replace
from tutor.cluster.store import Key

COMPONENT = "deployment-controller"


def reconcile(plane: Plane, key: Key) -> None:
    """Bring the ReplicaSets of a Deployment one step closer to what it wants."""
    deployment: Deployment | None = plane.store.get(key)
    if deployment is None:
        return
    if deployment.metadata.deletion_timestamp is None:
        sets = revisions.replica_sets(plane.store, deployment)
        if not _scaled(plane, deployment, sets) and not deployment.spec.paused:
            _roll(plane, deployment, sets)
    stored: Deployment | None = plane.store.get(key)
    if stored is not None:
        report(plane, stored, revisions.replica_sets(plane.store, stored))


def _scaled(plane: Plane, deployment: Deployment, sets: tuple[ReplicaSet, ...]) -> bool:
    """When only the number has changed, the active ReplicaSets follow at once. Mirrors scale."""
    wanted = deployment.spec.replicas or 0
    active = [one for one in sets if one.spec.replicas]
    changed = [one for one in active if one.metadata.annotations.get(revisions.DESIRED, str(wanted)) != str(wanted)]
    if not changed and not deployment.spec.paused:
        return False
    if len(active) == 1:
        return _scale(plane, deployment, active[0], wanted)
    if deployment.spec.strategy.type != "RollingUpdate":
        return False
    sizes = proportional(deployment, active)
    done = [_scale(plane, deployment, one, sizes[one.metadata.name]) for one in active]
    return any(done)


def _roll(plane: Plane, deployment: Deployment, sets: tuple[ReplicaSet, ...]) -> None:
    new = revisions.current(deployment, sets)
    old = tuple(one for one in sets if new is None or one.metadata.uid != new.metadata.uid)
    if deployment.spec.strategy.type == "Recreate" and _in_the_way(plane, deployment, old):
        return
    number = max((revisions.revision(one) for one in old), default=0) + 1
    if new is None:
        new = _create(plane, deployment, sets, number)
        _annotate(plane, deployment, number)
        return
    new = _keep_annotated(plane, deployment, new, number)
    grown = _grow(plane, deployment, new, sets)
    if not grown:
        _shrink(plane, deployment, new, old)
        _forget_old(plane, deployment, old)


def _in_the_way(plane: Plane, deployment: Deployment, old: tuple[ReplicaSet, ...]) -> bool:
    """Recreate: old pods go before new ones come."""
    shrunk = [one for one in old if one.spec.replicas and _scale(plane, deployment, one, 0)]
    return bool(shrunk) or any(owned_pods(plane.store, one) for one in old)


def _room(deployment: Deployment, sets: tuple[ReplicaSet, ...], have: int) -> int:
    """How many pods the new ReplicaSet shall have. Mirrors NewRSNewReplicas."""
    wanted = deployment.spec.replicas or 0
    if deployment.spec.strategy.type == "Recreate":
        return wanted
    total = sum(one.spec.replicas or 0 for one in sets)
    most = wanted + Limits.of(deployment).surge
    return have if total >= most else have + max(0, min(most - total, wanted - have))


def _create(plane: Plane, deployment: Deployment, sets: tuple[ReplicaSet, ...], number: int) -> ReplicaSet:
    most = (deployment.spec.replicas or 0) + Limits.of(deployment).surge
    count = _room(deployment, sets, 0)
    made: ReplicaSet = plane.server.insert(revisions.new_replica_set(deployment, count, number, most))
    if count:
        _tell(plane, deployment, made, 0, count)
    return made


def _annotate(plane: Plane, deployment: Deployment, number: int) -> None:
    """Write the revision with the status, as upstream does: it is not a change of what the owner wants."""
    annotations = {**deployment.metadata.annotations, revisions.REVISION: str(number)}
    plane.server.update_status(amend(deployment, annotations=annotations))


def _keep_annotated(plane: Plane, deployment: Deployment, new: ReplicaSet, number: int) -> ReplicaSet:
    """A ReplicaSet that becomes new again gets a new revision; all follow the Deployment's annotations."""
    number = max(number, revisions.revision(new))
    most = (deployment.spec.replicas or 0) + Limits.of(deployment).surge
    annotations = {**new.metadata.annotations, **revisions.carried_annotations(deployment, number, most)}
    stored: ReplicaSet = plane.server.update(amend(new, annotations=annotations))
    _annotate(plane, deployment, number)
    return stored


def _grow(plane: Plane, deployment: Deployment, new: ReplicaSet, sets: tuple[ReplicaSet, ...]) -> bool:
    have, wanted = new.spec.replicas or 0, deployment.spec.replicas or 0
    count = wanted if have > wanted else _room(deployment, sets, have)
    return count != have and _scale(plane, deployment, new, count)


def _shrink(plane: Plane, deployment: Deployment, new: ReplicaSet, old: tuple[ReplicaSet, ...]) -> None:
    """Take away old pods as far as enough stay available. Mirrors reconcileOldReplicaSets."""
    least = (deployment.spec.replicas or 0) - Limits.of(deployment).unavailable
    total = sum(one.spec.replicas or 0 for one in (*old, new))
    room = total - least - ((new.spec.replicas or 0) - new.status.available_replicas)
    spare = sum(one.status.available_replicas for one in (*old, new)) - least
    oldest = sorted(old, key=lambda one: (one.metadata.creation_timestamp or "", one.metadata.name))
    left = {one.metadata.name: one.spec.replicas or 0 for one in oldest}
    if room <= 0:
        return
    for one in oldest:
        unhealthy = max(0, min(left[one.metadata.name] - one.status.available_replicas, room))
        left[one.metadata.name], room = left[one.metadata.name] - unhealthy, room - unhealthy
    for one in oldest:
        gone = max(0, min(left[one.metadata.name], spare))
        left[one.metadata.name], spare = left[one.metadata.name] - gone, spare - gone
    for one in oldest:
        if left[one.metadata.name] != one.spec.replicas:
            _scale(plane, deployment, one, left[one.metadata.name])


def _forget_old(plane: Plane, deployment: Deployment, old: tuple[ReplicaSet, ...]) -> None:
    """Keep no more old ReplicaSets than spec.revisionHistoryLimit."""
    limit = deployment.spec.revision_history_limit
    idle = [one for one in old if not one.spec.replicas and not one.status.replicas]
    for one in sorted(idle, key=revisions.revision)[: max(0, len(idle) - (10 if limit is None else limit))]:
        plane.server.delete(REPLICA_SET, one.metadata.name, namespace=one.metadata.namespace)


def _scale(plane: Plane, deployment: Deployment, rs: ReplicaSet, count: int) -> bool:
    have = rs.spec.replicas or 0
    most = (deployment.spec.replicas or 0) + Limits.of(deployment).surge
    annotations = {
        **rs.metadata.annotations,
        revisions.DESIRED: str(deployment.spec.replicas or 0),
        revisions.MAXIMUM: str(most),
    }
    plane.server.update(replace(amend(rs, annotations=annotations), spec=replace(rs.spec, replicas=count)))
    if have != count:
        _tell(plane, deployment, rs, have, count)
    return have != count


def _tell(plane: Plane, deployment: Deployment, rs: ReplicaSet, have: int, count: int) -> None:
    way = "up" if count > have else "down"
    message = f"Scaled {way} replica set {rs.metadata.name} from {have} to {count}"
    plane.recorder.record(deployment, "Normal", "ScalingReplicaSet", message, COMPONENT)


DEPLOYMENT = Controller(
    name="deployment",
    watches={"Deployment": itself, "ReplicaSet": controlled_by("Deployment")},
    reconcile=reconcile,
)
