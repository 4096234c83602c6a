"""Moments on the wire: RFC 3339 in UTC, and what Go says of one that is not."""

from __future__ import annotations

import re
from datetime import datetime

_LAYOUT = "2006-01-02T15:04:05Z07:00"
_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ELEMENTS = (
    (r"\d{4}", "2006"), ("-", "-"), (r"\d\d", "01"), ("-", "-"), (r"\d\d", "02"), ("T", "T"), (r"\d\d", "15"),
    (":", ":"), (r"\d\d", "04"), (":", ":"), (r"\d\d(?:\.\d+)?", "05"), (r"Z|[+-]\d\d:\d\d", "Z07:00"),
)  # fmt: skip


def time_fault(text: str) -> str:
    """What Go's time.Parse says against a text, or "" when it is a moment."""
    if not _SHAPE.fullmatch(text):
        return _first_mismatch(text)
    try:
        datetime.fromisoformat(text)
    except ValueError as fault:
        part = str(fault).split(" ", 1)[0]
        return f'parsing time "{text}": {part} out of range'
    return ""


def _first_mismatch(text: str) -> str:
    rest = text
    for pattern, element in _ELEMENTS:
        found = re.match(pattern, rest)
        if found is None:
            return f'parsing time "{text}" as "{_LAYOUT}": cannot parse "{rest}" as "{element}"'
        rest = rest[found.end() :]
    return f'parsing time "{text}": extra text: "{rest}"'
