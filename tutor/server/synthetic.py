"""Objects that are read only and follow from others: service accounts, leases of nodes, events of the newer kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode_part
from tutor.cluster.cluster import Cluster

Row = dict[str, Any]
LEASES = "kube-node-lease"
LEASE_SECONDS = 40


def synthetic(cluster: Cluster, kind: str, namespace: str = "") -> list[Row]:
    """The objects of a kind that nothing stores, of one namespace or of all, without their own kind."""
    found = _MAKERS[kind](cluster) if kind in _MAKERS else iter(())
    return [row for row in found if not namespace or row["metadata"].get("namespace") == namespace]


def _accounts(cluster: Cluster) -> Iterator[Row]:
    for space in cluster.store.list("Namespace"):
        meta = encode_part(space.metadata)
        kept = {name: meta[name] for name in ("uid", "resourceVersion", "creationTimestamp") if name in meta}
        yield {"metadata": {"name": "default", "namespace": space.metadata.name, **kept}}


def _leases(cluster: Cluster) -> Iterator[Row]:
    renewed = cluster.clock.micro_timestamp()
    for node in cluster.store.list("Node"):
        meta = encode_part(node.metadata)
        kept = {name: meta[name] for name in ("uid", "resourceVersion", "creationTimestamp") if name in meta}
        yield {
            "metadata": {"name": node.metadata.name, "namespace": LEASES, **kept},
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


_MAKERS: Mapping[str, Callable[[Cluster], Iterator[Row]]] = MappingProxyType(
    {"ServiceAccount": _accounts, "Lease": _leases, "Event": _events}
)
