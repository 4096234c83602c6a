"""Own the question whether a text is a timestamp to go-yaml, which reads such as a string but writes it quoted."""

from __future__ import annotations

import calendar
import re
from typing import Final

_DATE: Final = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_TIME: Final = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2}):(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?"
_ZONE: Final = r"(?:Z|[-+](?P<zone_hour>[0-9]{2}):(?P<zone_minute>[0-9]{2}))"
_TIMESTAMP: Final = re.compile(f"{_DATE}(?:[Tt]{_TIME}{_ZONE})?")
_SPACED: Final = re.compile(f"{_DATE} +{_TIME}")
_LARGEST: Final = (("hour", 23), ("minute", 59), ("second", 59), ("zone_hour", 24), ("zone_minute", 59))


def is_timestamp(text: str) -> bool:
    """Say whether go-yaml resolves the text to a timestamp. Mirrors parseTimestamp."""
    match = _TIMESTAMP.fullmatch(text) or _SPACED.fullmatch(text)
    if match is None:
        return False
    parts = {name: int(digits) for name, digits in match.groupdict().items() if digits is not None}
    if any(parts.get(name, 0) > largest for name, largest in _LARGEST):
        return False
    return 1 <= parts["month"] <= 12 and 1 <= parts["day"] <= _days(parts["year"], parts["month"])


def _days(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
