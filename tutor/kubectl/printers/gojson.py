"""JSON as Go writes it: keys sorted, HTML characters escaped."""

from __future__ import annotations

import json
from typing import Any

_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def compact_json(value: Any) -> str:
    """One line without blanks, as json.Marshal writes a map."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True).translate(_HTML)


def indented_json(value: Any) -> str:
    """Four blanks a level, as kubectl prints."""
    return json.dumps(value, indent=4, ensure_ascii=False, sort_keys=True).translate(_HTML)
