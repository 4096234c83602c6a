"""The chains of the nftables mode: those that every node has, and those of each Service port."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cluster.network.backends import Backend
from tutor.cluster.network.view import View
from tutor.kubectl.commands.rules.rows import Row, digest

Chain = tuple[str, tuple[str, ...]]
_NEW = "ct state new jump"
MARK = "meta mark set meta mark | 0x00004000"
KEY = "ip daddr . meta l4proto . th dport"


def _base(name: str, kind: str, hook: str, priority: str, *rules: str) -> Chain:
    return name, (f"type {kind} hook {hook} priority {priority}; policy accept;", *rules)


BASE_CHAINS: tuple[Chain, ...] = (
    _base("filter-prerouting-pre-dnat", "filter", "prerouting", "dstnat - 10", f"{_NEW} firewall-check"),
    _base("filter-output-pre-dnat", "filter", "output", "dstnat - 10", f"{_NEW} firewall-check"),
    _base(
        "filter-input",
        "filter",
        "input",
        "filter",
        f"{_NEW} nodeport-endpoints-check",
        f"{_NEW} service-endpoints-check",
    ),
    _base(
        "filter-forward", "filter", "forward", "filter", f"{_NEW} service-endpoints-check", f"{_NEW} cluster-ips-check"
    ),
    _base(
        "filter-output", "filter", "output", "filter", f"{_NEW} service-endpoints-check", f"{_NEW} cluster-ips-check"
    ),
    _base("nat-prerouting", "nat", "prerouting", "dstnat", "jump services"),
    _base("nat-output", "nat", "output", "dstnat", "jump services"),
    _base("nat-postrouting", "nat", "postrouting", "srcnat", "jump masquerading"),
)


def fixed_chains(view: View, network: str) -> tuple[Chain, ...]:
    """The chains that every node has."""
    ranges = view.settings.service_cidr
    hairpin = (
        "ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random"
    )
    marked = "meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^ 0x00004000 masquerade fully-random"
    return (
        ("nodeport-endpoints-check", ("ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports",)),
        ("service-endpoints-check", (f"{KEY} vmap @no-endpoint-services",)),
        ("firewall-check", (f"{KEY} vmap @firewall-ips",)),
        (
            "cluster-ips-check",
            (
                'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
                f'ip daddr {{ {ranges} }} drop comment "Drop traffic to unallocated ClusterIPs"',
            ),
        ),
        (
            "services",
            (
                f"ip saddr != {network} ip daddr @cluster-ips {MARK}",
                f"{KEY} vmap @service-ips",
                "ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports",
            ),
        ),
        ("masquerading", (marked, hairpin)),
        ("reject-chain", ('comment "helper for @no-endpoint-services / @no-endpoint-nodeports"', "reject")),
    )


def chain_name(row: Row, prefix: str) -> str:
    """The name of a Service port's chain: service, local, external or firewall. Mirrors servicePortChainNameBase."""
    meta = row.service.metadata
    base = f"{meta.namespace}/{meta.name}/{row.protocol}/{row.port.name}"
    return f"{prefix}-{digest(base)[:8]}-{base}"


def endpoint_name(row: Row, one: Backend, prefix: str = "endpoint") -> str:
    """The name of an endpoint's chain, or of the set of clients that stick to it."""
    meta = row.service.metadata
    base = f"{meta.namespace}/{meta.name}/{row.protocol}/{row.port.name}__{one.address}/{one.port}"
    return f"{prefix}-{digest(base)[:8]}-{base}"


def chains_of(row: Row, network: str) -> Iterator[Chain]:
    """The chains of one Service port; without endpoints there are none."""
    if not row.any:
        return
    if (not row.internal_local or row.exposed) and row.cluster:
        yield chain_name(row, "service"), tuple(_choices(row, row.cluster))
    if (row.internal_local or (row.exposed and row.external_local)) and row.local:
        yield chain_name(row, "local"), tuple(_choices(row, row.local))
    if row.exposed:
        yield chain_name(row, "external"), tuple(_external(row, network))
    ranges = row.service.spec.load_balancer_source_ranges
    if row.balancers and ranges:
        listed = ", ".join(block.strip() for block in ranges)
        yield chain_name(row, "firewall"), (f"ip saddr != {{ {listed} }} drop",)
    for one in row.used if row.sticky_seconds else ():
        update = f"update @{endpoint_name(row, one, 'affinity')} {{ ip saddr }}"
        yield endpoint_name(row, one), (update, f"meta l4proto {row.protocol} dnat to {one.address}:{one.port}")


def _choices(row: Row, pool: tuple[Backend, ...]) -> Iterator[str]:
    """One endpoint by chance; chains of their own only where clients stick to them."""
    if row.sticky_seconds:
        for one in pool:
            yield f"ip saddr @{endpoint_name(row, one, 'affinity')} goto {endpoint_name(row, one)}"
        targets = ", ".join(f"{at} : goto {endpoint_name(row, one)}" for at, one in enumerate(pool))
        yield f"numgen random mod {len(pool)} vmap {{ {targets} }}"
    elif len(pool) == 1:
        yield f"meta l4proto {row.protocol} dnat to {pool[0].address}:{pool[0].port}"
    else:
        targets = ", ".join(f"{at} : {one.address} . {one.port}" for at, one in enumerate(pool))
        chance = f"numgen random mod {len(pool)} map {{ {targets} }}"
        yield f"meta l4proto {row.protocol} dnat ip addr . port to {chance}"


def _external(row: Row, network: str) -> Iterator[str]:
    everywhere = chain_name(row, "service")
    if not row.external_local:
        yield MARK
    else:
        yield f'ip saddr {network} goto {everywhere} comment "short-circuit pod traffic"'
        yield f'fib saddr type local {MARK} comment "masquerade local traffic"'
        yield f'fib saddr type local goto {everywhere} comment "short-circuit local traffic"'
    if row.outside:
        yield f"goto {chain_name(row, 'local') if row.external_local else everywhere}"
