"""Namespaces that are to go: their pods first, then all else in them, then themselves."""

from __future__ import annotations

from tutor.api.core import Namespace
from tutor.api.kinds import ALL_KINDS
from tutor.api.pod import Pod
from tutor.cluster import deletion
from tutor.cluster.control import Controller, Plane, itself
from tutor.cluster.objects import replace
from tutor.cluster.store import Key

_AGAIN = 0.3


def reconcile(plane: Plane, key: Key) -> None:
    """Delete what a leaving namespace holds; when it is empty, let it go. Mirrors deleteAllContent."""
    space: Namespace | None = plane.store.get(key)
    if space is None or space.metadata.deletion_timestamp is None:
        return
    contents = [obj for kind in ALL_KINDS if kind.namespaced for obj in plane.store.list(kind.kind, key.name)]
    pods = [obj for obj in contents if isinstance(obj, Pod)]
    for obj in pods or contents:
        if obj.metadata.deletion_timestamp is None:
            deletion.delete(plane.server.registry, obj, "Background", None)
    if contents:
        plane.schedule(_AGAIN, "namespace", key)
        return
    rest = tuple(one for one in space.spec.finalizers if one != "kubernetes")
    if rest or space.metadata.finalizers:
        plane.server.registry.update(replace(space, spec=replace(space.spec, finalizers=rest)))
    else:
        plane.server.registry.remove(key)


NAMESPACE = Controller(name="namespace", watches={"Namespace": itself}, reconcile=reconcile, delay=0.05)
