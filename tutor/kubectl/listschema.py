"""What kubectl's own OpenAPI validation says of lists, which it has to check itself because the server takes none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec.shapes import Shape, plan, struct_name
from tutor.api.kinds import KINDS, Kind
from tutor.api.quoting import quote
from tutor.kubectl.schemafacts import REQUIRED
from tutor.manifest import Json

NO_OBJECT = "invalid object to validate"
_LIST_META = ("continue", "remainingItemCount", "resourceVersion", "selfLink", "shardInfo")
_META = "io.k8s.apimachinery.pkg.apis.meta.v1"
_PACKAGES: Mapping[str, str] = MappingProxyType(
    {"discovery": "io.k8s.api.core.v1", "workloads": "io.k8s.api.apps.v1", "meta": _META}
)
_DISCOVERY = frozenset(
    ("EndpointSlice", "Endpoint", "EndpointPort", "EndpointConditions", "EndpointHints", "ForZone", "ForNode")
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {"bool": "boolean", "int32": "integer", "int64": "integer", "float64": "number"}
)


def kind_faults(value: Json) -> list[str]:
    """Why an object does not say what it is. Mirrors getObjectKind."""
    if not isinstance(value, dict):
        return [NO_OBJECT]
    return [
        f"{name} not set" if value.get(name) is None else f"{name} isn't string type"
        for name in ("apiVersion", "kind")
        if not isinstance(value.get(name), str)
    ]


def list_faults(value: dict[str, Json]) -> list[str]:
    """Faults of a `List`, a `ServiceList` and the like; the server itself judges other kinds."""
    word, version = str(value["kind"]), str(value["apiVersion"])
    if (version, word) == ("v1", "List"):
        items = value.get("items")
        return [fault for item in items for fault in _item_faults(item)] if isinstance(items, list) else [NO_OBJECT]
    row = next((row for row in KINDS if (f"{row.kind}List", row.api_version) == (word, version)), None)
    return [] if row is None else list(_check_list(row, value))


def _item_faults(item: Json) -> list[str]:
    faults = kind_faults(item)
    if faults or not isinstance(item, dict):
        return faults
    row = next((row for row in KINDS if (row.kind, row.api_version) == (item["kind"], item["apiVersion"])), None)
    return [] if row is None else list(_check_struct(row.type, item, row.kind, whole=True))


def _check_list(row: Kind, value: dict[str, Json]) -> Iterator[str]:
    """The model of a list: its items are a kind's, its metadata a list's."""
    word = f"{row.kind}List"
    model = _model(row.type) + "List"
    for name in sorted(value):
        place, item = f"{word}.{name}", value[name]
        if item is None:
            continue
        if name == "metadata" and isinstance(item, dict):
            unknown = (one for one in sorted(item) if one not in _LIST_META and item[one] is not None)
            yield from (_fault(place, f"unknown field {quote(one)} in {_META}.ListMeta") for one in unknown)
        elif name == "metadata":
            yield _fault(place, _mismatch(f"{_META}.ListMeta", item, "map"))
        elif name == "items":
            shape = Shape(kind="list", go="", item=Shape(kind="struct", go="", struct=row.type))
            yield from _check(shape, item, place, f"{model}.items", whole=True)
        elif name not in ("apiVersion", "kind"):
            yield _fault(word, f"unknown field {quote(name)} in {model}")
    if value.get("items") is None:
        yield _fault(word, f'missing required field "items" in {model}')


def _check(shape: Shape, value: Any, place: str, model: str, *, whole: bool = False) -> Iterator[str]:
    """One value against its schema, which `model` names; `whole` items may say their kind."""
    if shape.struct is not None:
        if isinstance(value, dict):
            yield from _check_struct(shape.struct, value, place, whole=whole)
        else:
            yield _fault(place, _mismatch(_model(shape.struct), value, "map"))
    elif shape.item is not None:
        yield from _check_items(shape, shape.item, value, place, model, whole=whole)
    elif shape.go != "opaque":
        yield from _check_scalar(_TYPES.get(shape.go, "string"), value, place, model)


def _check_items(shape: Shape, item: Shape, value: Any, place: str, model: str, *, whole: bool) -> Iterator[str]:
    wanted = "array" if shape.kind == "list" else "map"
    if _type_of(value) != wanted:
        yield _fault(place, _mismatch(model, value, wanted))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            if one is None:
                yield _fault(place, f'unknown object type "nil" in {place}[{at}]')
            else:
                yield from _check(item, one, f"{place}[{at}]", model, whole=whole)
    else:
        for name in sorted(value):
            if value[name] is not None:
                yield from _check(item, value[name], f"{place}.{name}", model)


def _check_scalar(wanted: str, value: Any, place: str, model: str) -> Iterator[str]:
    found = _type_of(value)
    numbers = wanted in ("integer", "number") and found in ("integer", "number")
    if not numbers and (found in ("array", "map") or wanted not in ("string", found)):
        yield _fault(place, _mismatch(model, value, wanted))


def _check_struct(struct: type, value: dict[str, Any], place: str, *, whole: bool = False) -> Iterator[str]:
    """Mirrors VisitKind: each field by name, then what has to be there."""
    rows, model = plan(struct), _model(struct)
    for name in sorted(value):
        if value[name] is None or (whole and name in ("apiVersion", "kind")):
            continue
        if name in rows:
            yield from _check(rows[name].shape, value[name], f"{place}.{name}", f"{model}.{name}")
        else:
            yield _fault(place, f"unknown field {quote(name)} in {model}")
    for name in REQUIRED.get(struct.__name__, ()):
        if value.get(name) is None and name in rows:
            yield _fault(place, f"missing required field {quote(name)} in {model}")


def _fault(place: str, words: str) -> str:
    return f"ValidationError({place}): {words}"


def _mismatch(model: str, value: Any, wanted: str) -> str:
    return f"invalid type for {model}: got {quote(_type_of(value))}, expected {quote(wanted)}"


def _model(struct: type) -> str:
    """OpenAPI's name of a struct."""
    if struct.__name__ in _DISCOVERY:
        return f"io.k8s.api.discovery.v1.{struct_name(struct)}"
    package = _PACKAGES.get(struct.__module__.rpartition(".")[2], "io.k8s.api.core.v1")
    return f"{package}.{struct_name(struct)}"


def _type_of(value: Any) -> str:
    for type_, word in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, type_):
            return word
    return "map"
