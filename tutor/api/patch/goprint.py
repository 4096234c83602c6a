"""How Go prints JSON that it holds in interfaces, and how it names the types of such values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.wire import Json
from tutor.manifest.numbers import MAX_INT64, MIN_INT64, general_text

GO_LIST, GO_MAP = "[]interface {}", "map[string]interface {}"
_GO_TYPES: Mapping[type, str] = MappingProxyType(
    {
        type(None): "%!s(<nil>)",
        bool: "bool",
        int: "int64",
        float: "float64",
        str: "string",
        list: GO_LIST,
        dict: GO_MAP,
    }
)


def go_print(value: Json) -> str:
    """Write JSON as Go's %+v prints maps and slices."""
    if isinstance(value, dict):
        return f"map[{' '.join(f'{name}:{go_print(value[name])}' for name in sorted(value))}]"
    if isinstance(value, list):
        return f"[{' '.join(map(go_print, value))}]"
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str) else _print_number(value)


def _print_number(value: float) -> str:
    """Write a number as %v does: what is no int64 is a float, and large ones have an exponent."""
    if isinstance(value, int) and MIN_INT64 <= value <= MAX_INT64:
        return str(value)
    return general_text(float(value))


def go_type(value: Any) -> str:
    """Go's name of the type of a value in an interface."""
    word = _GO_TYPES.get(type(value))
    if word is not None:
        return word
    return next((word for type_, word in _GO_TYPES.items() if isinstance(value, type_)), GO_MAP)
