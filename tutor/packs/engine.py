"""Whether this version of the program is one that a pack was made for."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

Version = tuple[int, ...]
_TERM = re.compile(r"(>=|<=|==|<|>)(\d+(?:\.\d+)*)")
_COMPARE: Mapping[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


def engine_fits(wanted: str, version: str) -> bool:
    """Whether a version such as 0.1.0 lies in a range such as `>=0.1,<2`; an empty range holds every version."""
    mine = _numbers(version)
    return all(_COMPARE[sign](mine, _numbers(bound)) for sign, bound in _TERM.findall(wanted))


def _numbers(version: str) -> Version:
    """Read the leading numbers, three of them, so that 2 and 2.0.0 are the same."""
    parts = [int(part) for part in re.findall(r"\d+", version)[:3]]
    return tuple([*parts, 0, 0, 0][:3])
