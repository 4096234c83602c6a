"""Namespaces, the Service `kubernetes` and what the API server writes behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.core import Namespace, NamespaceSpec, NamespaceStatus
from tutor.api.discovery import (
    CoreEndpointPort,
    Endpoint,
    EndpointAddress,
    EndpointConditions,
    EndpointPort,
    Endpoints,
    EndpointSlice,
    EndpointSubset,
)
from tutor.api.meta import ObjectMeta
from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.cluster.addresses import nth_address
from tutor.cluster.clock import Clock
from tutor.cluster.seed.nodes import node
from tutor.cluster.settings import Settings

_NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")
_API_PORT = 6443


def first_objects(settings: Settings) -> Iterator[Any]:
    """What a control plane makes by itself, before any controller works."""
    for name in _NAMESPACES:
        yield namespace(name)
    clock = Clock(settings.epoch)
    born, seen = clock.timestamp(-settings.age), clock.timestamp(0)
    yield from (node(row, born, seen) for row in settings.nodes)
    yield from published(settings)


def published(settings: Settings) -> Iterator[Any]:
    """What the API server writes so that others find it, and writes again when it is gone."""
    yield _kubernetes(settings)
    if settings.api_server_endpoints:
        yield _endpoints(settings)
        yield _slice(settings)


def namespace(name: str) -> Namespace:
    """An active namespace."""
    return Namespace(
        metadata=ObjectMeta(name=name, labels={"kubernetes.io/metadata.name": name}),
        spec=NamespaceSpec(finalizers=("kubernetes",)),
        status=NamespaceStatus(phase="Active"),
    )


def _kubernetes(settings: Settings) -> Service:
    address = nth_address(settings.service_cidr, 1)
    labels = {"component": "apiserver", "provider": "kubernetes"}
    return Service(
        metadata=ObjectMeta(name="kubernetes", namespace="default", labels=labels),
        spec=ServiceSpec(
            type="ClusterIP",
            cluster_ip=address,
            cluster_ips=(address,),
            ip_families=("IPv4",),
            ip_family_policy="SingleStack",
            session_affinity="None",
            internal_traffic_policy="Cluster",
            ports=(ServicePort(name="https", protocol="TCP", port=443, target_port=_API_PORT),),
        ),
    )


def _endpoints(settings: Settings) -> Endpoints:
    labels = {"endpointslice.kubernetes.io/skip-mirror": "true"}
    addresses = tuple(EndpointAddress(ip=address) for address in settings.api_server_endpoints)
    port = CoreEndpointPort(name="https", port=_API_PORT, protocol="TCP")
    return Endpoints(
        metadata=ObjectMeta(name="kubernetes", namespace="default", labels=labels),
        subsets=(EndpointSubset(addresses=addresses, ports=(port,)),),
    )


def _slice(settings: Settings) -> EndpointSlice:
    labels = {"kubernetes.io/service-name": "kubernetes"}
    return EndpointSlice(
        metadata=ObjectMeta(name="kubernetes", namespace="default", generation=1, labels=labels),
        address_type="IPv4",
        endpoints=tuple(
            Endpoint(addresses=(address,), conditions=EndpointConditions(ready=True))
            for address in settings.api_server_endpoints
        ),
        ports=(EndpointPort(name="https", port=_API_PORT, protocol="TCP"),),
    )
