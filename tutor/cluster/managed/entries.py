"""The managers of an object, as metadata.managedFields keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from tutor.cluster.managed.paths import FieldSet, read_fields, write_fields
from tutor.values import frozen

Operation = Literal["Apply", "Update"]


class Manager(NamedTuple):
    """Who wrote, and how; an applier is the same whatever version it used."""

    name: str
    operation: Operation
    api_version: str
    subresource: str = ""

    @property
    def shown(self) -> str:
        """The manager in the words of a conflict. Mirrors printManager."""
        words = f'"{self.name}"'
        if self.subresource:
            words += f' with subresource "{self.subresource}"'
        return f"{words} using {self.api_version}" if self.operation == "Update" else words


@frozen
class Owned:
    """What a manager has, since when."""

    fields: FieldSet
    time: str


Managers = dict[Manager, Owned]


def read_managers(entries: Any) -> Managers:
    """The managers of an object's managedFields; rows that cannot be read are left out."""
    found: Managers = {}
    for row in entries if isinstance(entries, list) else ():
        if isinstance(row, dict) and row.get("operation") in ("Apply", "Update"):
            texts = (row.get(name) or "" for name in ("manager", "operation", "apiVersion", "subresource"))
            manager = Manager(*map(str, texts))  # type: ignore[arg-type]
            found[manager] = Owned(fields=read_fields(row.get("fieldsV1")), time=str(row.get("time") or ""))
    return found


def write_managers(managers: Managers) -> list[dict[str, Any]]:
    """ManagedFields in the server's order: appliers first, then by time and name."""
    rows: Iterable[tuple[Manager, Owned]] = (row for row in managers.items() if row[1].fields)
    ordered = sorted(rows, key=lambda row: (row[0].operation, row[1].time, row[0].name, *row[0][2:]))
    return [_entry(manager, owned) for manager, owned in ordered]


def _entry(manager: Manager, owned: Owned) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "manager": manager.name,
        "operation": manager.operation,
        "apiVersion": manager.api_version,
        "time": owned.time,
        "fieldsType": "FieldsV1",
        "fieldsV1": write_fields(owned.fields),
    }
    return {**entry, "subresource": manager.subresource} if manager.subresource else entry
