"""Prints whole objects as JSON, YAML or KYAML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from tutor.kubectl.printers.gojson import indented_json
from tutor.manifest import dump

_PLAIN_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_-]*$")
_AMBIGUOUS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def as_json(value: Any) -> str:
    """Write JSON as kubectl does: four blanks a level, keys sorted, HTML characters escaped."""
    return indented_json(value) + "\n"


def as_yaml(values: Sequence[Any]) -> str:
    """Write objects as YAML documents."""
    return "---\n".join(dump(value) for value in values)


def as_kyaml(values: Sequence[Any]) -> str:
    """Write objects in YAML's flow style, as `-o kyaml` does."""
    return "".join(f"---\n{_flow(value, 0)}\n" for value in values)


def _flow(value: Any, depth: int) -> str:
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = "".join(f"{'  ' * (depth + 1)}{_key(key)}: {_flow(value[key], depth + 1)},\n" for key in sorted(value))
        return "{\n" + inner + "  " * depth + "}"
    if isinstance(value, list):
        return _flow_list(value, depth)
    return json.dumps(value, ensure_ascii=False)


def _flow_list(value: list[Any], depth: int) -> str:
    if not value:
        return "[]"
    if all(isinstance(item, dict | list) and item for item in value):
        return "[" + ", ".join(_flow(item, depth) for item in value) + "]"
    inner = "".join(f"{'  ' * (depth + 1)}{_flow(item, depth + 1)},\n" for item in value)
    return "[\n" + inner + "  " * depth + "]"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.match(key) and key.lower() not in _AMBIGUOUS else json.dumps(key, ensure_ascii=False)
