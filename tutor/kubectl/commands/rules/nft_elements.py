"""The sets and maps of the nftables mode: which address and port leads to which chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.nft_chains import chain_name, endpoint_name
from tutor.kubectl.commands.rules.rows import Row

_BY_ADDRESS = "type ipv4_addr . inet_proto . inet_service : verdict"
_BY_PORT = "type inet_proto . inet_service : verdict"
_HAIRPIN = "type ipv4_addr . ipv4_addr . inet_proto . inet_service"


def _map(kind: str, comment: str) -> tuple[str, tuple[str, ...]]:
    return "map", (kind, f'comment "{comment}"')


def _set(kind: str, comment: str) -> tuple[str, tuple[str, ...]]:
    return "set", (kind, f'comment "{comment}"')


MAPS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cluster-ips": _set("type ipv4_addr", "Active ClusterIPs"),
        "nodeport-ips": _set("type ipv4_addr", "IPs that accept NodePort traffic"),
        "hairpin-connections": ("set", (_HAIRPIN,)),
        "no-endpoint-services": _map(_BY_ADDRESS, "vmap to drop or reject packets to services with no endpoints"),
        "no-endpoint-nodeports": _map(
            _BY_PORT, "vmap to drop or reject packets to service nodeports with no endpoints"
        ),
        "firewall-ips": _map(_BY_ADDRESS, "destinations that are subject to LoadBalancerSourceRanges"),
        "service-ips": _map(_BY_ADDRESS, "ClusterIP, ExternalIP and LoadBalancer IP traffic"),
        "service-nodeports": _map(_BY_PORT, "NodePort traffic"),
    }
)


def elements_of(rows: tuple[Row, ...], node: NodeSettings) -> Mapping[str, list[str]]:
    """What each set and map holds."""
    found: dict[str, list[str]] = {"nodeport-ips": [node.ip]}
    for row in rows:
        for name, element in _of(row, node):
            kept = found.setdefault(name, [])
            kept += [] if element in kept else [element]
    return found


def _of(row: Row, node: NodeSettings) -> Iterator[tuple[str, str]]:
    address, number = row.front.address, f"{row.protocol} . {row.port.port}"
    inner, outer = chain_name(row, "local" if row.internal_local else "service"), chain_name(row, "external")
    refused = f'comment "{row.name}" : {"drop" if row.any else "goto reject-chain"}'
    yield "cluster-ips", address
    if row.inside:
        yield "service-ips", f"{address} . {number} : goto {inner}"
    else:
        yield "no-endpoint-services", f"{address} . {number} {refused}"
    for one in (*row.externals, *row.balancers):
        if row.any:
            yield "service-ips", f"{one} . {number} : goto {outer}"
        if not row.outside:
            yield "no-endpoint-services", f"{one} . {number} {refused}"
    if row.port.node_port:
        number = f"{row.protocol} . {row.port.node_port}"
        if row.any:
            yield "service-nodeports", f"{number} : goto {outer}"
        if not row.outside:
            yield "no-endpoint-nodeports", f"{number} {refused}"
    yield from _guarded(row)
    for backend in row.used:
        if backend.node == node.name:
            yield "hairpin-connections", f"{backend.address} . {backend.address} . {row.protocol} . {backend.port}"


def _guarded(row: Row) -> Iterator[tuple[str, str]]:
    for address in row.balancers if row.service.spec.load_balancer_source_ranges and row.any else ():
        target = chain_name(row, "firewall")
        key = f"{address} . {row.protocol} . {row.port.port}"
        yield "firewall-ips", f'{key} comment "{row.name}" : goto {target}'


def sticky_sets(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each endpoint that clients stick to, the set of those clients."""
    for one in row.used if row.sticky_seconds and row.any else ():
        lines = ("type ipv4_addr", "size 65535", "flags dynamic,timeout", f"timeout {_span(row.sticky_seconds)}")
        yield endpoint_name(row, one, "affinity"), lines


def _span(seconds: int) -> str:
    """Seconds as nft writes them: 3h, 1h30m."""
    parts = ((seconds // 86400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)
