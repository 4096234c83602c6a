"""The nat table that kube-proxy's iptables mode writes. Mirrors syncProxyRules."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cluster.network.backends import Backend
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.netfilter import Match, Rule, Table, comment, local, port
from tutor.kubectl.commands.rules.rows import Row, digest, pod_network, rows_of

OWN = ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING")
CANARIES = ("KUBE-KUBELET-CANARY", "KUBE-PROXY-CANARY")
LAST = "kubernetes service nodeports; NOTE: this must be the last rule in this chain"
MARK_MASQ = "KUBE-MARK-MASQ"
PORTALS = comment("kubernetes service portals")


def chain_of(row: Row, prefix: str) -> str:
    """The name of a Service port's chain: SVC, SVL (local endpoints), EXT or FW."""
    return f"KUBE-{prefix}-{digest(row.name + row.protocol)[:16]}"


def endpoint_chain(row: Row, one: Backend) -> str:
    """The name of an endpoint's chain."""
    return f"KUBE-SEP-{digest(f'{row.name}{row.protocol}{one.address}:{one.port}')[:16]}"


def nat_table(view: View, node: NodeSettings) -> Table:
    """The whole table of one node."""
    rows, network = rows_of(view, node), pod_network(view)
    rules = (
        *frame_rules(),
        *postrouting_rules(),
        *(rule for row in rows for rule in _portals(row)),
        Rule(chain="KUBE-SERVICES", target="KUBE-NODEPORTS", matches=(comment(LAST), local("dst"))),
        *(rule for row in rows if row.port.node_port and row.any for rule in _node_port(row)),
        *(rule for row in rows if row.any for rule in _chains(row, network)),
    )
    chains = {rule.chain for rule in rules} - set(OWN)
    added = (*CANARIES, *{*chains, "KUBE-SERVICES", "KUBE-NODEPORTS", MARK_MASQ, "KUBE-POSTROUTING"})
    return Table(name="nat", own=OWN, added=added, rules=rules)


def frame_rules() -> Iterator[Rule]:
    """The jumps from the kernel's own chains."""
    yield Rule(chain="PREROUTING", target="KUBE-SERVICES", matches=(PORTALS,))
    yield Rule(chain="OUTPUT", target="KUBE-SERVICES", matches=(PORTALS,))
    postrouting = comment("kubernetes postrouting rules")
    yield Rule(chain="POSTROUTING", target="KUBE-POSTROUTING", matches=(postrouting,))
    set_mark = Match(saved="--set-xmark 0x4000/0x4000", listed="MARK or 0x4000")
    yield Rule(chain=MARK_MASQ, target="MARK", does=set_mark)


def postrouting_rules() -> Iterator[Rule]:
    """What is marked leaves with the node's own address."""
    chain = "KUBE-POSTROUTING"
    unmarked = Match(saved="-m mark ! --mark 0x4000/0x4000", listed="mark match ! 0x4000/0x4000")
    yield Rule(chain=chain, target="RETURN", matches=(unmarked,))
    clear = Match(saved="--set-xmark 0x4000/0x0", listed="MARK xor 0x4000")
    yield Rule(chain=chain, target="MARK", does=clear)
    why = comment("kubernetes service traffic requiring SNAT")
    does = Match(saved="--random-fully", listed="random-fully")
    yield Rule(chain=chain, target="MASQUERADE", matches=(why,), does=does)


def _portals(row: Row) -> Iterator[Rule]:
    """How packets for a Service's addresses find its chains; without endpoints the filter table refuses them."""
    if row.inside:
        yield _portal(row, row.front.address, "cluster IP", chain_of(row, "SVL" if row.internal_local else "SVC"))
    for address in row.externals if row.any else ():
        yield _portal(row, address, "external IP", chain_of(row, "EXT"))
    ranges = row.service.spec.load_balancer_source_ranges
    for address in row.balancers if row.any else ():
        yield _portal(row, address, "loadbalancer IP", chain_of(row, "FW" if ranges else "EXT"))


def _portal(row: Row, address: str, what: str, target: str) -> Rule:
    return Rule(
        chain="KUBE-SERVICES",
        target=target,
        destination=f"{address}/32",
        protocol=row.protocol,
        matches=(comment(f"{row.name} {what}"), port(row.protocol, row.port.port)),
    )


def _node_port(row: Row) -> Iterator[Rule]:
    matches = (comment(row.name), port(row.protocol, row.port.node_port))
    yield Rule(chain="KUBE-NODEPORTS", target=chain_of(row, "EXT"), protocol=row.protocol, matches=matches)


