"""What happens to a Service between decoding and validation. Mirrors the Service REST's begin hooks."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network

from tutor.api.kinds import SERVICE
from tutor.api.service import Service
from tutor.api.service_update import (
    drop_type_dependent_fields,
    init_ip_families,
    normalize_cluster_ips,
    patch_allocated_values,
)
from tutor.api.status import invalid
from tutor.cluster.addresses import DryNodePorts, DryServiceAddresses, NodePorts, ServiceAddresses
from tutor.cluster.random import Random
from tutor.cluster.services import cluster_ips, node_ports
from tutor.cluster.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocators:
    """Where Services get their addresses and ports from."""

    addresses: ServiceAddresses | DryServiceAddresses
    ports: NodePorts | DryNodePorts

    @classmethod
    def of(cls, store: Store, random: Random, service_cidr: str) -> Allocators:
        """The allocators of one cluster; what is taken they read from its store."""
        addresses = ServiceAddresses(network=IPv4Network(service_cidr), store=store, random=random)
        return cls(addresses=addresses, ports=NodePorts(store=store, random=random))

    def dry(self) -> Allocators:
        """The same for a dry run, which takes nothing."""
        ports = DryNodePorts(store=self.ports.store)
        return Allocators(addresses=DryServiceAddresses(network=self.addresses.network), ports=ports)


def begin_create(service: Service, free: Allocators, *, dry_run: bool = False) -> Service:
    """A new Service with families, addresses and ports, or a refusal; nothing is written yet."""
    free = free.dry() if dry_run else free
    service = _initialized(normalize_cluster_ips(service), None)
    service = cluster_ips.allocate(service, free.addresses)
    return node_ports.health_check(node_ports.on_create(service, free.ports), None, free.ports)


def begin_update(new: Service, old: Service, free: Allocators, *, dry_run: bool = False) -> Service:
    """A changed Service with what it kept, gained and lost, or a refusal; nothing is written yet."""
    free = free.dry() if dry_run else free
    new = _initialized(normalize_cluster_ips(patch_allocated_values(new, old), old), old)
    if old.spec.type == "ExternalName":
        new = cluster_ips.allocate(new, free.addresses)
    new = node_ports.health_check(node_ports.on_update(new, old, free.ports), old, free.ports)
    return drop_type_dependent_fields(new, old)


def _initialized(service: Service, old: Service | None) -> Service:
    service, faults = init_ip_families(service, old)
    if faults:
        raise invalid(SERVICE, service.metadata.name, faults)
    return service
