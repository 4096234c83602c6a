"""Ages as the API server writes them into tables."""

from __future__ import annotations

from tutor.cluster.clock import Clock

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_YEAR = 365 * _DAY

# (below this many seconds, large unit, its letter, small unit or 0, its letter)
_ROWS = (
    (2 * _MINUTE, 1, "s", 0, ""),
    (10 * _MINUTE, _MINUTE, "m", 1, "s"),
    (3 * _HOUR, _MINUTE, "m", 0, ""),
    (8 * _HOUR, _HOUR, "h", _MINUTE, "m"),
    (2 * _DAY, _HOUR, "h", 0, ""),
    (8 * _DAY, _DAY, "d", _HOUR, "h"),
    (2 * _YEAR, _DAY, "d", 0, ""),
    (8 * _YEAR, _YEAR, "y", _DAY, "d"),
)


def human_duration(seconds: float) -> str:
    """Write seconds as `2s`, `5m22s`, `10h` or `5d6h`. Mirrors duration.HumanDuration."""
    if seconds < 0:
        return "<invalid>" if seconds < -1 else "0s"
    whole = int(seconds)
    for limit, large, letter, small, small_letter in _ROWS:
        if whole < limit:
            rest = whole % large // small if small else 0
            return f"{whole // large}{letter}" + (f"{rest}{small_letter}" if rest else "")
    return f"{whole // _YEAR}y"


def age(timestamp: str | None, clock: Clock) -> str:
    """How long ago an API timestamp was."""
    return human_duration(clock.now - clock.seconds(timestamp)) if timestamp else "<unknown>"
