"""Durations: Go's notation read and written, and kubectl's short ages."""

from __future__ import annotations

import re

from tutor.api.quoting import quote

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)")
MINUTE, HOUR, DAY = 60, 3600, 86400


class DurationError(ValueError):
    """A text that is no duration."""


def parse_duration(text: str) -> float:
    """Read `1m30s` as seconds. Mirrors time.ParseDuration."""
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    if body == "0":
        return 0.0
    if not body:
        raise DurationError(f"time: invalid duration {quote(text)}")
    total, at = 0.0, 0
    while at < len(body):
        part = _PART.match(body, at)
        if part is None:
            number = re.match(r"[\d.]+", body[at:])
            rest = body[at:][number.end() :] if number else ""
            unit = re.match(r"[^\d.]+", rest)
            if number and unit:
                raise DurationError(f"time: unknown unit {quote(unit[0])} in duration {quote(text)}")
            missing = "missing unit in" if number else "invalid"
            raise DurationError(f"time: {missing} duration {quote(text)}")
        total += float(part[1]) * _UNITS[part[2]]
        at = part.end()
    return sign * total


def format_duration(seconds: float) -> str:
    """Write seconds as Go prints a time.Duration: `1m30s`, `0s`, `1h0m0s`."""
    if seconds < 0:
        return "-" + format_duration(-seconds)
    if 0 < seconds < 1:
        return f"{seconds * 1000:g}ms"
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    rest = f"{whole % 60 + (seconds - whole):g}s"
    if hours:
        return f"{hours}h{minutes}m{rest}"
    return f"{minutes}m{rest}" if minutes else rest


def human_duration(seconds: float) -> str:
    """Write an age as kubectl's tables do. Mirrors duration.HumanDuration."""
    whole = int(seconds)
    if whole < -1:
        return "<invalid>"
    if whole < 0:
        return "0s"
    minutes, hours = whole // MINUTE, whole // HOUR
    if whole < 2 * MINUTE:
        return f"{whole}s"
    if minutes < 10:
        return _pair(minutes, "m", whole % MINUTE, "s")
    if minutes < 180:
        return f"{minutes}m"
    if hours < 8:
        return _pair(hours, "h", minutes % 60, "m")
    if hours < 48:
        return f"{hours}h"
    if hours < 24 * 8:
        return _pair(hours // 24, "d", hours % 24, "h")
    if hours < 24 * 365 * 2:
        return f"{hours // 24}d"
    if hours < 24 * 365 * 8:
        return _pair(hours // 24 // 365, "y", hours // 24 % 365, "d")
    return f"{hours // 24 // 365}y"


def _pair(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large}{large_unit}{small}{small_unit}" if small else f"{large}{large_unit}"