def _chains(row: Row, network: str) -> Iterator[Rule]:
    """The chains of one Service port and of its endpoints."""
    if row.inside:
        yield Rule(
            chain=chain_of(row, "SVL" if row.internal_local else "SVC"),
            target=MARK_MASQ,
            source=f"! {network}",
            destination=f"{row.front.address}/32",
            protocol=row.protocol,
            matches=(comment(f"{row.name} cluster IP"), port(row.protocol, row.port.port)),
        )
    yield from _external(row, network) if row.exposed else ()
    yield from _firewall(row) if row.balancers and row.service.spec.load_balancer_source_ranges else ()
    if not row.internal_local or row.exposed:
        yield from _choices(row, chain_of(row, "SVC"), row.cluster)
    if row.internal_local or (row.exposed and row.external_local):
        yield from _choices(row, chain_of(row, "SVL"), row.local)
    for one in row.used:
        yield from _endpoint(row, one)


def _external(row: Row, network: str) -> Iterator[Rule]:
    chain, everywhere = chain_of(row, "EXT"), chain_of(row, "SVC")
    where = f"for {row.name} external destinations"
    if not row.external_local:
        yield Rule(chain=chain, target=MARK_MASQ, matches=(comment(f"masquerade traffic {where}"),))
    else:
        yield Rule(chain=chain, target=everywhere, source=network, matches=(comment(f"pod traffic {where}"),))
        masquerade, route = comment(f"masquerade LOCAL traffic {where}"), comment(f"route LOCAL traffic {where}")
        yield Rule(chain=chain, target=MARK_MASQ, matches=(masquerade, local("src")))
        yield Rule(chain=chain, target=everywhere, matches=(route, local("src")))
    if row.outside:
        yield Rule(chain=chain, target=chain_of(row, "SVL") if row.external_local else everywhere)


def _firewall(row: Row) -> Iterator[Rule]:
    chain, matches = chain_of(row, "FW"), (comment(f"{row.name} loadbalancer IP"),)
    for block in row.service.spec.load_balancer_source_ranges:
        yield Rule(chain=chain, target=chain_of(row, "EXT"), source=block.strip(), matches=matches)
    dropped = comment(f"other traffic to {row.name} will be dropped by KUBE-PROXY-FIREWALL")
    yield Rule(chain=chain, target="RETURN", matches=(dropped,))


def _choices(row: Row, chain: str, pool: tuple[Backend, ...]) -> Iterator[Rule]:
    """First the endpoint that a client had before, then one by chance: each takes its share of what is left."""
    for one in pool if row.sticky_seconds else ():
        target = endpoint_chain(row, one)
        recent = f"--rcheck --seconds {row.sticky_seconds} --reap --name {target} --mask 255.255.255.255 --rsource"
        listed = f"recent: CHECK seconds: {row.sticky_seconds} reap name: {target} side: source mask: 255.255.255.255"
        yield Rule(
            chain=chain, target=target, matches=(_leads(row, one), Match(saved=f"-m recent {recent}", listed=listed))
        )
    for at, one in enumerate(pool):
        chance = (_probability(len(pool) - at),) if at < len(pool) - 1 else ()
        yield Rule(chain=chain, target=endpoint_chain(row, one), matches=(_leads(row, one), *chance))


def _leads(row: Row, one: Backend) -> Match:
    return comment(f"{row.name} -> {one.address}:{one.port}")


def _probability(count: int) -> Match:
    """One of `count`, as the kernel rounds it: to a 31-bit fraction of what kube-proxy writes with ten digits."""
    fraction = round(float(f"{1 / count:.10f}") * 2**31) / 2**31
    return Match(
        saved=f"-m statistic --mode random --probability {fraction:.11f}",
        listed=f"statistic mode random probability {fraction:.11f}",
    )


def _endpoint(row: Row, one: Backend) -> Iterator[Rule]:
    chain, remark = endpoint_chain(row, one), comment(row.name)
    yield Rule(chain=chain, target=MARK_MASQ, source=f"{one.address}/32", matches=(remark,))
    recent = Match(
        saved=f"-m recent --set --name {chain} --mask 255.255.255.255 --rsource",
        listed=f"recent: SET name: {chain} side: source mask: 255.255.255.255",
    )
    kept = (recent,) if row.sticky_seconds else ()
    transport = Match(saved=f"-m {row.protocol}", listed=row.protocol)
    to = f"{one.address}:{one.port}"
    yield Rule(
        chain=chain,
        target="DNAT",
        protocol=row.protocol,
        matches=(remark, *kept, transport),
        does=Match(saved=f"--to-destination {to}", listed=f"to:{to}"),
    )
