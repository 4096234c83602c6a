"""Small changes to frozen objects, and where they stand."""

from __future__ import annotations

from typing import Any, TypeVar

from tutor.api.discovery import ObjectReference
from tutor.api.kinds import kind_of
from tutor.api.meta import OwnerReference
from tutor.cluster.store import Key
from tutor.values import make, replace

__all__ = ["amend", "controller_of", "key_of", "owner_reference", "reference_to", "replace"]

T = TypeVar("T")


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
    return make(OwnerReference)(
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


def reference_to(obj: Any, field_path: str = "") -> ObjectReference:
    """How an event names the object, and the part of it, that it is about."""
    kind, meta = kind_of(obj), obj.metadata
    return ObjectReference(
        kind=kind.kind,
        namespace=meta.namespace,
        name=meta.name,
        uid=meta.uid,
        api_version=kind.api_version,
        resource_version=meta.resource_version,
        field_path=field_path,
    )
