"""What kubectl's own schema says of lists, which it validates itself because the server takes none."""

from __future__ import annotations

from tutor.api.kinds import KINDS
from tutor.api.quoting import quote
from tutor.manifest import Json

_LIST_META = ("continue", "remainingItemCount", "resourceVersion", "selfLink", "shardInfo")
_FIELDS = ("apiVersion", "items", "kind", "metadata")
_SCHEMA_GROUPS = {"": "core", "discovery.k8s.io": "discovery"}


def list_faults(value: dict[str, Json]) -> list[str]:
    """Faults of a `ServiceList` and the like, in the words of kubectl's OpenAPI validation; other kinds have none."""
    word = str(value["kind"])
    row = next((row for row in KINDS if (f"{row.kind}List", row.api_version) == (word, value["apiVersion"])), None)
    if row is None:
        return []
    group = _SCHEMA_GROUPS.get(row.group, row.group)
    model = f"io.k8s.api.{group}.{row.version}.{word}"
    metadata = value.get("metadata")
    faults = [
        _unknown(f"{word}.metadata", name, "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")
        for name in sorted(metadata if isinstance(metadata, dict) else ())
        if name not in _LIST_META
    ]
    faults += [_unknown(word, name, model) for name in sorted(value) if name not in _FIELDS]
    if "items" not in value:
        faults.append(f'ValidationError({word}): missing required field "items" in {model}')
    return faults


def _unknown(place: str, name: str, model: str) -> str:
    return f"ValidationError({place}): unknown field {quote(name)} in {model}"
