"""Sets of field paths, and the two ways in which they are written: FieldsV1 and the words of a conflict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

Path = tuple[str, ...]  # elements as FieldsV1 spells them: `f:spec`, `k:{"port":80}`, `v:"x"`
FieldSet = frozenset[Path]

NOTHING: FieldSet = frozenset()
_KINDS = "fkv"
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def read_fields(fields: Any, before: Path = ()) -> FieldSet:
    """The paths of a FieldsV1; what is no map holds none."""
    if not isinstance(fields, dict):
        return NOTHING
    found: set[Path] = set()
    for element, below in fields.items():
        if element == ".":
            found.add(before)
        elif isinstance(below, dict) and not below:
            found.add((*before, element))
        else:
            found |= read_fields(below, (*before, element))
    return frozenset(found)


def write_fields(paths: Iterable[Path]) -> dict[str, Any]:
    """Paths as FieldsV1, elements in order."""
    tree = _tree(paths)
    return _written(tree)


def _tree(paths: Iterable[Path]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path in paths:
        here = tree
        for element in path:
            here = here.setdefault(element, {})
        here["."] = {}
    return tree


def _written(tree: dict[str, Any]) -> dict[str, Any]:
    if list(tree) == ["."]:
        return {}
    return {element: _written(tree[element]) if element != "." else {} for element in sorted(tree)}


def in_order(paths: Iterable[Path]) -> Iterator[Path]:
    """Paths in the order in which upstream walks a set: at every level what is there itself, then what is below."""
    return _walk(_tree(paths), ())


def _walk(tree: dict[str, Any], before: Path) -> Iterator[Path]:
    elements = sorted((one for one in tree if one != "."), key=lambda one: (_KINDS.index(one[0]), one))
    for element in elements:
        if "." in tree[element]:
            yield (*before, element)
    for element in elements:
        yield from _walk(tree[element], (*before, element))


def shown(path: Path) -> str:
    """A path in words: `.spec.ports[port=80,protocol="TCP"].targetPort`. Mirrors Path.String."""
    return "".join(_shown(element) for element in path)


def _shown(element: str) -> str:
    kind, _, text = element.partition(":")
    if kind == "f":
        return f".{text}"
    if kind == "v":
        return f"[={text}]"
    keys = json.loads(text)
    return "[" + ",".join(f"{name}={_scalar(keys[name])}" for name in sorted(keys)) + "]"


def key_element(keys: dict[str, Any]) -> str:
    """The path element of a list item that its keys identify."""
    return "k:{" + ",".join(f"{_scalar(name)}:{_scalar(keys[name])}" for name in sorted(keys)) + "}"


def value_element(value: Any) -> str:
    """The path element of an item of a set."""
    return f"v:{_scalar(value)}"


def _scalar(value: Any) -> str:
    return _WRITER.encode(value)


def with_parents(paths: Iterable[Path]) -> frozenset[Path]:
    """The paths and everything on the way to them."""
    return frozenset(path[:end] for path in paths for end in range(1, len(path) + 1))
