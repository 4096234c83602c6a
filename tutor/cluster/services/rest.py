"""What happens to a Service between decoding and validation. Mirrors the Service REST's begin hooks."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network

from tutor.api.errors import FieldError
from tutor.api.kinds import SERVICE
from tutor.api.service import Service
from tutor.api.status import invalid
from tutor.api.validation import validate_cluster_ips
from tutor.cluster.addresses import NodePorts, ServiceAddresses
from tutor.cluster.random import Random
from tutor.cluster.services import carry, cluster_ips, families, node_ports
from tutor.cluster.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocators:
    """Where Services get their addresses and ports from."""

    addresses: ServiceAddresses
    ports: NodePorts

    @classmethod
    def of(cls, store: Store, random: Random, service_cidr: str) -> Allocators:
        """The allocators of one cluster; what is taken they read from its store."""
        addresses = ServiceAddresses(network=IPv4Network(service_cidr), store=store, random=random)
        return cls(addresses=addresses, ports=NodePorts(store=store, random=random))


def begin_create(service: Service, free: Allocators) -> Service:
    """A new Service with families, addresses and ports, or a refusal; nothing is written yet."""
    service = _initialized(cluster_ips.normalize(service, None), None)
    service = cluster_ips.allocate(service, free.addresses)
    return node_ports.health_check(node_ports.on_create(service, free.ports), None, free.ports)


def begin_update(new: Service, old: Service, free: Allocators) -> Service:
    """A changed Service with what it kept, gained and lost, or a refusal; nothing is written yet."""
    new = cluster_ips.normalize(carry.keep_allocated(new, old), old)
    new = _initialized(new, old)
    if old.spec.type == "ExternalName":
        new = cluster_ips.allocate(new, free.addresses)
    new = node_ports.health_check(node_ports.on_update(new, old, free.ports), old, free.ports)
    return carry.drop_unneeded(new, old)


def _initialized(service: Service, old: Service | None) -> Service:
    if service.spec.type == "ExternalName":
        return service
    service = families.with_policy(service, old)
    _refuse(service, validate_cluster_ips(service))
    service, faults = families.with_families(service, old)
    _refuse(service, faults)
    return service


def _refuse(service: Service, faults: tuple[FieldError, ...]) -> None:
    if faults:
        raise invalid(SERVICE, service.metadata.name, faults)
