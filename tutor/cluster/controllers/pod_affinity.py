"""Near which pods a pod must run, far from which, and how evenly: required rules only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.api.codec import decode_part
from tutor.api.core import Node
from tutor.api.meta import LabelSelector
from tutor.api.pod import Pod
from tutor.api.selectors import Selector, from_label_selector
from tutor.cluster.controllers.node_affinity import REQUIRED, fits_node
from tutor.cluster.indexes import PODS_APART
from tutor.cluster.store import Store
from tutor.values import frozen

Pair = tuple[str, str]
ENDED = frozenset({"Succeeded", "Failed"})


@frozen
class Spread:
    """One topology spread constraint: how many pods each domain has, and whether this pod counts itself."""

    key: str
    counts: Mapping[str, int]
    most: int
    least: int
    own: int

    def takes(self, domain: str) -> bool:
        """Whether one more pod there keeps the skew within bounds."""
        return self.counts.get(domain, 0) + self.own - self.least <= self.most


@frozen
class Neighbours:
    """Where other pods are, as far as a pod's rules, or theirs, ask: pairs of a topology key and its value."""

    wanted: tuple[tuple[str, frozenset[Pair]], ...] = ()
    first: bool = False
    shunned: frozenset[Pair] = frozenset()
    shunning: frozenset[Pair] = frozenset()
    spreads: tuple[Spread, ...] = ()

    def near(self, labels: Mapping[str, str]) -> bool:
        """Whether every pod that must be near is; the first of a group that wants itself may go anywhere."""
        if any(key not in labels for key, _ in self.wanted):
            return False
        return self.first or all((key, labels[key]) in pairs for key, pairs in self.wanted)

    def avoids(self, labels: Mapping[str, str]) -> bool:
        """Whether a pod is there that this one will not be near to."""
        return not self.shunned.isdisjoint(labels.items())

    def avoided(self, labels: Mapping[str, str]) -> bool:
        """Whether a pod is there that will not have this one near it."""
        return not self.shunning.isdisjoint(labels.items())


ALONE = Neighbours()


def neighbours(store: Store, pod: Pod, nodes: tuple[Node, ...]) -> Neighbours:
    """Look around for a pod; cheap where nobody has rules."""
    apart: tuple[Pod, ...] = store.by(PODS_APART, "placed")
    if pod.spec.affinity is None and not pod.spec.topology_spread_constraints and not apart:
        return ALONE
    places = {node.metadata.name: node.metadata.labels for node in nodes}
    terms = tuple(_terms(pod, "podAffinity"))
    wanted = tuple((term["topologyKey"], frozenset(_pairs(store, pod, term, places))) for term in terms)
    own = all(_matches(pod, term, pod) for term in terms)
    return Neighbours(
        wanted=wanted,
        first=bool(terms) and own and not any(pairs for _, pairs in wanted),
        shunned=frozenset(pair for term in _terms(pod, "podAntiAffinity") for pair in _pairs(store, pod, term, places)),
        shunning=frozenset(_shunning(pod, apart, places)),
        spreads=tuple(_spreads(store, pod, nodes)),
    )


def _terms(pod: Pod, kind: str) -> Iterator[Any]:
    yield from ((pod.spec.affinity or {}).get(kind) or {}).get(REQUIRED) or ()


def _selector(row: Any) -> Selector:
    written = row.get("labelSelector")
    return from_label_selector(None if written is None else decode_part(LabelSelector, written).object)


def _spaces(owner: Pod, term: Any) -> frozenset[str]:
    return frozenset(term.get("namespaces") or (owner.metadata.namespace,))


def _matches(owner: Pod, term: Any, other: Pod) -> bool:
    """Whether a pod is one that a term of another pod speaks of; namespace selectors take in every namespace."""
    inside = term.get("namespaceSelector") is not None or other.metadata.namespace in _spaces(owner, term)
    return inside and _selector(term).matches(other.metadata.labels)


def _pairs(store: Store, pod: Pod, term: Any, places: Mapping[str, Mapping[str, str]]) -> Iterator[Pair]:
    """The domains in which pods stand that a term speaks of."""
    key = term["topologyKey"]
    spaces = None if term.get("namespaceSelector") is not None else sorted(_spaces(pod, term))
    found = store.list("Pod") if spaces is None else (one for space in spaces for one in store.list("Pod", space))
    for other in found:
        value = places.get(other.spec.node_name, {}).get(key)
        if value is not None and other.status.phase not in ENDED and _matches(pod, term, other):
            yield key, value


def _shunning(pod: Pod, apart: tuple[Pod, ...], places: Mapping[str, Mapping[str, str]]) -> Iterator[Pair]:
    for other in apart:
        for term in _terms(other, "podAntiAffinity"):
            value = places.get(other.spec.node_name, {}).get(term["topologyKey"])
            if value is not None and _matches(other, term, pod):
                yield term["topologyKey"], value


def _spreads(store: Store, pod: Pod, nodes: tuple[Node, ...]) -> Iterator[Spread]:
    for row in pod.spec.topology_spread_constraints or ():
        if row.get("whenUnsatisfiable") == "DoNotSchedule":
            yield _spread(store, pod, row, nodes)


def _spread(store: Store, pod: Pod, row: Any, nodes: tuple[Node, ...]) -> Spread:
    """Mirrors calPreFilterState: nodes that the pod's own node rules leave out are no domains, tainted ones are."""
    key, selector = row["topologyKey"], _selector(row)
    places = {
        node.metadata.name: node.metadata.labels[key]
        for node in nodes
        if key in node.metadata.labels and fits_node(pod, node)
    }
    counts = dict.fromkeys(places.values(), 0)
    for other in store.list("Pod", pod.metadata.namespace):
        leaving = other.metadata.deletion_timestamp is not None or other.status.phase in ENDED
        if other.spec.node_name in places and not leaving and selector.matches(other.metadata.labels):
            counts[places[other.spec.node_name]] += 1
    few = len(counts) < (row.get("minDomains") or 1)
    least = 0 if few else min(counts.values(), default=0)
    return Spread(
        key=key, counts=counts, most=row["maxSkew"], least=least, own=int(selector.matches(pod.metadata.labels))
    )
