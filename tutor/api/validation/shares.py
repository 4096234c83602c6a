"""Rules of numbers that may be percentages."""

from __future__ import annotations

import re
from typing import Any

from tutor.api import content
from tutor.api.errors import FieldPath, invalid
from tutor.api.validation.fields import Errors, complain, not_negative
from tutor.api.validation.internal import internal


def check_share(path: FieldPath, value: Any) -> Errors:
    """Mirrors ValidatePositiveIntOrPercent."""
    if isinstance(value, int):
        return not_negative(path, value)
    if value is None or re.fullmatch("[0-9]+%", value):
        return ()
    words = content.regex_words(
        "a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%"
    )
    return complain(path, value, (words,))


def check_most(path: FieldPath, value: Any) -> Errors:
    """Mirrors IsNotMoreThan100Percent."""
    if isinstance(value, str) and value.endswith("%") and share(value) > 100:
        return (invalid(path, value, "must not be greater than 100%"),)
    return ()


def share(value: Any) -> int:
    """The number before the percent sign, or of the text itself. Mirrors getIntOrPercentValue."""
    if isinstance(value, str):
        digits = re.fullmatch("([+-]?)0*([0-9]*)%?", value)
        # Longer numbers are beyond all bounds anyway.
        return int(f"{digits[1]}{digits[2][:9] or 0}") if digits else 0
    return int(value or 0)


def shown_strategy(strategy: Any) -> Any:
    """A strategy as Go's internal type has it: numbers that were left out are nothing, not absent."""
    shown = internal(strategy)
    if shown["RollingUpdate"] is not None:
        shown["RollingUpdate"] = {name: 0 if value is None else value for name, value in shown["RollingUpdate"].items()}
    return shown
