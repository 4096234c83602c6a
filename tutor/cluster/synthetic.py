"""Objects that are read only and follow from others, such as leases of nodes and the addresses of Services."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode_part
from tutor.api.service import Service
from tutor.cluster.cluster import Cluster
from tutor.cluster.store import Key

Row = dict[str, Any]
LEASES = "kube-node-lease"
LEASE_SECONDS = 40
DEPRECATED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ComponentStatus": ("v1 ComponentStatus is deprecated in v1.19+",)}
)
_IP_LABEL = "ipaddress.kubernetes.io"
_COMPONENTS = ("scheduler", "controller-manager", "etcd-0")


def synthetic(cluster: Cluster, kind: str, namespace: str = "") -> list[Row]:
    """The objects of a kind that nothing stores, of one namespace or of all, without their own kind."""
    found = _MAKERS[kind](cluster) if kind in _MAKERS else iter(())
    return [row for row in found if not namespace or row["metadata"].get("namespace") == namespace]


def born(obj: Any) -> Row:
    """What an object has in common with the one that it follows from."""
    meta = encode_part(obj.metadata)
    return {name: meta[name] for name in ("uid", "resourceVersion", "creationTimestamp") if name in meta}


def _accounts(cluster: Cluster) -> Iterator[Row]:
    for space in cluster.store.list("Namespace"):
        yield {"metadata": {"name": "default", "namespace": space.metadata.name, **born(space)}}


def _leases(cluster: Cluster) -> Iterator[Row]:
    renewed = cluster.clock.micro_timestamp()
    for node in cluster.store.list("Node"):
        yield {
            "metadata": {"name": node.metadata.name, "namespace": LEASES, **born(node)},
            "spec": {
                "holderIdentity": node.metadata.name,
                "leaseDurationSeconds": LEASE_SECONDS,
                "renewTime": renewed,
            },
        }


def _events(cluster: Cluster) -> Iterator[Row]:
    """Events of the newer group: the same ones with other names of their fields."""
    for event in cluster.store.list("Event"):
        row = encode_part(event)
        yield {
            "metadata": row["metadata"],
            "eventTime": row.get("eventTime"),
            "reportingController": event.reporting_component,
            "reportingInstance": event.reporting_instance,
            "reason": event.reason,
            "regarding": row.get("involvedObject", {}),
            "note": event.message,
            "type": event.type,
            "deprecatedSource": row.get("source", {}),
            "deprecatedFirstTimestamp": row.get("firstTimestamp"),
            "deprecatedLastTimestamp": row.get("lastTimestamp"),
            "deprecatedCount": event.count,
        }


def _addresses(cluster: Cluster) -> Iterator[Row]:
    """One object an allocated cluster IP, sorted by its name. Mirrors newIPAddress."""
    services = [one for one in cluster.store.list("Service") if isinstance(one, Service)]
    given = {ip: one for one in services for ip in one.spec.cluster_ips if ip != "None"}
    for ip, service in sorted(given.items()):
        labels = {
            f"{_IP_LABEL}/ip-family": f"IPv{ip_address(ip).version}",
            f"{_IP_LABEL}/managed-by": "ipallocator.k8s.io",
        }
        meta = {**born(service), "uid": uid_of(service.metadata.uid, ip)}
        parent = {"resource": "services", "namespace": service.metadata.namespace, "name": service.metadata.name}
        yield {"metadata": {"name": ip, **meta, "labels": labels}, "spec": {"parentRef": parent}}


def _ranges(cluster: Cluster) -> Iterator[Row]:
    """The range that the API server's own flag gives. Mirrors createDefaultServiceCIDR."""
    api = cluster.store.get(Key(kind="Service", namespace="default", name="kubernetes"))
    meta = {} if api is None else {**born(api), "uid": uid_of(api.metadata.uid, "range")}
    yield {
        "metadata": {"name": "kubernetes", **meta, "finalizers": ["networking.k8s.io/service-cidr-finalizer"]},
        "spec": {"cidrs": list(cluster.settings.service_cidrs)},
        "status": {
            "conditions": [
                {
                    "type": "Ready",
                    "status": "True",
                    "lastTransitionTime": meta.get("creationTimestamp"),
                    "reason": "",
                    "message": "Kubernetes Service CIDR is ready",
                }
            ]
        },
    }


def _components(_: Cluster) -> Iterator[Row]:
    for name in _COMPONENTS:
        yield {"metadata": {"name": name}, "conditions": [{"type": "Healthy", "status": "True", "message": "ok"}]}


def uid_of(owner: str, name: str) -> str:
    """A UID that stays the same for as long as what the object follows from."""
    found = hashlib.sha256(f"{owner}/{name}".encode()).hexdigest()
    return "-".join((found[:8], found[8:12], f"4{found[13:16]}", f"a{found[17:20]}", found[20:32]))


_MAKERS: Mapping[str, Callable[[Cluster], Iterator[Row]]] = MappingProxyType(
    {
        "ComponentStatus": _components,
        "Event": _events,
        "IPAddress": _addresses,
        "Lease": _leases,
        "ServiceAccount": _accounts,
        "ServiceCIDR": _ranges,
    }
)
