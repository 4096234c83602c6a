"""How Go prints a JSON value: %v and %#v."""

from __future__ import annotations

from typing import Any

from tutor.api.quoting import quote


def go_text(value: Any) -> str:
    """Write a value as `%v` does: `map[a:1 b:[x y]]`."""
    if isinstance(value, dict):
        return "map[" + " ".join(f"{key}:{go_text(value[key])}" for key in sorted(value)) + "]"
    if isinstance(value, list | tuple):
        return "[" + " ".join(map(go_text, value)) + "]"
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    return go_float(value) if isinstance(value, float) else str(value)


def go_float(value: float) -> str:
    """Write a float as `%v` does: shortest, with an exponent from 1e21 on."""
    text = repr(value)
    if "e" not in text:
        return text.removesuffix(".0")
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+03d}"


def go_syntax(value: Any) -> str:
    """Write a value as `%#v` does: `map[string]interface {}{"a":1}`."""
    if isinstance(value, dict):
        inside = ", ".join(f"{quote(key)}:{go_syntax(value[key])}" for key in sorted(value))
        return "map[string]interface {}{" + inside + "}"
    if isinstance(value, list | tuple):
        return "[]interface {}{" + ", ".join(map(go_syntax, value)) + "}"
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, str):
        return quote(value)
    return go_text(value)
