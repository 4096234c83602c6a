"""The columns of each kind and the function that fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.kinds import Kind, kind_of
from tutor.cluster.clock import Clock
from tutor.cluster.tables import metallb, others, pods, services, workloads
from tutor.values import frozen

Cells = Callable[[Any, Clock, bool], tuple[str, ...]]


@frozen
class Column:
    """One column; a `wide` one is shown by `-o wide` only (priority 1 on the wire)."""

    name: str
    wide: bool = False


@frozen
class Table:
    """The columns of a kind; `cells` fills all of them, wide ones included, in order."""

    columns: tuple[Column, ...]
    cells: Cells


def _table(cells: Cells, names: str, wide: str = "") -> Table:
    rows = [Column(name=name) for name in names.split("|")]
    rows += [Column(name=name, wide=True) for name in wide.split("|") if name]
    return Table(columns=tuple(rows), cells=cells)


_WORKLOAD_WIDE = "Containers|Images|Selector"

_EVENT_COLUMNS = tuple(
    Column(name=name, wide=name in {"Subobject", "Source", "First Seen", "Count", "Name"})
    for name in (
        "Last Seen",
        "Type",
        "Reason",
        "Object",
        "Subobject",
        "Source",
        "Message",
        "First Seen",
        "Count",
        "Name",
    )
)

TABLES: Mapping[str, Table] = {
    "Pod": _table(pods.cells, "Name|Ready|Status|Restarts|Age", "IP|Node|Nominated Node|Readiness Gates"),
    "Service": _table(services.service, "Name|Type|Cluster-IP|External-IP|Port(s)|Age", "Selector"),
    "Endpoints": _table(services.endpoints, "Name|Endpoints|Age"),
    "EndpointSlice": _table(services.endpoint_slice, "Name|AddressType|Ports|Endpoints|Age"),
    "ReplicaSet": _table(workloads.replica_set, "Name|Desired|Current|Ready|Age", _WORKLOAD_WIDE),
    "ReplicationController": _table(workloads.replica_set, "Name|Desired|Current|Ready|Age", _WORKLOAD_WIDE),
    "Deployment": _table(workloads.deployment, "Name|Ready|Up-to-date|Available|Age", _WORKLOAD_WIDE),
    "StatefulSet": _table(workloads.stateful_set, "Name|Ready|Age", "Containers|Images"),
    "DaemonSet": _table(
        workloads.daemon_set, "Name|Desired|Current|Ready|Up-to-date|Available|Node Selector|Age", _WORKLOAD_WIDE
    ),
    "ControllerRevision": _table(others.controller_revision, "Name|Controller|Revision|Age"),
    "Namespace": _table(others.namespace, "Name|Status|Age"),
    "Node": _table(
        others.node,
        "Name|Status|Roles|Age|Version",
        "Internal-IP|External-IP|OS-Image|Kernel-Version|Container-Runtime",
    ),
    "ConfigMap": _table(others.config_map, "Name|Data|Age"),
    "IPAddressPool": _table(metallb.ip_address_pool, "Name|Auto Assign|Avoid Buggy IPs|Addresses"),
    "L2Advertisement": _table(
        metallb.l2_advertisement, "Name|IPAddressPools|IPAddressPool Selectors|Interfaces", "Node Selectors"
    ),
    "Event": Table(columns=_EVENT_COLUMNS, cells=others.event),
}


def columns(kind: Kind, *, wide: bool = False) -> tuple[Column, ...]:
    """The columns of a kind, those for `-o wide` only when asked for."""
    return tuple(one for one in TABLES[kind.kind].columns if wide or not one.wide)


def row(obj: Any, clock: Clock, *, wide: bool = False) -> tuple[str, ...]:
    """An object's cells under `columns(kind, wide=wide)`; ages are as of the clock."""
    table = TABLES[kind_of(obj).kind]
    cells = table.cells(obj, clock, wide)
    return tuple(cell for one, cell in zip(table.columns, cells, strict=True) if wide or not one.wide)
