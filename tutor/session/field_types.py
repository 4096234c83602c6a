"""Finds the field at a path, and compares the type that belongs there with the value that stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor import words
from tutor.api.explain import FieldHelp, explain
from tutor.api.kinds import Kind
from tutor.api.wire import Path

_PLAIN = frozenset(("IntOrString", "Quantity", "Time", "MicroTime"))


def nearest_field(kind: Kind, path: Path) -> tuple[Path, FieldHelp] | None:
    """The field at a path, or the map that holds the entry there; None where the kind has neither."""
    found = explain(kind, path)
    if found is None and len(path) > 1:
        path = path[:-1]
        found = explain(kind, path)
        found = found if found is not None and found.type.startswith("map[") else None
    return None if found is None or not path else (path, found)


def phrase(locale: str, facts_text: str) -> str:
    """Say a default or a limit in a language; what is only numbers and names stands as it is."""
    id_ = f"assist.fact.{facts_text}"
    return words.text(locale, id_) if words.known(id_) else facts_text


def wanted(kind: Kind, path: Path) -> str:
    """The type that belongs at a path, also of a map's entry or a list's item."""
    found = nearest_field(kind, path)
    if found is None:
        return ""
    type_ = found[1].type
    if len(found[0]) < len(path):
        return type_.removeprefix("map[string]")
    return type_.removeprefix("[]") if path and isinstance(path[-1], int) else type_


def misfit(type_: str, value: Any, seen: str) -> str:
    """Name what is wrong with a value's type; `seen` is its text."""
    if type_ == "string" and isinstance(value, bool | int | float):
        return "text-wanted.truth" if isinstance(value, bool) else "text-wanted.number"
    if type_ == "integer":
        quoted = isinstance(value, str) and value.isdecimal() and seen[:1] in ("'", '"')
        return "number-wanted" if quoted else "type.integer"
    if type_ == "boolean":
        return "type.boolean"
    if type_.startswith("[]"):
        return "type.list"
    struct = type_[:1].isupper() and type_ not in _PLAIN
    return "type.map" if struct or type_.startswith("map[") else "type"


def elsewhere(kind: Kind, path: Path, name: str) -> Iterator[str]:
    """Places near by that have a field of this name: beside the owners of the path, or one step below them."""
    for length in range(len(path) - 1, -1, -1):
        owner = explain(kind, path[:length])
        names = ".".join(str(part) for part in path[:length] if isinstance(part, str))
        for one in owner.fields if owner else ():
            if one.name == name and length < len(path) - 1:
                yield f"{names}.{name}".removeprefix(".")
            below = explain(kind, (*path[:length], one.name))
            if below is not None and one.name != "status" and any(field.name == name for field in below.fields):
                yield f"{names}.{one.name}.{name}".removeprefix(".")
