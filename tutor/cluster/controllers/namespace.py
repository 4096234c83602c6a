"""Namespaces that are to go: their pods first, then all else in them, then themselves."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tutor.api.core import Namespace
from tutor.api.kinds import ALL_KINDS, kind_of
from tutor.api.pod import Pod
from tutor.cluster import deletion
from tutor.cluster.control import Controller, Plane
from tutor.cluster.objects import replace
from tutor.cluster.store import Change, Key, Store

_GRACE = 5.0  # seconds until it looks: other API servers and their stores have heard of the end by then
_FINALIZING = 15  # seconds that it grants a finalizer
_ENDED = frozenset({"Succeeded", "Failed"})
_DONE = (
    ("NamespaceDeletionDiscoveryFailure", "ResourcesDiscovered", "All resources successfully discovered"),
    ("NamespaceDeletionGroupVersionParsingFailure", "ParsedGroupVersions", "All legacy kube types successfully parsed"),
    (
        "NamespaceDeletionContentFailure",
        "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization",
    ),
    ("NamespaceContentRemaining", "ContentRemoved", "All content successfully removed"),
    ("NamespaceFinalizersRemaining", "ContentRemoved", "All content successfully removed"),
)


def reconcile(plane: Plane, key: Key) -> None:
    """Delete what a leaving namespace holds; when it is empty, let it go. Mirrors deleteAllContent."""
    space: Namespace | None = plane.store.get(key)
    if space is None or space.metadata.deletion_timestamp is None:
        return
    registry = plane.server.registry
    left = _emptied(plane, key.name)
    space = registry.update(replace(space, status=replace(space.status, conditions=_conditions(plane, space, left))))
    rest = tuple(one for one in space.spec.finalizers if one != "kubernetes")
    if left:
        plane.schedule(_patience(plane, space, left) // 2 + 1, "namespace", key)
    elif rest or space.metadata.finalizers:
        registry.update(replace(space, spec=replace(space.spec, finalizers=rest)))
    else:
        registry.remove(key)


def _emptied(plane: Plane, namespace: str) -> list[Any]:
    """Ask all to go, pods before the rest; gives what is still there."""
    pods = list(plane.store.list("Pod", namespace))
    for obj in pods or _contents(plane, namespace):
        if obj.metadata.deletion_timestamp is None:
            deletion.delete(plane.server.registry, obj, "Background", None)
    return list(plane.store.list("Pod", namespace)) if pods else _contents(plane, namespace)


def _contents(plane: Plane, namespace: str) -> list[Any]:
    return [obj for kind in ALL_KINDS if kind.namespaced for obj in plane.store.list(kind.kind, namespace)]


def _patience(plane: Plane, space: Namespace, left: list[Any]) -> int:
    """Seconds that what is left may take. Mirrors estimateGracefulTerminationForPods."""
    if any(obj.metadata.finalizers for obj in left):
        return _FINALIZING
    graces = (obj.spec.termination_grace_period_seconds for obj in left if isinstance(obj, Pod) and not _ended(obj))
    since = plane.clock.now - plane.clock.seconds(space.metadata.deletion_timestamp or "")
    return max(0, max((grace for grace in graces if grace is not None), default=0) - int(since))


def _ended(pod: Pod) -> bool:
    return pod.status.phase in _ENDED


def _conditions(plane: Plane, space: Namespace, left: list[Any]) -> list[dict[str, str]]:
    """What the namespace says of its end; a condition keeps its time while its status stays."""
    troubles = _troubles(left)
    before = {one["type"]: one for one in space.status.conditions or ()}
    now = plane.clock.timestamp()
    found = []
    for type_, reason, message in _DONE:
        status, why, words = ("True", *troubles[type_]) if type_ in troubles else ("False", reason, message)
        old = before.get(type_, {})
        since = old["lastTransitionTime"] if old.get("status") == status else now
        found.append({"type": type_, "status": status, "lastTransitionTime": since, "reason": why, "message": words})
    return found


def _troubles(left: list[Any]) -> dict[str, tuple[str, str]]:
    """Mirrors ProcessContentTotals."""
    kinds = Counter(f"{kind.plural}.{kind.group}" for kind in map(kind_of, left))
    holders = Counter(finalizer for obj in left for finalizer in obj.metadata.finalizers)
    words = {
        "NamespaceContentRemaining": ("SomeResourcesRemain", "Some resources are remaining: ", kinds, "has"),
        "NamespaceFinalizersRemaining": (
            "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: ",
            holders,
            "in",
        ),
    }
    return {
        type_: (reason, opening + ", ".join(f"{one} {verb} {count[one]} resource instances" for one in sorted(count)))
        for type_, (reason, opening, count, verb) in words.items()
        if count
    }


def _leaving(change: Change, _store: Store) -> tuple[Key, ...]:
    return () if change.object.metadata.deletion_timestamp is None else (change.key,)


NAMESPACE = Controller(name="namespace", watches={"Namespace": _leaving}, reconcile=reconcile, delay=_GRACE)
