"""Why a node will not have a pod: the scheduler's filters, in their order and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from tutor.api.core import Node, Taint
from tutor.api.pod import Pod
from tutor.api.quantity import parse_quantity
from tutor.cluster.controllers.node_affinity import fits_node
from tutor.cluster.controllers.pod_affinity import ALONE, Neighbours, neighbours
from tutor.cluster.controllers.taints import tolerates_all
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.store import Store
from tutor.values import frozen

_CORDON = Taint(key="node.kubernetes.io/unschedulable", effect="NoSchedule")
_DEFAULT_MOST_PODS = "110"


@frozen
class Refusal:
    """Why not here; `by_pods` when it is other pods that are in the way, so that preemption is worth a look."""

    words: str
    by_pods: bool = False


Refusals = tuple[Refusal, ...]
Filter = Callable[["Look", Node], Refusals]


@frozen
class Look:
    """A pod that looks for a node, what surrounds it, and the filters that concern it."""

    store: Store
    pod: Pod
    neighbours: Neighbours
    filters: tuple[Filter, ...] = ()


def look(store: Store, pod: Pod, nodes: tuple[Node, ...]) -> Look:
    """Find out which filters concern a pod; most pods have no rules of their own."""
    around = neighbours(store, pod, nodes)
    ports, rules = _HOST_PORTS if _host_ports(pod) else (), () if around is ALONE else _RULES
    return Look(store=store, pod=pod, neighbours=around, filters=(*_BEFORE, *ports, _room, *rules))


def refusals(look: Look, node: Node) -> Refusals:
    """The reasons of the first filter that has any; none when the node will have the pod."""
    for check in look.filters:
        found = check(look, node)
        if found:
            return found
    return ()


def _cordon(look: Look, node: Node) -> Refusals:
    """Mirrors NodeUnschedulable."""
    if not node.spec.unschedulable or tolerates_all(look.pod.spec.tolerations, (_CORDON,)):
        return ()
    return (Refusal(words="node(s) were unschedulable"),)


def _taints(look: Look, node: Node) -> Refusals:
    """Mirrors TaintToleration."""
    if not node.spec.taints or tolerates_all(look.pod.spec.tolerations, node.spec.taints):
        return ()
    return (Refusal(words="node(s) had untolerated taint(s)"),)


def _affinity(look: Look, node: Node) -> Refusals:
    """Mirrors NodeAffinity."""
    return () if fits_node(look.pod, node) else (Refusal(words="node(s) didn't match Pod's node affinity/selector"),)


def _ports(look: Look, node: Node) -> Refusals:
    """Mirrors NodePorts."""
    wanted = _host_ports(look.pod)
    taken = [port for other in _pods(look.store, node) for port in _host_ports(other)]
    if any(
        one[1:] == other[1:] and ("" in {one[0], other[0]} or one[0] == other[0]) for one in wanted for other in taken
    ):
        return (Refusal(words="node(s) didn't have free ports for the requested pod ports", by_pods=True),)
    return ()


def _host_ports(pod: Pod) -> set[tuple[str, str, int]]:
    """Address ("" for all), protocol and number of each port that a pod takes of its node."""
    sidecars = (one for one in pod.spec.init_containers if one.restart_policy == "Always")
    ports = (port for container in (*pod.spec.containers, *sidecars) for port in container.ports)
    return {
        ("" if port.host_ip == "0.0.0.0" else port.host_ip, port.protocol or "TCP", port.host_port)
        for port in ports
        if port.host_port
    }


def _room(look: Look, node: Node) -> Refusals:
    """Mirrors NodeResourcesFit."""
    most = int(node.status.allocatable.get("pods", _DEFAULT_MOST_PODS))
    full = look.store.count_by(PODS_BY_NODE, node.metadata.name) >= most
    found = (Refusal(words="Too many pods", by_pods=True),) if full else ()
    return (*found, *_short_of(look, node)) if _asks(look.pod) else found


def _asks(pod: Pod) -> bool:
    return any(one.resources.requests for one in (*pod.spec.containers, *pod.spec.init_containers))


def _short_of(look: Look, node: Node) -> Iterator[Refusal]:
    for name, wanted in sorted(requests(look.pod).items()):
        has = parse_quantity(node.status.allocatable.get(name, "0")).value
        used = sum((requests(other).get(name, Decimal(0)) for other in _pods(look.store, node)), Decimal(0))
        if wanted and wanted > has - used:
            yield Refusal(words=f"Insufficient {name}", by_pods=wanted <= has)


def requests(pod: Pod) -> dict[str, Decimal]:
    """What a pod asks for: its containers and sidecars together, or the largest init container."""
    total: dict[str, Decimal] = {}
    for container in pod.spec.containers:
        for name, amount in container.resources.requests.items():
            total[name] = total.get(name, Decimal(0)) + _amount(amount)
    sidecars: dict[str, Decimal] = {}
    for container in pod.spec.init_containers:
        for name, amount in container.resources.requests.items():
            if container.restart_policy == "Always":
                sidecars[name] = sidecars.get(name, Decimal(0)) + _amount(amount)
            else:
                total[name] = max(total.get(name, Decimal(0)), _amount(amount))
    return {name: total.get(name, Decimal(0)) + sidecars.get(name, Decimal(0)) for name in {**total, **sidecars}}


def _amount(amount: str) -> Decimal:
    return parse_quantity(amount).value


def _spread(look: Look, node: Node) -> Refusals:
    """Mirrors PodTopologySpread."""
    words = "node(s) didn't match pod topology spread constraints"
    for topology in look.neighbours.spreads:
        value = node.metadata.labels.get(topology.key)
        if value is None:
            return (Refusal(words=f"{words} (missing required label)"),)
        if not topology.takes(value):
            return (Refusal(words=words, by_pods=True),)
    return ()


def _company(look: Look, node: Node) -> Refusals:
    """Mirrors InterPodAffinity."""
    labels = node.metadata.labels
    if not look.neighbours.near(labels):
        return (Refusal(words="node(s) didn't match pod affinity rules"),)
    if look.neighbours.avoids(labels):
        return (Refusal(words="node(s) didn't match pod anti-affinity rules", by_pods=True),)
    if look.neighbours.avoided(labels):
        return (Refusal(words="node(s) didn't satisfy existing pods anti-affinity rules", by_pods=True),)
    return ()


def _pods(store: Store, node: Node) -> tuple[Pod, ...]:
    return store.by(PODS_BY_NODE, node.metadata.name)


_BEFORE: tuple[Filter, ...] = (_cordon, _taints, _affinity)
_HOST_PORTS: tuple[Filter, ...] = (_ports,)
_RULES: tuple[Filter, ...] = (_spread, _company)
