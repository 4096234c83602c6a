"""Under which name kubectl's commands write fields, and what it hides of who manages them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tutor.kubectl.command import Command
from tutor.kubectl.flags import Parsed

SERVER_SIDE, CLIENT_SIDE, LAST_APPLIED = "kubectl", "kubectl-client-side-apply", "kubectl-last-applied"
_NAMES: Mapping[str, str] = MappingProxyType({"apply": CLIENT_SIDE, "scale": "kubectl", "cordon": "kubectl"})


def field_manager(command: Command, parsed: Parsed) -> str:
    """The name that was typed, or `kubectl-create` and the like."""
    verb = (command.path.split() or [""])[1:2]
    word = verb[0] if verb else command.name
    return str(parsed.values.get("field-manager") or "") or _NAMES.get(word, f"kubectl-{word}")


def without_manager(body: dict[str, Any]) -> dict[str, Any]:
    """An object's JSON, or a list's, without managedFields. Mirrors OmitManagedFieldsPrinter."""
    items = body.get("items")
    if isinstance(items, list):
        body = {**body, "items": [without_manager(one) if isinstance(one, dict) else one for one in items]}
    metadata = body.get("metadata")
    if not isinstance(metadata, dict) or "managedFields" not in metadata:
        return body
    return {**body, "metadata": {name: value for name, value in metadata.items() if name != "managedFields"}}


def without_managers(bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Several objects without managedFields."""
    return [without_manager(body) for body in bodies]


def applies_annotation(body: dict[str, Any], annotation: str) -> bool:
    """Whether some manager applies an annotation."""
    entries: list[dict[str, Any]] = body["metadata"].get("managedFields") or []
    rows = (one["fieldsV1"].get("f:metadata", {}) for one in entries if one["operation"] == "Apply")
    return any(f"f:{annotation}" in row.get("f:annotations", {}) for row in rows)


def migrated(body: dict[str, Any]) -> list[dict[str, Any]] | None:
    """ManagedFields when kubectl's server side takes over what its client side applied; None when that has nothing.

    Mirrors csaupgrade.UpgradeManagedFields.
    """
    entries: list[dict[str, Any]] = list(body["metadata"].get("managedFields") or [])
    old = [one for one in entries if (one["manager"], one["operation"]) == (CLIENT_SIDE, "Update")]
    own = [one for one in entries if (one["manager"], one["operation"]) == (SERVER_SIDE, "Apply")]
    if not old or not own:
        return None
    fields = own[0]["fieldsV1"]
    for one in old:
        fields = _union(fields, one["fieldsV1"])
    return [{**one, "fieldsV1": fields} if one is own[0] else one for one in entries if one not in old]


def _union(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both FieldsV1 together; a leaf that has parts elsewhere stays a member of its own."""
    if not one or not other:
        return {".": {}, **one, **other} if one or other else {}
    return {
        name: _union(one[name], other[name]) if name in one and name in other else {**one, **other}[name]
        for name in sorted({*one, *other})
    }
