"""Cells of workloads."""

from __future__ import annotations

from typing import Any

from tutor.api.selectors import from_label_selector
from tutor.api.workloads import DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet
from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.cluster.tables.lists import NONE, labels


def replica_set(obj: ReplicaSet | ReplicationController, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printReplicaSet and printReplicationController."""
    status = obj.status
    counts = (_wanted(obj), str(status.replicas), str(status.ready_replicas))
    return (obj.metadata.name, *counts, age(obj.metadata.creation_timestamp, clock), *_programs(obj), _selector(obj))


def deployment(obj: Deployment, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printDeployment."""
    status = obj.status
    ready = f"{status.ready_replicas}/{_wanted(obj)}"
    counts = (ready, str(status.updated_replicas), str(status.available_replicas))
    return (obj.metadata.name, *counts, age(obj.metadata.creation_timestamp, clock), *_programs(obj), _selector(obj))


def stateful_set(obj: StatefulSet, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printStatefulSet."""
    ready = f"{obj.status.ready_replicas}/{_wanted(obj)}"
    return (obj.metadata.name, ready, age(obj.metadata.creation_timestamp, clock), *_programs(obj))


def daemon_set(obj: DaemonSet, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printDaemonSet."""
    status = obj.status
    counts = (
        status.desired_number_scheduled,
        status.current_number_scheduled,
        status.number_ready,
        status.updated_number_scheduled,
        status.number_available,
    )
    nodes = labels(obj.spec.template.spec.node_selector)
    created = age(obj.metadata.creation_timestamp, clock)
    return (obj.metadata.name, *map(str, counts), nodes, created, *_programs(obj), _selector(obj))


def _wanted(obj: Any) -> str:
    return str(obj.spec.replicas or 0)


def _programs(obj: Any) -> tuple[str, str]:
    containers = obj.spec.template.spec.containers
    return ",".join(one.name for one in containers), ",".join(one.image for one in containers)


def _selector(obj: Any) -> str:
    return str(from_label_selector(obj.spec.selector)) or NONE
