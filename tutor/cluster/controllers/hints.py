"""Hints in EndpointSlices: which zones and nodes an endpoint is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.core import Node
from tutor.api.discovery import Endpoint
from tutor.api.service import Service
from tutor.cluster.controllers.topology import TOPOLOGY_MODES, spread
from tutor.cluster.objects import replace

_BY_ZONE = frozenset({"PreferClose", "PreferSameZone"})


def with_hints(
    service: Service, groups: Mapping[Any, tuple[Endpoint, ...]], nodes: Callable[[], tuple[Node, ...]]
) -> dict[Any, tuple[Endpoint, ...]]:
    """Endpoints with the hints that the annotation of topology-aware routing or else spec.trafficDistribution asks for.

    Few ask for the nodes, so they are not listed before. Mirrors trafficdist.ReconcileHints.
    """
    if any(service.metadata.annotations.get(key) in {"Auto", "auto"} for key in TOPOLOGY_MODES):
        return spread(groups, nodes())
    distribution = service.spec.traffic_distribution
    if distribution in _BY_ZONE:
        return {ports: _zoned(endpoints) for ports, endpoints in groups.items()}
    if distribution == "PreferSameNode":
        return {ports: tuple(_on_node(one) for one in endpoints) for ports, endpoints in groups.items()}
    return dict(groups)


def _zoned(endpoints: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    return tuple(replace(one, hints={"forZones": [{"name": one.zone}]}) if one.zone else one for one in endpoints)


def _on_node(endpoint: Endpoint) -> Endpoint:
    if not endpoint.node_name:
        return endpoint
    hints: dict[str, list[dict[str, str]]] = {"forNodes": [{"name": endpoint.node_name}]}
    if endpoint.zone:
        hints = {"forZones": [{"name": endpoint.zone}], **hints}
    return replace(endpoint, hints=hints)
