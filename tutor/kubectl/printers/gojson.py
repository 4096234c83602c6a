"""JSON as Go writes it: keys of maps sorted, HTML characters escaped."""

from __future__ import annotations

import json
from typing import Any

_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def compact_json(value: Any, *, sort: bool = True) -> str:
    """One line without blanks, as json.Marshal writes a map; without `sort`, as it writes a struct."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=sort).translate(_HTML)


def indented_json(value: Any, *, sort: bool = True, indent: int = 4) -> str:
    """Four blanks a level, as kubectl prints; without `sort`, in the order of a struct."""
    return json.dumps(value, indent=indent, ensure_ascii=False, sort_keys=sort).translate(_HTML)
