"""Topology-aware routing: endpoints given to zones in proportion to what their nodes can compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from tutor.api.core import Node
from tutor.api.discovery import Endpoint, EndpointSlice
from tutor.api.quantity import parse_quantity
from tutor.cluster.objects import replace

TOPOLOGY_MODES = ("service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints")

_OVERLOAD = 0.2  # how much more than its share a zone may have to carry
ZONE = "topology.kubernetes.io/zone"
_EXCLUDED = frozenset({"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"})

Groups = Mapping[Any, tuple[Endpoint, ...]]


def spread(groups: Groups, nodes: tuple[Node, ...]) -> dict[Any, tuple[Endpoint, ...]]:
    """A zone's hint on every ready endpoint, or none at all where that would overload a zone. Mirrors AddHints."""
    ready = [one for endpoints in groups.values() for one in endpoints if one.conditions.ready]
    wanted = _wanted(_ratios(nodes), len(ready))
    if not wanted or any(not one.zone for one in ready):
        return dict(groups)
    had = {zone: sum(one.zone == zone for one in ready) for zone in wanted}
    moves = _moves(wanted, had)
    return {ports: tuple(_hinted(one, moves) for one in endpoints) for ports, endpoints in groups.items()}


def _ratios(nodes: tuple[Node, ...]) -> dict[str, float]:
    """Each zone's part of all processors; nothing when a node does not tell. Mirrors SetNodes."""
    found: dict[str, float] = {}
    for node in nodes:
        ready = any(one.type == "Ready" and one.status == "True" for one in node.status.conditions)
        if not ready or _EXCLUDED & node.metadata.labels.keys():
            continue
        zone, cpu = (
            node.metadata.labels.get(ZONE, ""),
            float(parse_quantity(node.status.allocatable.get("cpu", "0")).value),
        )
        if not zone or not cpu:
            return {}
        found[zone] = found.get(zone, 0.0) + cpu
    total = sum(found.values())
    return {zone: found[zone] / total for zone in sorted(found)}


def overloaded(slices: Iterable[EndpointSlice], nodes: tuple[Node, ...]) -> bool:
    """Whether hints given before would burden a zone too much now. Mirrors serviceOverloaded."""
    had: dict[str, int] = {}
    for slice_ in slices:
        for endpoint in slice_.endpoints:
            for hint in (endpoint.hints or {}).get("forZones") or ():
                had[hint["name"]] = had.get(hint["name"], 0) + 1
    if not had:
        return False
    ratios, count = _ratios(nodes), sum(had.values())
    if not ratios:
        return True
    return any(
        had.get(zone, 0) < ceil(ratio * count / (1 + _OVERLOAD)) or zone not in had for zone, ratio in ratios.items()
    )


def _wanted(ratios: Mapping[str, float], count: int) -> dict[str, float]:
    """How many endpoints each zone should have; nothing when they cannot be shared out. Mirrors getAllocations."""
    if not 2 <= len(ratios) <= count:
        return {}
    least = {zone: ceil(ratio * count / (1 + _OVERLOAD)) for zone, ratio in ratios.items()}
    if sum(least.values()) > count:
        return {}
    return {zone: max(ratio * count, float(least[zone])) for zone, ratio in ratios.items()}


def _moves(wanted: Mapping[str, float], had: Mapping[str, int]) -> dict[str, list[str]]:
    """Which zones take over how many endpoints of which. Mirrors getGivingAndReceivingZones."""
    giving = {zone: had[zone] - number for zone, number in wanted.items() if had[zone] > number}
    receiving = {zone: number - had[zone] for zone, number in wanted.items() if had[zone] < number}
    moves: dict[str, list[str]] = {}
    while giving and receiving:
        giver, taker = max(giving, key=giving.__getitem__), max(receiving, key=receiving.__getitem__)
        most, least = max(giving[giver], receiving[taker]), min(giving[giver], receiving[taker])
        if most < 1.0 or least < 0.5:
            break
        moves.setdefault(giver, []).append(taker)
        giving[giver] -= 1
        receiving[taker] -= 1
    return moves


def _hinted(endpoint: Endpoint, moves: dict[str, list[str]]) -> Endpoint:
    if not endpoint.conditions.ready:
        return endpoint
    left = moves.get(endpoint.zone or "")
    zone = left.pop(0) if left else endpoint.zone
    return replace(endpoint, hints={"forZones": [{"name": zone}]})
