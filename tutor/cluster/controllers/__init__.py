"""The controllers of a cluster, one row each; they know the store and nothing of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tutor.cluster.control import Controller
from tutor.cluster.controllers import kubelet, metallb
from tutor.cluster.controllers.daemonset import DAEMON_SET
from tutor.cluster.controllers.deployment import DEPLOYMENT
from tutor.cluster.controllers.endpoints import ENDPOINTS
from tutor.cluster.controllers.endpointslice import ENDPOINT_SLICE
from tutor.cluster.controllers.event_expiry import EVENT_EXPIRY
from tutor.cluster.controllers.faults import PLANNED
from tutor.cluster.controllers.garbage import GARBAGE
from tutor.cluster.controllers.mirroring import MIRRORING
from tutor.cluster.controllers.namespace import NAMESPACE
from tutor.cluster.controllers.node_lifecycle import NODE_LIFECYCLE
from tutor.cluster.controllers.publishing import PUBLISHING
from tutor.cluster.controllers.replicaset import REPLICA_SET, REPLICATION_CONTROLLER
from tutor.cluster.controllers.root_certificate import ROOT_CERTIFICATE
from tutor.cluster.controllers.scheduler import SCHEDULER
from tutor.cluster.controllers.statefulset import STATEFUL_SET
from tutor.cluster.controllers.taint_eviction import TAINT_EVICTION
from tutor.cluster.store import Change, Key, Store

_ROWS: tuple[Controller, ...] = (
    DEPLOYMENT,
    REPLICA_SET,
    REPLICATION_CONTROLLER,
    STATEFUL_SET,
    DAEMON_SET,
    SCHEDULER,
    NODE_LIFECYCLE,
    TAINT_EVICTION,
    *kubelet.CONTROLLERS,
    ENDPOINTS,
    ENDPOINT_SLICE,
    MIRRORING,
    *metallb.CONTROLLERS,
    GARBAGE,
    NAMESPACE,
    ROOT_CERTIFICATE,
    PUBLISHING,
    PLANNED,
    EVENT_EXPIRY,
)

CONTROLLERS: Mapping[str, Controller] = {row.name: row for row in _ROWS}


def _watchers() -> dict[str, tuple[tuple[Controller, Callable[[Change, Store], Iterable[Key]]], ...]]:
    found: dict[str, tuple[tuple[Controller, Callable[[Change, Store], Iterable[Key]]], ...]] = {}
    for row in _ROWS:
        for kind, keys_of in row.watches.items():
            found[kind] = (*found.get(kind, ()), (row, keys_of))
    return found


WATCHERS = _watchers()
