"""How addresses and ports are packed into the subsets of Endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from tutor.api.discovery import CoreEndpointPort, EndpointAddress, EndpointSubset
from tutor.cluster.hashes import fnv128a, pointer
from tutor.cluster.objects import replace
from tutor.values import frozen

CAPACITY = 1000


@frozen
class Found:
    """One pod under one port, or under none at all."""

    address: EndpointAddress
    port: CoreEndpointPort | None
    ready: bool


def repack(rows: Iterable[Found]) -> tuple[EndpointSubset, ...]:
    """Subsets in which the same addresses share the same ports. Mirrors RepackSubsets."""
    by_port: dict[CoreEndpointPort | None, dict[EndpointAddress, bool]] = {}
    for row in rows:
        states = by_port.setdefault(row.port, {})
        states[row.address] = row.ready and states.get(row.address, True)
    by_addresses: dict[frozenset[tuple[EndpointAddress, bool]], list[CoreEndpointPort]] = {}
    for port, states in by_port.items():
        ports = by_addresses.setdefault(frozenset(states.items()), [])
        if port is not None:
            ports.append(port)
    subsets = (_subset(states, ports) for states, ports in by_addresses.items())
    return tuple(subsets) if len(by_addresses) < 2 else tuple(sorted(subsets, key=_subset_order))


def truncate(subsets: tuple[EndpointSubset, ...]) -> tuple[tuple[EndpointSubset, ...], bool]:
    """At most a thousand addresses, ready ones first, spread in proportion. Mirrors truncateEndpoints."""
    ready = sum(len(one.addresses) for one in subsets)
    unready = sum(len(one.not_ready_addresses) for one in subsets)
    if ready + unready <= CAPACITY:
        return subsets, False
    if ready > CAPACITY:
        sizes = _shares([len(one.addresses) for one in subsets], CAPACITY)
        rows = zip(subsets, sizes, strict=True)
        return tuple(replace(one, addresses=one.addresses[:size], not_ready_addresses=()) for one, size in rows), True
    sizes = _shares([len(one.not_ready_addresses) for one in subsets], CAPACITY - ready)
    rows = zip(subsets, sizes, strict=True)
    return tuple(replace(one, not_ready_addresses=one.not_ready_addresses[:size]) for one, size in rows), True


def _shares(counts: list[int], room: int) -> list[int]:
    total, left, shares = sum(counts), room, []
    for count in counts:
        share = min(ceil(count / total * room), left)
        left -= share
        shares.append(share)
    return shares


def _subset(states: frozenset[tuple[EndpointAddress, bool]], ports: list[CoreEndpointPort]) -> EndpointSubset:
    rows = sorted(states, key=lambda row: _address_order(row[0]))
    return EndpointSubset(
        addresses=tuple(address for address, ready in rows if ready),
        not_ready_addresses=tuple(address for address, ready in rows if not ready),
        ports=tuple(ports if len(ports) < 2 else sorted(ports, key=_port_order)),
    )


def _address_order(address: EndpointAddress) -> tuple[str, str]:
    return address.ip, address.target_ref.uid if address.target_ref else ""


def _subset_order(subset: EndpointSubset) -> tuple[list[int], list[tuple[str, str]]]:
    """By port numbers; upstream's order, a hash over addresses and uids, is no fact anyone can rely on."""
    addresses = (*subset.addresses, *subset.not_ready_addresses)
    return [port.port for port in subset.ports], [_address_order(one) for one in addresses]


def _port_order(port: CoreEndpointPort) -> int:
    """Mirrors hashObject over the dump of core.EndpointPort, by which the server sorts ports of a subset."""
    name, app = f"(string){port.name}", pointer("string", port.app_protocol)
    return fnv128a(
        f"(core.EndpointPort){{Name:{name} Port:(int32){port.port} "
        f"Protocol:(core.Protocol){port.protocol} AppProtocol:{app}}}"
    )
