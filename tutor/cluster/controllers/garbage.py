"""The garbage collector: what has lost its owners goes, and owners wait or let go as they were told."""

from __future__ import annotations

from typing import Any

from tutor.cluster import deletion
from tutor.cluster.control import Controller, Plane
from tutor.cluster.indexes import INDEXES, OWNED
from tutor.cluster.objects import amend
from tutor.cluster.store import Change, Key, Store


def reconcile(plane: Plane, key: Key) -> None:
    """Do to an object what its finalizers and its owners ask for."""
    obj = plane.store.get(key)
    if obj is None:
        return
    finalizers = obj.metadata.finalizers if obj.metadata.deletion_timestamp is not None else ()
    if deletion.FOREGROUND in finalizers:
        _delete_dependents_first(plane, obj)
    elif deletion.ORPHAN in finalizers:
        _orphan_dependents(plane, obj)
    elif obj.metadata.owner_references and not any(_exists(plane, obj, one) for one in obj.metadata.owner_references):
        deletion.delete(plane.server.registry, obj, "Background", None)


def _exists(plane: Plane, obj: Any, owner: Any) -> bool:
    spaces = (obj.metadata.namespace, "")
    found = (plane.store.get(Key(kind=owner.kind, namespace=space, name=owner.name)) for space in spaces)
    return any(one is not None and one.metadata.uid == owner.uid for one in found)


def _delete_dependents_first(plane: Plane, obj: Any) -> None:
    dependents = plane.store.by(OWNED, obj.metadata.uid)
    for one in dependents:
        if one.metadata.deletion_timestamp is None:
            deletion.delete(plane.server.registry, one, "Foreground", None)
    if not dependents:
        _release(plane, obj, deletion.FOREGROUND)


def _orphan_dependents(plane: Plane, obj: Any) -> None:
    for one in plane.store.by(OWNED, obj.metadata.uid):
        rest = tuple(owner for owner in one.metadata.owner_references if owner.uid != obj.metadata.uid)
        plane.server.registry.update(amend(one, owner_references=rest))
    _release(plane, obj, deletion.ORPHAN)


def _release(plane: Plane, obj: Any, finalizer: str) -> None:
    rest = tuple(one for one in obj.metadata.finalizers if one != finalizer)
    deletion.settle(plane.server.registry, amend(obj, finalizers=rest))


def _concerned(change: Change, store: Store) -> tuple[Key, ...]:
    """Dependents of what is gone, owners that wait for it, and what itself is leaving."""
    obj = change.object
    if change.type != "DELETED":
        return (change.key,) if obj.metadata.deletion_timestamp is not None and obj.metadata.finalizers else ()
    owners = (
        Key(kind=one.kind, namespace=obj.metadata.namespace, name=one.name) for one in obj.metadata.owner_references
    )
    return (*store.keys_by(OWNED, obj.metadata.uid), *owners)


GARBAGE = Controller(name="garbage", watches=dict.fromkeys(INDEXES, _concerned), reconcile=reconcile, delay=0.05)
