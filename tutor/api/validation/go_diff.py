"""The difference that a refused pod update prints, after go-cmp's manner."""

from __future__ import annotations

from typing import Any

from tutor.api.quoting import compact


def diff(old: Any, new: Any) -> str:
    """Lines with - and + for what differs between two JSON values."""
    lines = ("  core.PodSpec(", *_lines(old, new, 1), "  )")
    return "\n".join(lines) + "\n"


def _lines(old: Any, new: Any, depth: int) -> tuple[str, ...]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return (f"-{_indent(depth)}{compact(old)},", f"+{_indent(depth)}{compact(new)},")
    rows: list[str] = []
    for name in sorted({*old, *new}):
        if old.get(name) == new.get(name):
            continue
        rows.append(f" {_indent(depth)}{name}:")
        rows += _lines(old.get(name), new.get(name), depth + 1)
    return tuple(rows)


def _indent(depth: int) -> str:
    return "\t" * depth
