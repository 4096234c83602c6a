"""Hints in EndpointSlices: which zones and nodes an endpoint is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.core import Node
from tutor.api.discovery import Endpoint
from tutor.api.service import Service
from tutor.cluster.controllers.topology import TOPOLOGY_MODES, ZONE, overloaded, spread
from tutor.cluster.indexes import SLICES_BY_SERVICE
from tutor.cluster.objects import key_of, replace
from tutor.cluster.store import Change, Key, Store

_BY_ZONE = frozenset({"PreferClose", "PreferSameZone"})


def with_hints(
    service: Service, groups: Mapping[Any, tuple[Endpoint, ...]], nodes: Callable[[], tuple[Node, ...]]
) -> dict[Any, tuple[Endpoint, ...]]:
    """Endpoints with the hints that the annotation of topology-aware routing or else spec.trafficDistribution asks for.

    Few ask for the nodes, so they are not listed before. Mirrors trafficdist.ReconcileHints.
    """
    if by_topology(service):
        return spread(groups, nodes())
    distribution = service.spec.traffic_distribution
    if distribution in _BY_ZONE:
        return {ports: _zoned(endpoints) for ports, endpoints in groups.items()}
    if distribution == "PreferSameNode":
        return {ports: tuple(_on_node(one) for one in endpoints) for ports, endpoints in groups.items()}
    return dict(groups)


def services_overloaded(change: Change, store: Store) -> tuple[Key, ...]:
    """Services whose zone hints no longer fit once a node came, went, changed its zone, or fell silent.

    Mirrors checkNodeTopologyDistribution: the zones in other slices stay as they were until something else changes.
    """
    if change.type == "MODIFIED" and _place(change.old) == _place(change.object):
        return ()
    spread_out = [one for one in store.list("Service") if by_topology(one)]
    nodes = store.list("Node") if spread_out else ()
    return tuple(
        key_of(one)
        for one in spread_out
        if overloaded(store.by(SLICES_BY_SERVICE, (one.metadata.namespace, one.metadata.name)), nodes)
    )


def by_topology(service: Service) -> bool:
    """Whether a Service asks for topology-aware routing by its annotation."""
    return any(service.metadata.annotations.get(key) in {"Auto", "auto"} for key in TOPOLOGY_MODES)


def _place(node: Node | None) -> tuple[str, bool]:
    if node is None:
        return "", False
    ready = any((one.type, one.status) == ("Ready", "True") for one in node.status.conditions)
    return node.metadata.labels.get(ZONE, ""), ready


def _zoned(endpoints: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    return tuple(replace(one, hints={"forZones": [{"name": one.zone}]}) if one.zone else one for one in endpoints)


def _on_node(endpoint: Endpoint) -> Endpoint:
    if not endpoint.node_name:
        return endpoint
    hints: dict[str, list[dict[str, str]]] = {"forNodes": [{"name": endpoint.node_name}]}
    if endpoint.zone:
        hints = {"forZones": [{"name": endpoint.zone}], **hints}
    return replace(endpoint, hints=hints)
