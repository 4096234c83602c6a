"""The few iptables rules of kube-proxy's ipvs mode: sets of addresses take the place of a rule for each Service."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.iptables_filter import kubelet_rules
from tutor.kubectl.commands.rules.iptables_nat import MARK_MASQ, OWN, frame_rules, postrouting_rules
from tutor.kubectl.commands.rules.netfilter import Match, Rule, Table, comment, local
from tutor.kubectl.commands.rules.rows import Row, pod_network, rows_of

_CLUSTER = "Kubernetes service cluster ip + port for masquerade purpose"
_BALANCER = "Kubernetes service lb portal"
_EXTERNAL = "Kubernetes service external ip + port for masquerade and filter purpose"
_HAIRPIN = "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose"
_LOCAL = "Kubernetes nodeport {} port with externalTrafficPolicy=local"
_NODE_PORT = "Kubernetes nodeport {} port for masquerade purpose"


def _in(name: str, sides: str) -> Match:
    return Match(saved=f"-m set --match-set {name} {sides}", listed=f"match-set {name} {sides}")


def ipvs_nat_table(view: View, node: NodeSettings) -> Table:
    """The nat table of one node."""
    rows = rows_of(view, node)
    hairpin = Rule(
        chain="KUBE-POSTROUTING",
        target="MASQUERADE",
        matches=(comment(_HAIRPIN), _in("KUBE-LOOP-BACK", "dst,dst,src")),
    )
    rules = (*frame_rules(), hairpin, *postrouting_rules(), *_node_ports(rows), *_services(view, rows))
    added = ("SERVICES", "NODE-PORT", "MARK-MASQ", "POSTROUTING", "LOAD-BALANCER", "KUBELET-CANARY")
    return Table(name="nat", own=OWN, added=tuple(f"KUBE-{name}" for name in added), rules=rules)


def _node_ports(rows: tuple[Row, ...]) -> Iterator[Rule]:
    protocols = sorted({row.protocol for row in rows if row.port.node_port})
    for protocol in protocols:
        shown, name = protocol.upper(), f"KUBE-NODE-PORT{{}}-{protocol.upper()}"
        if any(row.external_local for row in rows if row.port.node_port and row.protocol == protocol):
            matches = (comment(_LOCAL.format(shown)), _in(name.format("-LOCAL"), "dst"))
            yield Rule(chain="KUBE-NODE-PORT", target="RETURN", protocol=protocol, matches=matches)
        matches = (comment(_NODE_PORT.format(shown)), _in(name.format(""), "dst"))
        yield Rule(chain="KUBE-NODE-PORT", target=MARK_MASQ, protocol=protocol, matches=matches)


def _services(view: View, rows: tuple[Row, ...]) -> Iterator[Rule]:
    chain, cluster, balancer = "KUBE-SERVICES", _in("KUBE-CLUSTER-IP", "dst,dst"), _in("KUBE-LOAD-BALANCER", "dst,dst")
    balanced = any(row.balancers for row in rows)
    if balanced:
        yield Rule(chain=chain, target="KUBE-LOAD-BALANCER", matches=(comment(_BALANCER), balancer))
    source = f"! {pod_network(view)}"
    yield Rule(chain=chain, target=MARK_MASQ, source=source, matches=(comment(_CLUSTER), cluster))
    if any(row.externals for row in rows):
        matches = (comment(_EXTERNAL), _in("KUBE-EXTERNAL-IP", "dst,dst"))
        yield Rule(chain=chain, target=MARK_MASQ, matches=matches)
    yield Rule(chain=chain, target="KUBE-NODE-PORT", matches=(local("dst"),))
    yield Rule(chain=chain, target="ACCEPT", matches=(cluster,))
    if balanced:
        yield Rule(chain=chain, target="ACCEPT", matches=(balancer,))
        yield Rule(chain="KUBE-LOAD-BALANCER", target=MARK_MASQ)


def kubelet_filter_table() -> Table:
    """The filter table as the kubelet alone writes it."""
    added = ("KUBE-FIREWALL", "KUBE-KUBELET-CANARY")
    return Table(name="filter", own=("INPUT", "FORWARD", "OUTPUT"), added=added, rules=tuple(kubelet_rules()))


def kubelet_nat_table() -> Table:
    """The nat table as the kubelet alone writes it."""
    return Table(name="nat", own=OWN, added=("KUBE-KUBELET-CANARY",), rules=())
