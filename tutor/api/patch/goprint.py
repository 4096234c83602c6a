"""How Go prints JSON that it holds in interfaces, and how it names the types of such values."""

from __future__ import annotations

from typing import Any

from tutor.api.codec.scalars import json_number
from tutor.api.wire import Json

GO_LIST, GO_MAP = "[]interface {}", "map[string]interface {}"


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
    return json_number(value).removesuffix(".0") if isinstance(value, int | float) else str(value)


def go_type(value: Any) -> str:
    """Go's name of the type of a value in an interface."""
    if value is None:
        return "%!s(<nil>)"
    for type_, word in ((bool, "bool"), (int, "int64"), (float, "float64"), (str, "string"), (list, GO_LIST)):
        if isinstance(value, type_):
            return word
    return GO_MAP
