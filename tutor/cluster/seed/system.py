"""Namespaces, the Service `kubernetes` and what runs in kube-system."""

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

NODE_AGE = 5 * 86400 + 6 * 3600  # seconds that a learner's cluster has existed
_NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")
_API_PORT = 6443


def seed_objects(settings: Settings, clock: Clock) -> Iterator[Any]:
    """Everything a new cluster holds, in the order in which it came to be."""
    created = clock.timestamp(-NODE_AGE)
    for name in _NAMESPACES:
        yield _namespace(name, created)
    for row in settings.nodes:
        yield node(row, created)
    yield _kubernetes(settings, created)
    if settings.api_server_endpoints:
        yield from _kubernetes_endpoints(settings, created)


def _namespace(name: str, created: str) -> Namespace:
    labels = {"kubernetes.io/metadata.name": name}
    return Namespace(
        metadata=ObjectMeta(name=name, labels=labels, creation_timestamp=created),
        spec=NamespaceSpec(finalizers=("kubernetes",)),
        status=NamespaceStatus(phase="Active"),
    )


def cluster_service(
    name: str, address: str, created: str, *, namespace: str, ports: tuple[ServicePort, ...], **meta: Any
) -> Service:
    """A ClusterIP Service at a fixed address."""
    selector = meta.pop("selector", {})
    return Service(
        metadata=ObjectMeta(name=name, namespace=namespace, creation_timestamp=created, **meta),
        spec=ServiceSpec(
            type="ClusterIP",
            selector=selector,
            cluster_ip=address,
            cluster_ips=(address,),
            ip_families=("IPv4",),
            ip_family_policy="SingleStack",
            session_affinity="None",
            internal_traffic_policy="Cluster",
            ports=ports,
        ),
    )


def _kubernetes(settings: Settings, created: str) -> Service:
    port = ServicePort(name="https", protocol="TCP", port=443, target_port=_API_PORT)
    labels = {"component": "apiserver", "provider": "kubernetes"}
    address = nth_address(settings.service_cidr, 1)
    return cluster_service("kubernetes", address, created, namespace="default", ports=(port,), labels=labels)


def _kubernetes_endpoints(settings: Settings, created: str) -> Iterator[Any]:
    """What the API server itself writes about where it listens."""
    labels = {"endpointslice.kubernetes.io/skip-mirror": "true"}
    addresses = tuple(EndpointAddress(ip=address) for address in settings.api_server_endpoints)
    port = CoreEndpointPort(name="https", port=_API_PORT, protocol="TCP")
    yield Endpoints(
        metadata=ObjectMeta(name="kubernetes", namespace="default", labels=labels, creation_timestamp=created),
        subsets=(EndpointSubset(addresses=addresses, ports=(port,)),),
    )
    yield EndpointSlice(
        metadata=ObjectMeta(
            name="kubernetes",
            namespace="default",
            generation=1,
            labels={"kubernetes.io/service-name": "kubernetes"},
            creation_timestamp=created,
        ),
        address_type="IPv4",
        endpoints=tuple(
            Endpoint(addresses=(address,), conditions=EndpointConditions(ready=True))
            for address in settings.api_server_endpoints
        ),
        ports=(EndpointPort(name="https", port=_API_PORT, protocol="TCP"),),
    )
