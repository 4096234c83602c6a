"""How objects leave: at once, after a grace period, or when the last finalizer has let go."""

from __future__ import annotations

from typing import Any, Literal

from tutor.api.core import Namespace
from tutor.api.kinds import NAMESPACE
from tutor.api.pod import Pod
from tutor.api.status import forbidden
from tutor.cluster.admission import PROTECTED_NAMESPACES
from tutor.cluster.objects import amend, key_of, replace
from tutor.cluster.registry import Registry

Propagation = Literal["Background", "Foreground", "Orphan"]

FOREGROUND, ORPHAN = "foregroundDeletion", "orphan"
_FINALIZERS = {"Foreground": FOREGROUND, "Orphan": ORPHAN}
_ENDED = frozenset({"Succeeded", "Failed"})


def delete(registry: Registry, obj: Any, propagation: Propagation, grace_period: int | None) -> Any:
    """Let an object go as its kind does; gives its last or its present, leaving state."""
    if isinstance(obj, Pod):
        return _delete_pod(registry, obj, grace_period)
    if isinstance(obj, Namespace):
        return _delete_namespace(registry, obj)
    finalizer = _FINALIZERS.get(propagation)
    if finalizer is not None and finalizer not in obj.metadata.finalizers:
        obj = amend(obj, finalizers=(*obj.metadata.finalizers, finalizer))
    if not obj.metadata.finalizers:
        return registry.remove(key_of(obj))
    return registry.update(_leaving(registry, obj, 0))


def settle(registry: Registry, obj: Any) -> Any:
    """Store a next state; an object that only waited for finalizers goes when the last is gone."""
    stored = registry.update(obj)
    leaving = stored.metadata.deletion_timestamp is not None and not stored.metadata.finalizers
    if leaving and not stored.metadata.deletion_grace_period_seconds and not _held(stored):
        return registry.remove(key_of(stored))
    return stored


def _held(obj: Any) -> bool:
    """Whether more than finalizers of its metadata holds it: a pod's kubelet, or what a namespace contains."""
    return isinstance(obj, Pod) or (isinstance(obj, Namespace) and bool(obj.spec.finalizers))


def _leaving(registry: Registry, obj: Any, grace: int) -> Any:
    if obj.metadata.deletion_timestamp is not None:
        return obj
    generation = obj.metadata.generation and obj.metadata.generation + 1
    clock = registry.clock
    return amend(
        obj,
        deletion_timestamp=clock.timestamp(clock.now + grace),
        deletion_grace_period_seconds=grace,
        generation=generation,
    )


def _delete_pod(registry: Registry, pod: Pod, grace_period: int | None) -> Any:
    """Mirrors podStrategy.CheckGracefulDelete: pods without a node or that have ended go at once."""
    default = pod.spec.termination_grace_period_seconds
    grace = default if grace_period is None else grace_period
    if not pod.spec.node_name or pod.status.phase in _ENDED or not grace:
        return registry.remove(key_of(pod))
    known = pod.metadata.deletion_grace_period_seconds
    if known is not None and known <= grace:
        return pod
    return registry.update(_leaving(registry, amend(pod, deletion_timestamp=None), grace))


def _delete_namespace(registry: Registry, space: Namespace) -> Any:
    if space.metadata.name in PROTECTED_NAMESPACES:
        raise forbidden(NAMESPACE, space.metadata.name, "this namespace may not be deleted")
    if space.metadata.deletion_timestamp is not None:
        return space
    leaving = _leaving(registry, space, 0)
    leaving = amend(leaving, deletion_grace_period_seconds=None)
    return registry.update(replace(leaving, status=replace(leaving.status, phase="Terminating")))
