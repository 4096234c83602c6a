"""Describes what keeps pods: ReplicaSet, Deployment, StatefulSet, DaemonSet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tutor.api.pod import Pod, PodTemplateSpec
from tutor.api.selectors import from_label_selector
from tutor.api.workloads import (
    DaemonSet,
    Deployment,
    ReplicaSet,
    ReplicationController,
    StatefulSet,
    WorkloadCondition,
)
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.containers import write_pod_template
from tutor.kubectl.describers.writer import NONE, Writer, controlled_by, format_time, write_events
from tutor.kubectl.rollouts import new_replica_set, replica_sets_of


def describe_replica_set(one: ReplicaSet | ReplicationController, cluster: Cluster) -> str:
    """Mirrors describeReplicaSet and describeReplicationController."""
    writer = Writer()
    _write_names(writer, one)
    writer.line(0, f"Selector:\t{_selector(one)}")
    _write_meta(writer, one)
    owner = controlled_by(one.metadata)
    if owner:
        writer.line(0, f"Controlled By:\t{owner}")
    writer.line(0, f"Replicas:\t{one.status.replicas} current / {one.spec.replicas} desired")
    writer.line(0, f"Pods Status:\t{_pods_status(one, cluster)}")
    write_pod_template(writer, one.spec.template or PodTemplateSpec())
    _write_conditions(writer, one.status.conditions)
    write_events(writer, cluster, type(one).__name__, one.metadata)
    return writer.text()


def describe_deployment(one: Deployment, cluster: Cluster) -> str:
    """Mirrors describeDeployment."""
    writer, status = Writer(), one.status
    _write_names(writer, one)
    writer.line(0, f"CreationTimestamp:\t{format_time(one.metadata.creation_timestamp)}")
    _write_meta(writer, one)
    writer.line(0, f"Selector:\t{_selector(one)}")
    writer.line(
        0,
        f"Replicas:\t{one.spec.replicas} desired | {status.updated_replicas} updated | {status.replicas} total | "
        f"{status.available_replicas} available | {status.unavailable_replicas} unavailable",
    )
    writer.line(0, f"StrategyType:\t{one.spec.strategy.type}")
    writer.line(0, f"MinReadySeconds:\t{one.spec.min_ready_seconds}")
    rolling = one.spec.strategy.rolling_update
    if rolling is not None:
        words = f"{rolling.max_unavailable} max unavailable, {rolling.max_surge} max surge"
        writer.line(0, f"RollingUpdateStrategy:\t{words}")
    write_pod_template(writer, one.spec.template)
    _write_conditions(writer, one.status.conditions)
    _write_replica_sets(writer, one, cluster)
    write_events(writer, cluster, "Deployment", one.metadata)
    return writer.text()


def describe_stateful_set(one: StatefulSet, cluster: Cluster) -> str:
    """Mirrors describeStatefulSet."""
    writer = Writer()
    _write_names(writer, one)
    writer.line(0, f"CreationTimestamp:\t{format_time(one.metadata.creation_timestamp)}")
    writer.line(0, f"Selector:\t{_selector(one)}")
    _write_meta(writer, one)
    writer.line(0, f"Replicas:\t{one.spec.replicas} desired | {one.status.replicas} total")
    writer.line(0, f"Update Strategy:\t{one.spec.update_strategy.type}")
    rolling = one.spec.update_strategy.rolling_update
    if rolling is not None and rolling.partition is not None:
        writer.line(1, f"Partition:\t{rolling.partition}")
    writer.line(0, f"Pods Status:\t{_pods_status(one, cluster)}")
    write_pod_template(writer, one.spec.template)
    writer.line(0, f"Volume Claims:\t{NONE}")
    write_events(writer, cluster, "StatefulSet", one.metadata)
    return writer.text()


def describe_daemon_set(one: DaemonSet, cluster: Cluster) -> str:
    """Mirrors describeDaemonSet."""
    writer, status = Writer(), one.status
    _write_names(writer, one)
    writer.line(0, f"Selector:\t{_selector(one)}")
    writer.labels("Node-Selector", one.spec.template.spec.node_selector)
    _write_meta(writer, one)
    rows = (
        ("Desired Number of Nodes Scheduled", status.desired_number_scheduled),
        ("Current Number of Nodes Scheduled", status.current_number_scheduled),
        ("Number of Nodes Scheduled with Up-to-date Pods", status.updated_number_scheduled),
        ("Number of Nodes Scheduled with Available Pods", status.number_available),
        ("Number of Nodes Misscheduled", status.number_misscheduled),
    )
    writer.lines(0, (f"{title}: {number}" for title, number in rows))
    writer.line(0, f"Pods Status:\t{_pods_status(one, cluster)}")
    write_pod_template(writer, one.spec.template)
    write_events(writer, cluster, "DaemonSet", one.metadata)
    return writer.text()


def _write_names(writer: Writer, one: Any) -> None:
    writer.line(0, f"Name:\t{one.metadata.name}")
    writer.line(0, f"Namespace:\t{one.metadata.namespace}")


def _write_meta(writer: Writer, one: Any) -> None:
    writer.labels("Labels", one.metadata.labels)
    writer.annotations("Annotations", one.metadata.annotations)


def _selector(one: Any) -> str:
    return str(from_label_selector(one.spec.selector)) or NONE


def _pods_status(one: Any, cluster: Cluster) -> str:
    """Mirrors getPodStatusForController."""
    found = Counter(pod.status.phase for pod in _pods_of(one, cluster))
    return (
        f"{found['Running']} Running / {found['Pending']} Waiting / "
        f"{found['Succeeded']} Succeeded / {found['Failed']} Failed"
    )


def _pods_of(one: Any, cluster: Cluster) -> Iterable[Pod]:
    for pod in cluster.store.list("Pod", one.metadata.namespace):
        if any(owner.controller and owner.uid == one.metadata.uid for owner in pod.metadata.owner_references):
            yield pod


def _write_conditions(writer: Writer, conditions: Sequence[WorkloadCondition]) -> None:
    if conditions:
        writer.line(0, "Conditions:")
        writer.line(1, "Type\tStatus\tReason")
        writer.line(1, "----\t------\t------")
        writer.lines(1, (f"{one.type} \t{one.status}\t{one.reason}" for one in conditions))


def _write_replica_sets(writer: Writer, one: Deployment, cluster: Cluster) -> None:
    found = replica_sets_of(one, cluster)
    if not found:
        return
    new = new_replica_set(one, found)
    old = [row for row in found if new is None or row.metadata.uid != new.metadata.uid]
    writer.line(0, f"OldReplicaSets:\t{_replica_sets(old)}")
    writer.line(0, f"NewReplicaSet:\t{_replica_sets([new] if new else [])}")


def _replica_sets(rows: Sequence[ReplicaSet]) -> str:
    words = (f"{row.metadata.name} ({row.status.replicas}/{row.spec.replicas} replicas created)" for row in rows)
    return ", ".join(words) or NONE
