"""Field paths as people and the wire write them, and the values they lead to."""

from __future__ import annotations

import re

from tutor.manifest import Json, Path

_PART = re.compile(r"\.?([^.\[\]]+)|\[([^\]]*)\]")


def read_path(text: str) -> Path:
    """Read `spec.ports[0].port` or `spec.selector[app]`: digits in brackets are an index, else a key."""
    parts: list[str | int] = []
    for found in _PART.finditer(text):
        name, inside = found.groups()
        parts.append(name if name is not None else int(inside) if inside.isdigit() else inside)
    return tuple(parts)


def value_at(value: Json, path: Path) -> Json:
    """Follow a path; None when it leads nowhere."""
    here: Json = value
    for part in path:
        if isinstance(part, int) and isinstance(here, list) and part < len(here):
            here = here[part]
        elif isinstance(part, str) and isinstance(here, dict):
            here = here.get(part)
        else:
            return None
    return here
