"""Own how Go writes values: %q of a text, and %#v, which go-yaml prints in its refusals of map keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tutor.manifest.model import Json
from tutor.manifest.numbers import MAX_INT64, general_text

_LONGEST: Final = 4096
_ESCAPES: Final = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    '"': '\\"',
    "\\": "\\\\",
}
_ODD: Final = re.compile(r"[^ !#-\[\]-~]")


def write(value: Json, odd: Mapping[str, Json] | None = None) -> str:
    """Write a value as %#v does; `odd` gives the top mapping's keys that were no text. Very long answers are cut."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key, odd or {})}:{write(value[key])}" for key in sorted(value))
        return f"map[interface {{}}]interface {{}}{{{pairs}}}"[:_LONGEST]
    if isinstance(value, list):
        return f"[]interface {{}}{{{', '.join(write(item) for item in value)}}}"[:_LONGEST]
    return _write_scalar(value)


def quote(text: str) -> str:
    """Quote a text as %q and strconv.Quote do."""
    return f'"{_ODD.sub(lambda found: _escape(found[0]), text)}"'


def _key(key: str, odd: Mapping[str, Json]) -> str:
    return _write_scalar(odd[key]) if key in odd else quote(key)


def _write_scalar(value: Json) -> str:
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) <= MAX_INT64:
        return str(value)
    return general_text(float(value)) if isinstance(value, int | float) else quote(str(value))


def _escape(char: str) -> str:
    if char in _ESCAPES or char.isprintable():
        return _ESCAPES.get(char, char)
    code = ord(char)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
