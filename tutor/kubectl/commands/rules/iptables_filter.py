"""The filter table that kube-proxy's iptables mode writes: what is refused, dropped and let through."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.iptables_nat import CANARIES, PORTALS, chain_of
from tutor.kubectl.commands.rules.netfilter import Match, Rule, Table, comment, local, port, state
from tutor.kubectl.commands.rules.rows import Row, rows_of

OWN = ("INPUT", "FORWARD", "OUTPUT")
ADDED = ("EXTERNAL-SERVICES", "FIREWALL", "FORWARD", "NODEPORTS", "PROXY-FIREWALL", "SERVICES")
OUTER = "KUBE-EXTERNAL-SERVICES"
_GUARD = comment("kubernetes load balancer firewall")
_OUTER_PORTALS = comment("kubernetes externally-visible service portals")
_FORWARDING = comment("kubernetes forwarding rules")
_REFUSE = Match(saved="--reject-with icmp-port-unreachable", listed="reject-with icmp-port-unreachable")
_MARKED = Match(saved="-m mark --mark 0x4000/0x4000", listed="mark match 0x4000/0x4000")
_NEW = state("NEW")


def filter_table(view: View, node: NodeSettings) -> Table:
    """The whole table of one node."""
    rules = (*_jumps(), *kubelet_rules(), *_forward(), *(rule for row in rows_of(view, node) for rule in _of(row)))
    added = (*CANARIES, *(f"KUBE-{name}" for name in ADDED))
    return Table(name="filter", own=OWN, added=added, rules=rules)


def _jumps() -> Iterator[Rule]:
    checks = comment("kubernetes health check service ports")
    yield Rule(chain="INPUT", target="KUBE-PROXY-FIREWALL", matches=(_NEW, _GUARD))
    yield Rule(chain="INPUT", target="KUBE-NODEPORTS", matches=(checks,))
    yield Rule(chain="INPUT", target=OUTER, matches=(_NEW, _OUTER_PORTALS))
    yield Rule(chain="FORWARD", target="KUBE-PROXY-FIREWALL", matches=(_NEW, _GUARD))
    yield Rule(chain="FORWARD", target="KUBE-FORWARD", matches=(_FORWARDING,))
    yield Rule(chain="FORWARD", target="KUBE-SERVICES", matches=(_NEW, PORTALS))
    yield Rule(chain="FORWARD", target=OUTER, matches=(_NEW, _OUTER_PORTALS))
    yield Rule(chain="OUTPUT", target="KUBE-PROXY-FIREWALL", matches=(_NEW, _GUARD))
    yield Rule(chain="OUTPUT", target="KUBE-SERVICES", matches=(_NEW, PORTALS))


def kubelet_rules() -> Iterator[Rule]:
    """What the kubelet writes, whatever mode kube-proxy has."""
    yield Rule(chain="INPUT", target="KUBE-FIREWALL")
    yield Rule(chain="OUTPUT", target="KUBE-FIREWALL")
    yield Rule(
        chain="KUBE-FIREWALL",
        target="DROP",
        source="! 127.0.0.0/8",
        destination="127.0.0.0/8",
        matches=(comment("block incoming localnet connections"), state("! RELATED,ESTABLISHED,DNAT")),
    )


def _forward() -> Iterator[Rule]:
    known = comment("kubernetes forwarding conntrack rule")
    yield Rule(chain="KUBE-FORWARD", target="DROP", matches=(state("INVALID"),))
    yield Rule(chain="KUBE-FORWARD", target="ACCEPT", matches=(_FORWARDING, _MARKED))
    yield Rule(chain="KUBE-FORWARD", target="ACCEPT", matches=(known, state("RELATED,ESTABLISHED")))


def _of(row: Row) -> Iterator[Rule]:
    """What is said to packets that no endpoint will get."""
    if not row.inside:
        yield _stop(row, "KUBE-SERVICES", row.front.address)
    if not row.outside:
        for address in (*row.externals, *row.balancers):
            yield _stop(row, OUTER, address)
        if row.port.node_port:
            yield _stop(row, OUTER, "")
    health = row.service.spec.health_check_node_port
    if health and not row.front.index:
        matches = (comment(f"{row.name} health check node port"), port("tcp", health))
        yield Rule(chain="KUBE-NODEPORTS", target="ACCEPT", protocol="tcp", matches=matches)
    for address in row.balancers if row.service.spec.load_balancer_source_ranges and row.any else ():
        guarded = comment(f"{row.name} traffic not accepted by {chain_of(row, 'FW')}")
        yield _rule(row, "KUBE-PROXY-FIREWALL", "DROP", address, (guarded, port(row.protocol, row.port.port)))


def _stop(row: Row, chain: str, address: str) -> Rule:
    """Refuse where there is no endpoint anywhere; drop where a policy leaves none on this node."""
    why = comment(f"{row.name} has no {'local ' if row.any else ''}endpoints")
    number = row.port.port if address else row.port.node_port
    matches = (why, *(() if address else (local("dst"),)), port(row.protocol, number))
    return _rule(row, chain, "DROP" if row.any else "REJECT", address, matches)


def _rule(row: Row, chain: str, target: str, address: str, matches: tuple[Match, ...]) -> Rule:
    return Rule(
        chain=chain,
        target=target,
        destination=f"{address}/32" if address else "",
        protocol=row.protocol,
        matches=matches,
        does=_REFUSE if target == "REJECT" else None,
    )
