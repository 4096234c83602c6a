"""Prints whole objects as JSON, YAML or KYAML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.printers.kyaml import kyaml
from tutor.manifest import dump


def as_json(value: Any) -> str:
    """Write JSON as kubectl does: four blanks a level, keys sorted, HTML characters escaped."""
    return indented_json(value) + "\n"


def as_yaml(values: Sequence[Any]) -> str:
    """Write objects as YAML documents."""
    return "---\n".join(dump(value) for value in values)


def as_kyaml(values: Sequence[Any]) -> str:
    """Write objects in YAML's flow style, keys sorted, as `-o kyaml` does."""
    return "".join(kyaml(_sorted(value)) for value in values)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value
