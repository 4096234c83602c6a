"""What apiextensions says of a custom object whose JSON does not have the form that its definition asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec.shapes import Shape, plan
from tutor.api.errors import ErrorType, FieldError, FieldPath, required
from tutor.api.kinds import Kind
from tutor.api.wire import Json

_REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "IPAddressPool": ("spec",),
        "IPAddressPoolSpec": ("addresses",),
        "LabelSelectorRequirement": ("key", "operator"),
    }
)
_TYPES: Mapping[str, str] = MappingProxyType({"bool": "boolean", "int32": "integer", "int64": "integer"})


def schema_errors(kind: Kind, body: Mapping[str, Json]) -> tuple[FieldError, ...]:
    """Every field of a body that is missing or of another type; metadata has rules of its own."""
    checked = {name: value for name, value in body.items() if name != "metadata"}
    return tuple(_check_struct(kind.type, checked, None))


def _check(shape: Shape, value: Json, path: FieldPath) -> Iterator[FieldError]:
    wanted = {"struct": "object", "map": "object", "list": "array"}.get(shape.kind) or _TYPES.get(shape.go, "string")
    found = _json_type(value)
    if found != wanted and not (wanted == "number" and found == "integer"):
        words = f'{path.text} in body must be of type {wanted}: "{found}"'
        yield FieldError(ErrorType.TYPE_INVALID, path, found, words)
    elif shape.struct is not None:
        yield from _check_struct(shape.struct, value, path)
    elif shape.item is not None and shape.kind == "list":
        for at, item in enumerate(value):
            yield from _check(shape.item, item, path / at)
    elif shape.item is not None:
        for name in sorted(value):
            yield from _check(shape.item, value[name], path / name)


def _check_struct(struct: type, value: Mapping[str, Json], path: FieldPath | None) -> Iterator[FieldError]:
    for name in _REQUIRED.get(struct.__name__, ()):
        if name not in value:
            yield required(_below(path, name))
    rows = plan(struct)
    for name in sorted(value):
        if name in rows:
            yield from _check(rows[name].shape, value[name], _below(path, name))


def _below(path: FieldPath | None, name: str) -> FieldPath:
    return FieldPath(name) if path is None else path / name


def _json_type(value: Any) -> str:
    """OpenAPI's word for the type of a JSON value."""
    if value is None:
        return "null"
    for type_, word in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, type_):
            return word
    return "object"
