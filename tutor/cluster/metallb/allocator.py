"""Which address a Service may have, and why not. Mirrors MetalLB's allocator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.api.service import Service
from tutor.cluster.indexes import SERVICES_BY_OUTER_IP
from tutor.cluster.metallb.pools import Pool, pool_of
from tutor.cluster.metallb.ranges import Address
from tutor.cluster.metallb.requests import (
    AllocationError,
    asked_addresses,
    asked_pool,
    listed,
    sharing_key,
)
from tutor.cluster.objects import key_of
from tutor.cluster.store import Store

Given = tuple[tuple[str, ...], Pool]


def allocate(store: Store, pools: Sequence[Pool], service: Service) -> Given:
    """The addresses for a Service and their pool; raises AllocationError. Mirrors allocateIPs."""
    version = 6 if service.spec.ip_families[:1] == ("IPv6",) else 4
    asked, wanted = asked_addresses(service), asked_pool(service)
    if asked:
        return _allocate_asked(store, pools, service, asked, version)
    if wanted:
        pool = next((one for one in pools if one.name == wanted), None)
        if pool is None:
            raise AllocationError(f'unknown pool "{wanted}"')
        return _allocate_from(store, pool, service, version)
    for pool in (*_pinned(pools, service), *(one for one in pools if one.auto_assign and one.allocation is None)):
        address = _lowest_free(store, pool, service, version)
        if address:
            return (address,), pool
    raise AllocationError("no available IPs")


def _allocate_asked(
    store: Store, pools: Sequence[Pool], service: Service, asked: tuple[Address, ...], version: int
) -> Given:
    if any(one.version != version for one in asked):
        words = "does not match the ipFamily of the service"
        raise AllocationError(f"requested loadBalancer IP(s) {listed(asked)} {words}")
    addresses = tuple(map(str, asked))
    pool = check_assignable(store, pools, service, addresses)
    wanted = asked_pool(service)
    if wanted and pool.name != wanted:
        words = f"is not compatible with requested address pool {wanted}"
        raise AllocationError(f"requested loadBalancer IP(s) {listed(asked)} {words}")
    return addresses, pool


def check_assignable(store: Store, pools: Sequence[Pool], service: Service, addresses: tuple[str, ...]) -> Pool:
    """The pool of addresses that a Service may have; raises AllocationError. Mirrors Assign."""
    pool = pool_of(pools, addresses)
    if pool is None:
        raise AllocationError(f"{listed(addresses)} is not allowed in config")
    if not pool.fits(service):
        raise AllocationError(f"pool {pool.name} not compatible for ip assignment")
    if len(addresses) > 2:
        raise AllocationError(f"more than two addresses {listed(addresses)}")
    if len(addresses) == 2:
        raise AllocationError(f'"{addresses[0]}" "{addresses[1]}" has the same family')
    for address in addresses:
        fault = _sharing_fault(store, service, address)
        if fault:
            raise AllocationError(fault)
    return pool


def _allocate_from(store: Store, pool: Pool, service: Service, version: int) -> Given:
    """Mirrors AllocateFromPool."""
    address = _lowest_free(store, pool, service, version)
    if not address:
        raise AllocationError(f'no available IPs in pool "{pool.name}" for ipv{version} IPFamily')
    if not pool.fits(service):
        raise AllocationError(f"pool {pool.name} not compatible for ip assignment")
    return (address,), pool


def _pinned(pools: Iterable[Pool], service: Service) -> list[Pool]:
    """The pools for this Service alone, the most urgent first. Mirrors pinnedPoolsForService."""
    found = [one for one in pools if one.allocation is not None and one.auto_assign and one.fits(service)]
    return sorted(found, key=lambda one: (_priority(one) == 0, _priority(one)))


def _priority(pool: Pool) -> int:
    return pool.allocation.priority if pool.allocation is not None else 0


def _lowest_free(store: Store, pool: Pool, service: Service, version: int) -> str:
    free = (str(one) for one in pool.addresses(version) if not _sharing_fault(store, service, str(one)))
    return next(free, "")


def _sharing_fault(store: Store, service: Service, address: str) -> str:
    """Why an address that others have cannot be shared with them, or "". Mirrors checkSharing."""
    others = [one for one in store.by(SERVICES_BY_OUTER_IP, address) if key_of(one) != key_of(service)]
    others = [one for one in others if any(entry.ip == address for entry in one.status.load_balancer.ingress)]
    if any(not _agree(one, service) for one in others):
        names = ",".join(sorted(_full_name(one) for one in others))
        return f'can\'t change sharing key for "{_full_name(service)}", address also in use by {names}'
    taken = {(port.protocol, port.port) for one in others for port in one.spec.ports}
    for port in service.spec.ports:
        if (port.protocol, port.port) in taken:
            return f'port {port.protocol}/{port.port} is already in use on "{address}"'
    return ""


def _agree(one: Service, other: Service) -> bool:
    """Mirrors sharingOK."""
    key = sharing_key(one)
    return bool(key) and key == sharing_key(other) and _backend_key(one) == _backend_key(other)


def _backend_key(service: Service) -> object:
    """What Services with policy Local must have in common. Mirrors BackendKey."""
    local = service.spec.external_traffic_policy == "Local"
    return dict(service.spec.selector) if local else None


def _full_name(service: Service) -> str:
    return f"{service.metadata.namespace}/{service.metadata.name}"
