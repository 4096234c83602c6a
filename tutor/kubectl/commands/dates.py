"""date, and how programs write the cluster's time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from tutor.cluster.cluster import Cluster
from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.output import Output

DIRECTIVES = "aAbBcdDeFHIjklmMnNpPrRsSTuUVwWxXyYzZ%"
_OWN: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "s": lambda now: str(int(now.timestamp())),
        "N": lambda now: f"{now.microsecond:06}000",
        "P": lambda now: now.strftime("%p").lower(),
        "k": lambda now: f"{now.hour:2}",
        "l": lambda now: f"{now.hour % 12 or 12:2}",
    }
)


def moment(cluster: Cluster) -> datetime:
    """The cluster's time."""
    return cluster.settings.epoch + timedelta(seconds=cluster.now)


def ctime(cluster: Cluster) -> str:
    """The time as C writes it: Thu Jan  1 09:00:00 2026."""
    return moment(cluster).ctime()


def _date(call: Call) -> Output:
    now = moment(call.shell.cluster)
    words = [word for word in call.args if word not in {"-u", "--utc", "--universal"}]
    if not words:
        return say(f"{now:%a %b} {now.day:2} {now:%H:%M:%S} UTC {now.year}")
    if words[0] in {"-Is", "--iso-8601=seconds"}:
        return say(f"{now:%Y-%m-%dT%H:%M:%S}+00:00")
    if words[0] in {"-R", "--rfc-email"}:
        return say(f"{now:%a, %d %b %Y %H:%M:%S} +0000")
    if words[0].startswith("+"):
        return say(re.sub(r"%-?(.)", lambda found: _field(found[0], found[1], now), words[0][1:]))
    return fail(f"date: invalid date '{words[0]}'")


def _field(text: str, letter: str, now: datetime) -> str:
    if letter in _OWN:
        return _OWN[letter](now)
    if letter not in DIRECTIVES:
        return text
    written = now.strftime(f"%{letter}")
    return written.lstrip("0") or "0" if text.startswith("%-") else written


_ROWS: dict[str, Program] = {"date": _date}
DATES: Programs = MappingProxyType(_ROWS)
