"""Sorts objects by a field, as `--sort-by` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.codec import encode
from tutor.api.quantity import parse_quantity
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.columns import relax_path
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError


def sort_objects(objects: Sequence[Any], field: str) -> tuple[Any, ...]:
    """The objects in ascending order of a field; those without it come first."""
    try:
        path = JSONPath.parse(relax_path(field))
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    keys = [_key(path, obj) for obj in objects]
    if objects and all(key == (0,) for key in keys):
        raise CommandError(f'couldn\'t find any field with path "{relax_path(field)}" in the list of objects')
    order = sorted(range(len(objects)), key=lambda index: keys[index])
    return tuple(objects[index] for index in order)


def _key(path: JSONPath, obj: Any) -> tuple[Any, ...]:
    try:
        values = [value for found in path.results(encode(obj)) for value in found]
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    if not values or values[0] is None:
        return (0,)
    value = values[0]
    if isinstance(value, str):
        return (2, *_natural(value))
    return (1, value) if isinstance(value, int | float) else (3, str(value))


def _natural(text: str) -> tuple[Any, ...]:
    """Numbers with units sort by size, other words by letters."""
    try:
        return (0, parse_quantity(text).value)
    except (ValueError, AttributeError):
        return (1, text)
