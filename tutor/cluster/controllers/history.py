"""ControllerRevisions: the templates that a StatefulSet or DaemonSet has had, numbered in the order of their use."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from tutor.api.codec import decode_part, encode_part
from tutor.api.kinds import CONTROLLER_REVISION
from tutor.api.meta import ObjectMeta
from tutor.api.pod import PodTemplateSpec
from tutor.api.workloads import ControllerRevision
from tutor.cluster import deletion
from tutor.cluster.control import Plane
from tutor.cluster.hashes import encode_safe, fnv32
from tutor.cluster.indexes import OWNED
from tutor.cluster.objects import controller_of, owner_reference, replace
from tutor.cluster.store import Key, Store

Revisions = tuple[ControllerRevision, ...]
Named = Callable[[int], ControllerRevision]
HASH_LABEL = "controller.kubernetes.io/hash"
_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_LONGEST_PREFIX = 223


def revisions_of(store: Store, owner: Any) -> Revisions:
    """The revisions that an object controls, in order. Mirrors SortControllerRevisions."""
    found = (one for one in store.by(OWNED, owner.metadata.uid) if isinstance(one, ControllerRevision))
    owned = [one for one in found if (controller := controller_of(one)) and controller.uid == owner.metadata.uid]
    return tuple(sorted(owned, key=lambda one: (one.revision, one.metadata.creation_timestamp, one.metadata.name)))


def data_of(owner: Any) -> dict[str, Any]:
    """What a revision keeps of the present template. Mirrors getPatch."""
    return {"spec": {"template": {**encode_part(owner.spec.template), "$patch": "replace"}}}


def template_of(revision: ControllerRevision) -> PodTemplateSpec | None:
    """The template that a revision keeps; None when somebody wrote something else into it. Mirrors ApplyRevision."""
    value = revision.data
    for name in ("spec", "template"):
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    read = decode_part(PodTemplateSpec, {name: part for name, part in value.items() if name != "$patch"})
    return None if read.faults or not isinstance(read.object, PodTemplateSpec) else read.object


def data_hash(data: dict[str, Any], collisions: int) -> str:
    """Mirrors HashControllerRevision."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False, sort_keys=True).translate(_HTML)
    return encode_safe(fnv32(f"{text}{collisions}"))


def new_revision(owner: Any, number: int, hash_: str, label: str) -> ControllerRevision:
    """A revision of the present template; `label` is where the hash stands. Mirrors NewControllerRevision."""
    meta = ObjectMeta(
        name=f"{owner.metadata.name[:_LONGEST_PREFIX]}-{hash_}",
        namespace=owner.metadata.namespace,
        labels={**owner.spec.template.metadata.labels, label: hash_},
        annotations=owner.metadata.annotations,
        owner_references=(owner_reference(owner),),
    )
    return ControllerRevision(metadata=meta, data=data_of(owner), revision=number)


def take_up(plane: Plane, found: Revisions, collisions: int, named: Named) -> tuple[ControllerRevision, int]:
    """The revision of the present template, made or renumbered as need be, and the collisions of names so far.

    `named` makes it with a name for a number of collisions.
    """
    wanted = named(collisions)
    same = [one for one in found if one.data == wanted.data]
    if same:
        if same[-1] is found[-1]:
            return found[-1], collisions
        return plane.server.registry.update(replace(same[-1], revision=wanted.revision)), collisions
    while (other := plane.store.get(_key(wanted))) is not None:
        if other.data == wanted.data:
            return other, collisions
        collisions += 1
        wanted = named(collisions)
    return plane.server.insert(wanted), collisions


def truncate(plane: Plane, old: Revisions, live: Collection[str], limit: int | None) -> None:
    """Delete the oldest revisions that no pod uses, beyond as many as are to be kept. Mirrors truncateHistory."""
    idle = [one for one in old if one.metadata.name not in live]
    keep = 10 if limit is None else limit
    for one in idle[: max(0, len(idle) - keep)] if keep >= 0 else ():
        deletion.delete(plane.server.registry, one, "Background", None)


def next_number(found: Revisions) -> int:
    """The number after the last."""
    return found[-1].revision + 1 if found else 1


def _key(one: ControllerRevision) -> Key:
    return Key(kind=CONTROLLER_REVISION.kind, namespace=one.metadata.namespace, name=one.metadata.name)
