"""The columns of objects that nothing stores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.values import frozen

Row = dict[str, Any]


@frozen
class Column:
    """One column and what stands in it; `format` is "name" for the first one."""

    name: str
    cell: Callable[[Row, Clock], Any]
    format: str = ""

    def encode(self) -> Row:
        """Its definition in a Table."""
        return {"name": self.name, "type": "string", "format": self.format, "description": self.name, "priority": 0}


def columns(kind: str) -> tuple[Column, ...]:
    """The columns of a kind that has its own."""
    return _COLUMNS[kind]


def has_table(kind: str) -> bool:
    """Whether the server prints a kind in columns of its own."""
    return kind in _COLUMNS


def synthetic_table(kind: str, rows: Sequence[Row], clock: Clock, metadata: Row) -> Row:
    """The Table of such objects. Mirrors printServiceAccount, printLease, printIPAddress and the like."""
    columns = _COLUMNS[kind]
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": metadata,
        "columnDefinitions": [column.encode() for column in columns],
        "rows": [
            {
                "cells": [column.cell(row, clock) for column in columns],
                "object": {
                    "kind": "PartialObjectMetadata",
                    "apiVersion": "meta.k8s.io/v1",
                    "metadata": row["metadata"],
                },
            }
            for row in rows
        ],
    }


def _parent(row: Row, _: Clock) -> str:
    parent = row["spec"]["parentRef"]
    return f"{parent['resource']}/{parent['namespace']}/{parent['name']}"


def _last_seen(row: Row, clock: Clock) -> str:
    told = ("deprecatedLastTimestamp", "deprecatedFirstTimestamp", "eventTime")
    return age(next((row[name] for name in told if row[name]), None), clock)


def _about(row: Row, _: Clock) -> str:
    about = row["regarding"]
    return f"{about['kind'].lower()}/{about['name']}"


_NAME = Column(name="Name", cell=lambda row, _: row["metadata"]["name"], format="name")
_AGE = Column(name="Age", cell=lambda row, clock: age(row["metadata"].get("creationTimestamp"), clock))
_COLUMNS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "APIService": (
            _NAME,
            Column(name="Service", cell=lambda _row, _: "Local"),
            Column(name="Available", cell=lambda row, _: row["status"]["conditions"][0]["status"]),
            _AGE,
        ),
        "CustomResourceDefinition": (
            _NAME,
            Column(name="Created At", cell=lambda row, _: row["metadata"].get("creationTimestamp", "<unknown>")),
        ),
        "ComponentStatus": (
            _NAME,
            Column(name="Status", cell=lambda _row, _: "Healthy"),
            Column(name="Message", cell=lambda row, _: row["conditions"][0]["message"]),
            Column(name="Error", cell=lambda _row, _: ""),
        ),
        "Event": (
            Column(name="Last Seen", cell=_last_seen),
            Column(name="Type", cell=lambda row, _: row["type"]),
            Column(name="Reason", cell=lambda row, _: row["reason"]),
            Column(name="Object", cell=_about),
            Column(name="Message", cell=lambda row, _: row["note"].strip()),
        ),
        "IPAddress": (_NAME, Column(name="ParentRef", cell=_parent)),
        "Lease": (_NAME, Column(name="Holder", cell=lambda row, _: row["spec"]["holderIdentity"]), _AGE),
        "ServiceAccount": (_NAME, Column(name="Secrets", cell=lambda _row, _: 0), _AGE),
        "ServiceCIDR": (_NAME, Column(name="CIDRs", cell=lambda row, _: ",".join(row["spec"]["cidrs"])), _AGE),
    }
)
