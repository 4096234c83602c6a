"""Small changes to frozen objects, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from tutor.api.discovery import ObjectReference
from tutor.api.kinds import kind_of
from tutor.api.meta import OwnerReference
from tutor.cluster.store import Key

T = TypeVar("T")


@cache
def _slots(type_: Hashable) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]], ...]:
    rows = ((field.name, vars(type_)[field.name]) for field in fields(type_))  # type: ignore[arg-type]
    return tuple((name, slot.__get__, slot.__set__) for name, slot in rows)


def replace(obj: T, /, **changes: Any) -> T:
    """What dataclasses.replace gives for frozen, slotted objects, at a fraction of its price."""
    new: T = object.__new__(type(obj))
    left = len(changes)
    for name, read, write in _slots(type(obj)):  # type: ignore[arg-type]
        if left and name in changes:
            write(new, changes[name])
            left -= 1
        else:
            write(new, read(obj))
    if left:
        raise TypeError(sorted(changes))
    return new


def amend(obj: T, **changes: Any) -> T:
    """The object with other metadata."""
    return replace(obj, metadata=replace(obj.metadata, **changes))  # type: ignore[attr-defined]


def key_of(obj: Any) -> Key:
    """Where an object stands in the store."""
    meta = obj.metadata
    return Key(kind=type(obj).__name__, namespace=meta.namespace, name=meta.name)


def owner_reference(owner: Any) -> OwnerReference:
    """The reference by which a controller's object names its owner."""
    kind = kind_of(owner)
    return OwnerReference(
        api_version=kind.api_version,
        kind=kind.kind,
        name=owner.metadata.name,
        uid=owner.metadata.uid,
        controller=True,
        block_owner_deletion=True,
    )


def controller_of(obj: Any) -> OwnerReference | None:
    """The owner that controls an object."""
    return next((owner for owner in obj.metadata.owner_references if owner.controller), None)


def reference_to(obj: Any) -> ObjectReference:
    """How an event names the object it is about."""
    kind, meta = kind_of(obj), obj.metadata
    return ObjectReference(
        kind=kind.kind,
        namespace=meta.namespace,
        name=meta.name,
        uid=meta.uid,
        api_version=kind.api_version,
        resource_version=meta.resource_version,
    )
