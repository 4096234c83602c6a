"""API types to JSON: what is empty stays out unless Go's json tag keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, NamedTuple

from tutor.api.codec.shapes import FieldPlan, plan
from tutor.api.kinds import kind_of
from tutor.values import reader

_PLAIN = frozenset({str, int, bool, float, type(None)})


class _Row(NamedTuple):
    name: str
    kept: bool
    pointer: bool
    struct_default: Any
    plain: bool


def encode(obj: Any) -> dict[str, Any]:
    """Write a whole object, `apiVersion` and `kind` first."""
    kind = kind_of(obj)
    return {"apiVersion": kind.api_version, "kind": kind.kind, **_encode_struct(obj)}


def encode_part(value: Any) -> Any:
    """Write a struct, list, map or scalar that is part of an object."""
    type_: type = type(value)
    if type_ in _PLAIN:
        return value
    if _is_struct(type_):
        return _encode_struct(value)
    if isinstance(value, tuple | list):
        return [encode_part(item) for item in value]
    if type_ is dict or isinstance(value, Mapping):
        return {name: encode_part(value[name]) for name in sorted(value)}
    return value


@cache
def _is_struct(type_: type) -> bool:
    return is_dataclass(type_)


def _encode_struct(value: Any) -> dict[str, Any]:
    type_: type = type(value)
    out: dict[str, Any] = {}
    reads, rows = _rows(type_)
    for (name, kept, pointer, struct_default, plain), item in zip(rows, reads(value), strict=True):
        if not kept and (item is None if pointer else not item or item == struct_default):
            continue
        # Go writes a nil slice that has no omitempty as null, and storage turns empty slices into nil ones.
        out[name] = item if plain else encode_part(item) if item != () else None
    return out


@cache
def _rows(type_: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[_Row, ...]]:
    """What reads all fields of a struct at once, and how each is written."""
    fields = tuple(plan(type_).values())
    return reader(tuple(one.attribute for one in fields)), tuple(map(_row, fields))


def _row(one: FieldPlan) -> _Row:
    return _Row(
        name=one.name,
        kept=one.kept,
        pointer=one.pointer,
        struct_default=one.default if one.shape.struct is not None and not one.shape.raw else None,
        plain=one.shape.kind == "scalar" or one.shape.raw,
    )
