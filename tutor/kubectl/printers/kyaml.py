"""KYAML: YAML in flow style with quoted strings, as `-o kyaml` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_WORDS = frozenset({"null", "~", "", "1", "0", "t", "f", "y", "n", "yes", "no", "on", "off", "true", "false"})
_NUMBER = re.compile(
    r"[+-]?(?:0x[0-9a-f]+|0b[01]+|0o[0-7]+|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|infinity|\.inf)|nan|\.nan"
)
_CLOCK = re.compile(r"[+-]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}.*)?")
_INSIDE = frozenset("-./")
_ESCAPES: Mapping[str, str] = MappingProxyType(
    {
        '"': '\\"',
        "\\": "\\\\",
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\v": "\\v",
        "\x00": "\\0",
        "\x1b": "\\e",
        "\x85": "\\N",
        "\xa0": "\\_",
        "\u2028": "\\L",
        "\u2029": "\\P",
    }
)


def kyaml(value: Any) -> str:
    """One document, its fields in the order that they have. Mirrors kyaml.Encoder.FromObject."""
    return f"---\n{_node(value, 0)}\n"


def _node(value: Any, depth: int) -> str:
    if isinstance(value, dict):
        return _mapping(value, depth)
    if isinstance(value, list | tuple):
        return _sequence(value, depth)
    return _quoted(value, depth + 1) if isinstance(value, str) else json.dumps(value)


def _mapping(value: dict[str, Any], depth: int) -> str:
    if not value:
        return "{}"
    rows = (f"{'  ' * (depth + 1)}{_key(key)}: {_node(one, depth + 1)},\n" for key, one in value.items())
    return "{\n" + "".join(rows) + "  " * depth + "}"


def _sequence(value: list[Any] | tuple[Any, ...], depth: int) -> str:
    """Objects and lists stand close together, anything else has a line of its own."""
    if not value:
        return "[]"
    if all(isinstance(one, dict | list | tuple) for one in value):
        return "[" + ", ".join(_node(one, depth) for one in value) + "]"
    rows = (f"{'  ' * (depth + 1)}{_node(one, depth + 1)},\n" for one in value)
    return "[\n" + "".join(rows) + "  " * depth + "]"


def _quoted(text: str, depth: int) -> str:
    """A string in quotes; one of several lines is folded after each. Mirrors renderString."""
    if "\n" not in text:
        return '"' + "".join("\t" if one == "\t" else _escaped(one) for one in text) + '"'
    lines = text.split("\n")
    rows = "".join(
        _line(line, depth) + ("\\n" if number < len(lines) - 1 else "") + "\\\n"
        for number, line in enumerate(lines)
        if line or number < len(lines) - 1
    )
    return '"\\\n' + rows + "  " * depth + '"'


def _line(line: str, depth: int) -> str:
    """A blank keeps lines upright; what begins with one of its own has it escaped."""
    first = "\\" if line[:1].isspace() else " "
    return "  " * depth + first + "".join("\t" if one == "\t" else _escaped(one) for one in line)


def _escaped(letter: str) -> str:
    """Mirrors appendEscapedRune."""
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _key(key: str) -> str:
    return '"' + "".join(map(_escaped, key)) + '"' if _needs_quotes(key) else key


def _needs_quotes(key: str) -> bool:
    """Whether a reader could take a key for something else. Mirrors needsQuotes and isTypeAmbiguous."""
    small = key.lower()
    if small in _WORDS or _NUMBER.fullmatch(small.replace("_", "")) or _CLOCK.fullmatch(key) or _DATE.fullmatch(key):
        return True
    plain = (one.isalnum() or one == "_" for one in key)
    return not all(fits or (0 < at < len(key) - 1 and key[at] in _INSIDE) for at, fits in enumerate(plain))
