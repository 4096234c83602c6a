"""Moments on the wire: RFC 3339 in UTC, and what Go says of one that is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

_FOREIGN = re.compile("[^ -\x7f]+")
_LAYOUT = "2006-01-02T15:04:05Z07:00"
_MICRO_LAYOUT = "2006-01-02T15:04:05.000000Z07:00"
_DATE = (
    (r"\d{4}", "2006"), ("-", "-"), (r"\d\d", "01"), ("-", "-"), (r"\d\d", "02"), ("T", "T"), (r"\d\d", "15"),
    (":", ":"), (r"\d\d", "04"), (":", ":"),
)  # fmt: skip
_ZONE = (r"Z|[+-]\d\d:\d\d", "Z07:00")
_ELEMENTS = (*_DATE, (r"\d\d(?:[.,]\d+)?", "05"), _ZONE)
_MICRO_ELEMENTS = (*_DATE, (r"\d\d", "05"), (r"[.,]\d{6}", ".000000"), _ZONE)


@lru_cache(maxsize=1024)
def time_fault(text: str, *, micro: bool = False) -> str:
    """What Go's time.Parse says against a text, or ""; `micro` wants six digits after the second."""
    fault = _first_mismatch(text, micro=micro)
    if fault:
        return fault
    try:
        datetime.fromisoformat(text)
    except ValueError as refusal:
        part = str(refusal).split(" ", 1)[0]
        return f"parsing time {_quote(text)}: {part} out of range"
    return ""


def stored_time(text: str) -> str:
    """A moment as metav1.Time writes it: in UTC, whole seconds."""
    return text if len(text) == len("2006-01-02T15:04:05Z") else f"{_in_utc(text).isoformat(timespec='seconds')}Z"


def stored_micro_time(text: str) -> str:
    """A moment as metav1.MicroTime writes it: in UTC, with six digits."""
    return text if text.endswith("Z") else f"{_in_utc(text).isoformat(timespec='microseconds')}Z"


def _in_utc(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:  # the first and the last hours of the calendar
        return moment.replace(tzinfo=None)


def _first_mismatch(text: str, *, micro: bool) -> str:
    rest = text
    for pattern, element in _MICRO_ELEMENTS if micro else _ELEMENTS:
        found = re.match(pattern, rest)
        if found is None:
            layout = _MICRO_LAYOUT if micro else _LAYOUT
            return f'parsing time {_quote(text)} as "{layout}": cannot parse {_quote(rest)} as "{element}"'
        rest = rest[found.end() :]
    return f"parsing time {_quote(text)}: extra text: {_quote(rest)}" if rest else ""


def _quote(text: str) -> str:
    """Mirrors time.quote: whatever is not printable ASCII stands as its bytes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _FOREIGN.sub(_as_bytes, escaped) + '"'


def _as_bytes(found: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in found[0].encode())
