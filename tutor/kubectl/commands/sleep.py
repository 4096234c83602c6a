"""`sleep`, and the durations that it and its relatives read."""

from __future__ import annotations

import math
import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Programs, fail
from tutor.kubectl.output import Output

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
MOST_SECONDS = 10 * 365 * 86400


def seconds_of(words: tuple[str, ...]) -> float | None:
    """The sum of `5`, `0.5`, `2m` … in seconds; None when one is no duration."""
    total = 0.0
    for word in words:
        found = re.fullmatch(r"(\d{1,12}(?:\.\d{0,9})?|\.\d{1,9})([smhd]?)", word)
        if not found:
            return None
        total += float(found[1]) * _UNITS[found[2]]
    return min(total, MOST_SECONDS)


def _sleep(call: Call) -> Output:
    if not call.args:
        return fail("sleep: missing operand\nTry 'sleep --help' for more information.")
    if call.args[0] in {"infinity", "inf"}:
        return fail("sleep: nothing would ever happen after that; press Ctrl-C in a real terminal", 130)
    seconds = seconds_of(call.args)
    if seconds is None or math.isnan(seconds):
        return fail(f"sleep: invalid time interval '{call.args[0]}'\nTry 'sleep --help' for more information.")
    call.shell.cluster.advance(seconds)
    return Output()


SLEEP: Programs = MappingProxyType({"sleep": _sleep})
