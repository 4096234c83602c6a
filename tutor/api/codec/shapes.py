"""What the dataclasses say of each field, found once a class: JSON name, shape and when it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from tutor.api.forms import Form, FormRow
from tutor.api.wire import json_name
from tutor.values import frozen

# Go spells these types otherwise than we do, because two packages of Go may use one name.
GO_NAMES = {
    "CoreEndpointPort": "EndpointPort",
    "RollingUpdateStatefulSet": "RollingUpdateStatefulSetStrategy",
}
_REFERENCES = (
    *("ConfigMapEnvSource", "ConfigMapKeySelector", "ConfigMapProjection", "ConfigMapVolumeSource"),
    *("SecretEnvSource", "SecretKeySelector", "SecretProjection"),
)
# Structs that hold some of their fields in another, which has no name in JSON: its name in Go, and those of the fields.
_EMBEDDED: Mapping[str, tuple[str, frozenset[str]]] = {
    "Probe": ("ProbeHandler", frozenset(("exec", "httpGet", "tcpSocket", "grpc"))),
    **dict.fromkeys(_REFERENCES, ("LocalObjectReference", frozenset(("name",)))),
}
# Structs that hold all fields but one there.
_MOSTLY_EMBEDDED: Mapping[str, tuple[str, str]] = {
    "Volume": ("VolumeSource", "name"),
    "EphemeralContainer": ("EphemeralContainerCommon", "targetContainerName"),
}

ShapeKind = Literal["scalar", "struct", "list", "map"]


@frozen
class Shape:
    """The form of a value; `go` is Go's name of the type, `item` what a list or map holds.

    A `raw` value is checked against its shape and kept as JSON, for nobody here works with its parts.
    """

    kind: ShapeKind
    go: str
    struct: type | None = None
    item: Shape | None = None
    raw: bool = False


@frozen
class FieldPlan:
    """One field; `pointer` means that absent differs from empty, `kept` that empty is written too."""

    attribute: str
    name: str
    shape: Shape
    pointer: bool
    kept: bool
    default: Any


def struct_name(type_: type) -> str:
    """Go's name of a struct, without its package."""
    return GO_NAMES.get(type_.__name__, type_.__name__)


def go_names(struct: type, field: str) -> tuple[str, ...]:
    """What Go's decoder names on the way to a field: the embedded struct that holds it, if any, and the field."""
    name = struct_name(struct)
    if name in _MOSTLY_EMBEDDED:
        holder, own = _MOSTLY_EMBEDDED[name]
        return (field,) if field == own else (holder, field)
    holder, held = _EMBEDDED.get(name, ("", frozenset()))
    return (holder, field) if field in held else (field,)


@cache
def plan(type_: type) -> Mapping[str, FieldPlan]:
    """Every field of a dataclass or form by its JSON name, in the order of declaration."""
    if issubclass(type_, Form):
        inherited = plan(type_.base) if type_.base is not None else {}
        given = {name: replace(row, attribute=name) for name, row in inherited.items()}
        return given | {row.name: _row_plan(row) for row in type_.rows()}
    hints, declared = get_type_hints(type_, include_extras=True), cast("Any", type_)
    rows = (_field_plan(one, hints[one.name]) for one in fields(declared))
    return {row.name: row for row in rows}


def _row_plan(row: FormRow) -> FieldPlan:
    shape = _plain_shape(row.struct) if row.struct is not None else Shape(kind="scalar", go=row.go)
    if row.many == "list":
        shape = Shape(kind="list", go=f"[]{shape.go}", item=shape)
    elif row.many == "map":
        shape = Shape(kind="map", go=_map_name(shape.go), item=shape)
    return FieldPlan(
        attribute=row.name, name=row.name, shape=shape, pointer=row.pointer, kept=row.kept, default=row.zero
    )


def _field_plan(one: Field[Any], hint: Any) -> FieldPlan:
    shape, pointer = _shape(hint)
    default = one.default if one.default is not MISSING else {}
    return FieldPlan(
        attribute=one.name,
        name=one.metadata.get("json") or json_name(one.name),
        shape=shape,
        pointer=pointer,
        kept=bool(one.metadata.get("kept")),
        default=default,
    )


def _shape(hint: Any) -> tuple[Shape, bool]:
    """The shape of a hint and whether None is one of its values."""
    if get_origin(hint) in (Union, UnionType):
        members = tuple(member for member in get_args(hint) if member is not NoneType)
        if len(members) < len(get_args(hint)):
            inner = members[0] if len(members) == 1 else Union[members]  # noqa: UP007 - built at run time
            return _shape(inner)[0], True
    return _plain_shape(hint), False


def _plain_shape(hint: Any) -> Shape:
    origin = get_origin(hint)
    if origin is Annotated:
        _, go, *checked = get_args(hint)
        return replace(_shape(checked[0])[0], raw=True) if checked else Shape(kind="scalar", go=go)
    if origin is tuple:
        item = _plain_shape(get_args(hint)[0])
        return Shape(kind="list", go=f"[]{item.go}", item=item)
    if origin is not None and issubclass(origin, Mapping):
        item = _plain_shape(get_args(hint)[1])
        return Shape(kind="map", go=_map_name(item.go), item=item)
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Form)):
        return Shape(kind="struct", go=f"v1.{struct_name(hint)}", struct=hint)
    return Shape(kind="scalar", go={str: "string", bool: "bool", int: "int", float: "float64"}[hint])


def _map_name(item: str) -> str:
    names = {"quantity": "v1.ResourceList", "bytes": "map[string][]uint8"}
    return names.get(item, f"map[string]{item}")
