"""Puts an object's fields into the order in which Go declares them, as kubectl writes what it made itself."""

from __future__ import annotations

from typing import Any

from tutor.api.codec.shapes import Shape, plan
from tutor.api.kinds import Kind


def in_go_order(kind: Kind, body: dict[str, Any]) -> dict[str, Any]:
    """The body of an object of a kind: `kind` and `apiVersion` first, maps sorted."""
    head = {name: body[name] for name in ("kind", "apiVersion") if name in body}
    return head | _struct(kind.type, {name: value for name, value in body.items() if name not in head})


def _struct(type_: type, value: dict[str, Any]) -> dict[str, Any]:
    rows = plan(type_)
    known = {name: _shaped(row.shape, value[name]) for name, row in rows.items() if name in value}
    return known | {name: value[name] for name in value if name not in known}


def _shaped(shape: Shape, value: Any) -> Any:
    if shape.struct is not None and isinstance(value, dict):
        return _struct(shape.struct, value)
    if isinstance(value, list):
        return [value_ if shape.item is None else _shaped(shape.item, value_) for value_ in value]
    if isinstance(value, dict):
        return {key: value[key] if shape.item is None else _shaped(shape.item, value[key]) for key in sorted(value)}
    return value
