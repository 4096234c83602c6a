"""What happens to a Service between decoding and validation. Mirrors the Service REST's begin hooks."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network

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
from tutor.values import frozen


@frozen
class Allocators:
    """Where Services get their addresses (by family, the first one first) and ports from."""

    addresses: Mapping[str, ServiceAddresses | DryServiceAddresses]
    ports: NodePorts | DryNodePorts

    @classmethod
    def of(cls, store: Store, random: Random, *service_cidrs: str) -> Allocators:
        """The allocators of one cluster; what is taken they read from its store."""
        ranges = (ServiceAddresses(network=ip_network(one), store=store, random=random) for one in service_cidrs)
        addresses = {f"IPv{one.network.version}": one for one in ranges}
        return cls(addresses=addresses, ports=NodePorts(store=store, random=random))

    def dry(self) -> Allocators:
        """The same for a dry run, which takes nothing."""
        ports = DryNodePorts(store=self.ports.store)
        addresses = {family: DryServiceAddresses(network=one.network) for family, one in self.addresses.items()}
        return Allocators(addresses=addresses, ports=ports)


def begin_create(service: Service, free: Allocators, *, dry_run: bool = False) -> Service:
    """A new Service with families, addresses and ports, or a refusal; nothing is written yet."""
    free = free.dry() if dry_run else free
    service = _initialized(normalize_cluster_ips(service), None, free)
    service = cluster_ips.allocate(service, free.addresses)
    return node_ports.health_check(node_ports.on_create(service, free.ports), None, free.ports)


def begin_update(new: Service, old: Service, free: Allocators, *, dry_run: bool = False) -> Service:
    """A changed Service with what it kept, gained and lost, or a refusal; nothing is written yet."""
    free = free.dry() if dry_run else free
    new = _initialized(normalize_cluster_ips(patch_allocated_values(new, old), old), old, free)
    if old.spec.type == "ExternalName":
        new = cluster_ips.allocate(new, free.addresses)
    elif len(old.spec.cluster_ips) == 1 < len(new.spec.ip_families) and old.spec.cluster_ips != ("None",):
        new = cluster_ips.allocate(new, free.addresses, kept=old.spec.cluster_ips)
    new = node_ports.health_check(node_ports.on_update(new, old, free.ports), old, free.ports)
    return drop_type_dependent_fields(new, old)


def _initialized(service: Service, old: Service | None, free: Allocators) -> Service:
    service, faults = init_ip_families(service, old, tuple(free.addresses))
    if faults:
        raise invalid(SERVICE, service.metadata.name, faults)
    return service
