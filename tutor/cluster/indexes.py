"""Which objects are found by what, besides their names: one row an index."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from operator import attrgetter
from typing import Any

IndexFunction = Callable[[Any], Iterator[Hashable]]

PODS_BY_LABEL = "pods by label"
PODS_BY_NODE = "pods by node"
SIBLINGS_BY_NODE = "pods by node and owner"
GUESTS_BY_NODE = "pods outside kube-system by node"
PODS_BY_IP = "pods by ip"
OWNED = "objects by owner"
SERVICES_BY_SELECTOR = "services by selector"
SERVICES_BY_IP = "services by ip"
SERVICES_BY_NODE_PORT = "services by node port"
SERVICES_BY_OUTER_IP = "services by outer ip"
SETS_BY_SELECTOR = "replica sets by selector"
SLICES_BY_SERVICE = "slices by service"
EVENTS_BY_OBJECT = "events by object"
PODS_APART = "pods with rules about other pods"

SERVICE_NAME_LABEL = "kubernetes.io/service-name"


def _labels(pod: Any) -> Iterator[Hashable]:
    namespace = pod.metadata.namespace
    for pair in pod.metadata.labels.items():
        yield (namespace, *pair)


def _node(pod: Any) -> Iterator[Hashable]:
    """Pods without a node stand under ""; those that have ended take no room."""
    if pod.status.phase not in {"Succeeded", "Failed"}:
        yield pod.spec.node_name


def _apart(pod: Any) -> Iterator[Hashable]:
    """Pods that keep others away, and pods that wait for a node and have rules about others."""
    affinity, spreads = pod.spec.affinity, pod.spec.topology_spread_constraints
    if pod.status.phase in {"Succeeded", "Failed"}:
        return
    if pod.spec.node_name:
        if affinity and affinity.get("podAntiAffinity"):
            yield "placed"
    elif spreads or (affinity and affinity.keys() & {"podAffinity", "podAntiAffinity"}):
        yield "waiting"


def _siblings(pod: Any) -> Iterator[Hashable]:
    if pod.spec.node_name and pod.status.phase not in {"Succeeded", "Failed"}:
        for owner in pod.metadata.owner_references:
            yield (pod.spec.node_name, owner.uid)


def _guests(pod: Any) -> Iterator[Hashable]:
    if pod.metadata.namespace != "kube-system" and pod.status.phase not in {"Succeeded", "Failed"}:
        yield pod.spec.node_name


def _pod_ips(pod: Any) -> Iterator[Hashable]:
    if pod.status.phase not in {"Succeeded", "Failed"}:
        yield from (entry.ip for entry in pod.status.pod_ips)


def _owners(obj: Any) -> Iterator[Hashable]:
    for owner in obj.metadata.owner_references:
        yield owner.uid


def _selector(service: Any) -> Iterator[Hashable]:
    """One pair is enough to find a Service from a pod's labels; the rest is compared then."""
    if service.spec.selector and service.spec.type != "ExternalName":
        yield (service.metadata.namespace, *min(service.spec.selector.items()))


def _set_selector(replica_set: Any) -> Iterator[Hashable]:
    """The same for ReplicaSets; those that select by expressions only stand under their namespace."""
    selector = replica_set.spec.selector
    pairs = getattr(selector, "match_labels", selector) or {}
    yield (replica_set.metadata.namespace, *(min(pairs.items()) if pairs else ()))


def _service_ips(service: Any) -> Iterator[Hashable]:
    for address in service.spec.cluster_ips:
        if address != "None":
            yield address


def _outer_ips(service: Any) -> Iterator[Hashable]:
    yield from dict.fromkeys(
        (*service.spec.external_ips, *(e.ip for e in service.status.load_balancer.ingress if e.ip))
    )


def _node_ports(service: Any) -> Iterator[Hashable]:
    ports = {port.node_port for port in service.spec.ports} | {service.spec.health_check_node_port}
    yield from sorted(ports - {0})


def _service_of_slice(slice_: Any) -> Iterator[Hashable]:
    name = slice_.metadata.labels.get(SERVICE_NAME_LABEL, "")
    if name:
        yield (slice_.metadata.namespace, name)


def _event_object(event: Any) -> Iterator[Hashable]:
    involved = event.involved_object
    yield (involved.kind, involved.namespace, involved.name)


# What the functions of a kind read: while that is the same, no index changes.
INPUTS: Mapping[str, Callable[[Any], Any]] = {
    "Pod": attrgetter(
        "metadata.namespace",
        "metadata.labels",
        "metadata.owner_references",
        "spec.node_name",
        "spec.affinity",
        "spec.topology_spread_constraints",
        "status.phase",
        "status.pod_ips",
    ),
    "Event": attrgetter("involved_object"),
}

INDEXES: Mapping[str, Mapping[str, IndexFunction]] = {
    "Pod": {
        PODS_BY_LABEL: _labels,
        PODS_BY_NODE: _node,
        SIBLINGS_BY_NODE: _siblings,
        GUESTS_BY_NODE: _guests,
        PODS_BY_IP: _pod_ips,
        PODS_APART: _apart,
        OWNED: _owners,
    },
    "ReplicaSet": {OWNED: _owners, SETS_BY_SELECTOR: _set_selector},
    "ReplicationController": {OWNED: _owners, SETS_BY_SELECTOR: _set_selector},
    "EndpointSlice": {OWNED: _owners, SLICES_BY_SERVICE: _service_of_slice},
    "Endpoints": {OWNED: _owners},
    "Service": {
        SERVICES_BY_SELECTOR: _selector,
        SERVICES_BY_IP: _service_ips,
        SERVICES_BY_NODE_PORT: _node_ports,
        SERVICES_BY_OUTER_IP: _outer_ips,
        OWNED: _owners,
    },
    "Event": {EVENTS_BY_OBJECT: _event_object},
    "Deployment": {OWNED: _owners},
    "StatefulSet": {OWNED: _owners},
    "DaemonSet": {OWNED: _owners},
    "ControllerRevision": {OWNED: _owners},
    "ConfigMap": {OWNED: _owners},
}
