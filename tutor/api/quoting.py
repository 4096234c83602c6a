"""How Go prints values inside messages: %q strings and compact JSON."""

from __future__ import annotations

import json
import re
from typing import Any

_SHORT = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
_ODD = re.compile(r"[^ !#-\[\]-~]")
_HTML_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def quote(text: str) -> str:
    """Write a string as Go's %q does."""
    return f'"{_ODD.sub(lambda found: _quoted(found[0]), text)}"'


def compact(value: Any) -> str:
    """Write JSON as Go's encoding/json does: no blanks, HTML characters escaped."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.translate(_HTML_SAFE)


def _quoted(character: str) -> str:
    short = _SHORT.get(character)
    if short is not None:
        return short
    if character == " " or (character.isprintable() and not character.isspace()):
        return character
    number = ord(character)
    if number < 0x80:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
