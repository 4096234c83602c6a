"""Objects that are read only and follow from others: service accounts, leases of nodes, events of the newer kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode_part
from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.cluster.cluster import Cluster

Row = dict[str, Any]
LEASES = "kube-node-lease"
LEASE_SECONDS = 40


def synthetic(cluster: Cluster, kind: str, namespace: str = "") -> list[Row]:
    """The objects of a kind that nothing stores, of one namespace or of all, without their own kind."""
    found = _MAKERS[kind](cluster) if kind in _MAKERS else iter(())
    return [row for row in found if not namespace or row["metadata"].get("namespace") == namespace]


def has_table(kind: str) -> bool:
    """Whether the server prints a kind in columns of its own."""
    return kind in _COLUMNS


def synthetic_table(kind: str, rows: Sequence[Row], clock: Clock, metadata: Row) -> Row:
    """The Table of such objects. Mirrors printServiceAccount and printLease."""
    column, type_, cell = _COLUMNS[kind]
    names = (("Name", "string", "name"), (column, type_, ""), ("Age", "string", ""))
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": metadata,
        "columnDefinitions": [
            {"name": name, "type": type_, "format": format_, "description": name, "priority": 0}
            for name, type_, format_ in names
        ],
        "rows": [
            {
                "cells": [row["metadata"]["name"], cell(row), age(row["metadata"].get("creationTimestamp"), clock)],
                "object": {
                    "kind": "PartialObjectMetadata",
                    "apiVersion": "meta.k8s.io/v1",
                    "metadata": row["metadata"],
                },
            }
            for row in rows
        ],
    }


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


_COLUMNS: Mapping[str, tuple[str, str, Callable[[Row], Any]]] = MappingProxyType(
    {
        "ServiceAccount": ("Secrets", "string", lambda _: 0),
        "Lease": ("Holder", "string", lambda row: row["spec"]["holderIdentity"]),
    }
)
_MAKERS: Mapping[str, Callable[[Cluster], Iterator[Row]]] = MappingProxyType(
    {"ServiceAccount": _accounts, "Lease": _leases, "Event": _events}
)
