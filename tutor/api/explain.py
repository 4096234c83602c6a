"""Finds a field's type, facts and the key of its words: one answer for explain, hover, completion and packs."""

from __future__ import annotations

from tutor.api.codec.shapes import FieldPlan, Shape, plan
from tutor.api.facts import FACTS
from tutor.api.facts.model import Facts
from tutor.api.kinds import Kind
from tutor.values import frozen

_NO_FACTS = Facts()
_NAMES = {"intstr": "IntOrString", "int32": "integer", "int64": "integer", "bool": "boolean", "time": "Time"}
_FREE = {"opaque": "Object", "quantity": "Quantity", "microtime": "MicroTime"}


@frozen
class FieldHelp:
    """One field: `key` finds its words, `type` is spelled as kubectl explain does, `fields` are the names below it."""

    key: str
    name: str
    type: str
    facts: Facts
    fields: tuple[FieldHelp, ...] = ()


def explain(kind: Kind, path: tuple[str | int, ...]) -> FieldHelp | None:
    """Explain the field at a path of a kind's objects; list positions do not matter. None where there is no such field.

    The empty path gives the kind itself, with all of its fields.
    """
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return FieldHelp(
            key=f"kind.{kind.kind}", name=kind.kind, type="Object", facts=_NO_FACTS, fields=explain_type(kind.type)
        )
    owner: type | None = kind.type
    found: FieldPlan | None = None
    for name in names:
        if owner is None or name not in plan(owner):
            return None
        found = plan(owner)[name]
        last_owner, owner = owner, _struct(found.shape)
    assert found is not None  # noqa: S101 - names is not empty
    return _help(last_owner, found, explain_type(owner) if owner else ())


def explain_type(owner: type) -> tuple[FieldHelp, ...]:
    """Explain every field of a type, by name."""
    return tuple(_help(owner, row, ()) for _, row in sorted(plan(owner).items()))


def _help(owner: type, row: FieldPlan, below: tuple[FieldHelp, ...]) -> FieldHelp:
    key = f"{owner.__name__}.{row.name}"
    if key not in FACTS and "metadata" in plan(owner):
        key = f"Object.{row.name}"  # what all objects have
    return FieldHelp(key=key, name=row.name, type=_type_name(row.shape), facts=FACTS.get(key, _NO_FACTS), fields=below)


def _struct(shape: Shape) -> type | None:
    """The dataclass that a shape holds, through lists and maps."""
    return _struct(shape.item) if shape.item else shape.struct


def _type_name(shape: Shape) -> str:
    """A type as `kubectl explain` writes it: `[]ServicePort`, `map[string]string`, `integer`."""
    if shape.item:
        prefix = "[]" if shape.kind == "list" else "map[string]"
        return prefix + _type_name(shape.item)
    if shape.struct:
        return shape.go.removeprefix("v1.")
    # Go gives closed sets of words types of their own; to whoever writes YAML they are text.
    named = "string" if shape.go.startswith("v1.") else shape.go
    return _NAMES.get(shape.go) or _FREE.get(shape.go) or named
