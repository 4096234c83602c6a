"""Sorts objects by a field, as `--sort-by` does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tutor.api.codec import encode
from tutor.api.quantity import parse_quantity
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.columns import relax_path
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError

_CHUNK = re.compile(r"[0-9]+|[^0-9]")
_FEW = 12  # up to so many rows Go's sort.Sort inserts one after another
_KINDS = {dict: "map[string]interface {}", list: "[]interface {}", bool: "bool"}


class UnsortableError(CommandError):
    """The field holds what has no order."""


def check_sorted_tables(field: str, tables: int) -> None:
    """Several tables are sorted as tables, which have a kind but no object's field; raises CommandError."""
    if tables > 1 and relax_path(field) not in {"{.kind}", "{.apiVersion}"}:
        raise _unfound(field)


def _unfound(field: str) -> CommandError:
    return CommandError(f'couldn\'t find any field with path "{relax_path(field)}" in the list of objects')


def sort_objects(objects: Sequence[Any], field: str) -> tuple[Any, ...]:
    """The objects in ascending order of a field; those without it come first. Mirrors SortObjects."""
    try:
        path = JSONPath.parse(relax_path(field))
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    keys = [_key(path, obj) for obj in objects]
    if objects and all(key is None for key in keys):
        raise _unfound(field)
    unsortable = next((_KINDS[type(key)] for key in keys if type(key) in _KINDS), "")
    if unsortable and len(objects) > 1:
        raise UnsortableError(
            f"Field {relax_path(field)} in [][][]reflect.Value is an unsortable type: interface, "
            f"err: unsortable type: {unsortable}"
        )
    return tuple(objects[index] for index in _order(keys))


def _key(path: JSONPath, obj: Any) -> Any:
    """The first value that the path finds; None when there is none."""
    try:
        found = path.results(encode(obj) if not isinstance(obj, dict) else obj)
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    return found[0][0] if found and found[0] else None


def _order(keys: Sequence[Any]) -> list[int]:
    """The positions in their new order; an insertion puts what lacks the field before what came earlier."""
    if len(keys) > _FEW:
        return sorted(range(len(keys)), key=lambda at: (keys[at] is not None, _rank(keys[at])))
    order: list[int] = []
    for index in range(len(keys)):
        at = index
        while at and _less(keys[index], keys[order[at - 1]]):
            at -= 1
        order.insert(at, index)
    return order


def _less(one: Any, other: Any) -> bool:
    """Mirrors TableSorter.Less and isLess."""
    if one is None or other is None:
        return one is None
    return _rank(one) < _rank(other)


def _rank(value: Any) -> tuple[Any, ...]:
    """Amounts rank by size, numbers inside of names by what they count. Mirrors sortorder.NaturalLess."""
    if not isinstance(value, str):
        return (0, value)
    amount = parse_quantity(value)
    if not amount.fault:
        return (0, amount.value)
    return (1, tuple(map(_chunk, _CHUNK.findall(value))))


def _chunk(chunk: str) -> tuple[Any, ...]:
    """A letter by its place among letters; a number stands where digits do, the shorter one first."""
    if not "0" <= chunk[0] <= "9":
        return (ord(chunk),)
    digits = chunk.lstrip("0")
    return (ord("0"), len(digits), digits, len(chunk))
