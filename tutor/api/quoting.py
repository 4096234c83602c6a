"""How Go prints values inside messages: %q strings and compact JSON."""

from __future__ import annotations

import json
from typing import Any

from tutor.manifest.gosyntax import quote

__all__ = ["compact", "indented", "quote"]

_HTML_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def compact(value: Any) -> str:
    """Write JSON as Go's encoding/json does: no blanks, HTML characters escaped."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).translate(_HTML_SAFE)


def indented(value: Any) -> str:
    """Write JSON as Go's MarshalIndent does, one blank a level, HTML characters escaped."""
    return json.dumps(value, indent=1, ensure_ascii=False).translate(_HTML_SAFE)
