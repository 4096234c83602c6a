"""How a lesson writes faults: `stop-node: n2`, `slow: {pods: {app: a}, by: 3s}`, and what each becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.cluster.faults import (
    NAME_SERVERS,
    Fault,
    ListeningFault,
    NodePower,
    Planned,
    Pods,
    ProbeFault,
    Slowness,
)
from tutor.packs.shape import Either, Entries, Items, Record, Shape, Text, Whole
from tutor.packs.vocabulary import NAME

_UNITS: Mapping[str, float] = MappingProxyType({"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0})
_DURATION = Text(pattern=r"\d{1,6}(ms|s|m|h)", what="a duration such as 30s")
DURATION = Either(shapes=(_DURATION, Whole(high=100_000)))
_NODE = Text(pattern=NAME, what="a node's name")
_SPACE = Text(pattern=NAME, what="a namespace")
_PODS: Mapping[str, Shape] = {"pods": Entries(of=Text(), least=1), "namespace": _SPACE}
_LISTENING = Record(fields=_PODS, required=frozenset({"pods"}))
_PROBE = Record(
    fields={**_PODS, "probe": Text(words=("readiness", "liveness", "startup"))}, required=frozenset({"pods"})
)
_SLOW = Record(fields={**_PODS, "by": DURATION}, required=frozenset({"pods", "by"}))
_SERVER = Text(words=tuple(NAME_SERVERS))

FAULTS: Mapping[str, Shape] = MappingProxyType(
    {
        "stop-node": _NODE,
        "start-node": _NODE,
        "fail-probe": _PROBE,
        "mend-probe": _PROBE,
        "stop-listening": _LISTENING,
        "start-listening": _LISTENING,
        "slow": _SLOW,
        "stop-dns": _SERVER,
        "start-dns": _SERVER,
    }
)
PLANNED = Items(of=Record(fields={"at": DURATION, **FAULTS}, required=frozenset({"at"}), one_of=tuple(FAULTS)))
NODE_FAULTS = ("stop-node", "start-node")

Row = Mapping[str, Any]


def build_planned(row: Row) -> Planned:
    """Read one row of a world's `faults`."""
    name = next(name for name in FAULTS if name in row)
    return Planned(at=seconds(row["at"]), fault=build_fault(name, row[name]))


def build_fault(name: str, value: Any) -> Fault:
    """Read a fault from its name and what stands under it."""
    return _BUILDERS[name](value)


def seconds(value: str | int) -> float:
    """Read a duration; a bare number means seconds."""
    found = re.fullmatch(r"(\d+)([a-z]+)", value) if isinstance(value, str) else None
    return int(found[1]) * _UNITS[found[2]] if found else float(value)


def _pods(row: Row) -> Pods:
    return Pods(labels=row["pods"], namespace=row.get("namespace", "default"))


def _probe(row: Row, *, fails: bool) -> Fault:
    return ProbeFault(pods=_pods(row), probe=row.get("probe", "readiness"), fails=fails)


_BUILDERS: Mapping[str, Callable[[Any], Fault]] = MappingProxyType(
    {
        "stop-node": lambda name: NodePower(node=name, on=False),
        "start-node": lambda name: NodePower(node=name, on=True),
        "fail-probe": lambda row: _probe(row, fails=True),
        "mend-probe": lambda row: _probe(row, fails=False),
        "stop-listening": lambda row: ListeningFault(pods=_pods(row)),
        "start-listening": lambda row: ListeningFault(pods=_pods(row), deaf=False),
        "slow": lambda row: Slowness(pods=_pods(row), seconds=seconds(row["by"])),
        "stop-dns": lambda name: ListeningFault(pods=NAME_SERVERS[name]),
        "start-dns": lambda name: ListeningFault(pods=NAME_SERVERS[name], deaf=False),
    }
)
