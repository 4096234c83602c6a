"""What becomes of the managers of an object when somebody creates, updates or patches it."""

from __future__ import annotations

from functools import cache
from typing import Any

from tutor.api.codec import encode, encode_part
from tutor.api.codec.shapes import plan
from tutor.api.kinds import Kind
from tutor.cluster.encodings import Encodings
from tutor.cluster.managed.entries import Manager, Managers, Owned, read_managers, write_managers
from tutor.cluster.managed.forms import root
from tutor.cluster.managed.paths import NOTHING, FieldSet, Path
from tutor.cluster.managed.walk import Comparison, compare
from tutor.cluster.objects import amend
from tutor.values import frozen

_STRIPPED = frozenset(
    {
        (),
        ("f:apiVersion",),
        ("f:kind",),
        ("f:metadata",),
        *(
            ("f:metadata", f"f:{name}")
            for name in (
                "name",
                "namespace",
                "creationTimestamp",
                "selfLink",
                "uid",
                "generation",
                "managedFields",
                "resourceVersion",
            )
        ),
    }
)


@frozen
class Writer:
    """Who writes, when, and to which part of an object."""

    manager: str
    time: str
    subresource: str = ""


def track(kind: Kind, new: Any, old: Any | None, writer: Writer, encodings: Encodings) -> Any:
    """The object with its managers as they are after a write; without a manager nobody gets or loses a field."""
    given = new.metadata.managed_fields
    entries = given if given is not None else old.metadata.managed_fields if old is not None else None
    if not writer.manager:
        return new if entries is given else amend(new, managed_fields=entries)
    before = empty(kind) if old is None else content(encodings.of(old))
    changes = compare(root(kind.type), before, content(encode(new)))
    manager = Manager(writer.manager, "Update", kind.api_version, writer.subresource)
    managers = taken(read_managers(entries), manager, changes)
    added = keepable(changes.changed, writer.subresource)
    mine = managers.get(manager)
    fields = (mine.fields if mine else NOTHING) - changes.removed | added
    time = writer.time if added or mine is None else mine.time
    return amend(new, managed_fields=write_managers({**managers, manager: Owned(fields=fields, time=time)}))


def taken(managers: Managers, by: Manager, changes: Comparison) -> Managers:
    """The managers when all others have lost what a writer has changed or removed."""
    lost = changes.changed | changes.removed
    return {one: _less(owned, NOTHING if one == by else lost) for one, owned in managers.items()}


def _less(owned: Owned, lost: FieldSet) -> Owned:
    return Owned(fields=owned.fields - lost, time=owned.time) if owned.fields & lost else owned


def keepable(paths: FieldSet, subresource: str = "") -> FieldSet:
    """The paths that can have a manager: not the server's own, nor what this way of writing does not reach."""
    return frozenset(path for path in paths if path not in _STRIPPED and _reaches(path, subresource))


def _reaches(path: Path, subresource: str) -> bool:
    """Mirrors GetResetFields: status is written by its subresource alone."""
    return (path[0] == "f:status") == (subresource == "status") or (subresource == "status" and path[0] == "f:metadata")


def content(body: dict[str, Any]) -> dict[str, Any]:
    """An object's JSON without what has no manager."""
    return {name: value for name, value in body.items() if name not in ("apiVersion", "kind")}


@cache
def empty(kind: Kind) -> dict[str, Any]:
    """A new object as Go has it before anything is filled in: structs that are no pointers are always there."""
    return content({**encode(kind.type()), **_zero(kind.type)})


@cache
def _zero(struct: type) -> dict[str, Any]:
    rows = plan(struct).items()
    inner = {name: _zero(row.shape.struct) for name, row in rows if row.shape.struct is not None and not row.pointer}
    return {**encode_part(struct()), **inner}
