"""Defaults of the workload kinds."""

from __future__ import annotations

from typing import Any

from tutor.api.defaults.pod import default_template
from tutor.api.workloads import (
    DaemonSet,
    DaemonSetUpdateStrategy,
    Deployment,
    DeploymentStrategy,
    ReplicaSet,
    ReplicationController,
    RollingUpdateDaemonSet,
    RollingUpdateDeployment,
    RollingUpdateStatefulSet,
    StatefulSet,
    StatefulSetUpdateStrategy,
)
from tutor.values import replace

_HISTORY = 10
_PROGRESS_SECONDS = 600


def default_replica_set(obj: ReplicaSet) -> ReplicaSet:
    """Mirrors SetDefaults_ReplicaSet."""
    spec = replace(obj.spec, replicas=_or(obj.spec.replicas, 1), template=default_template(obj.spec.template))
    return replace(obj, spec=spec)


def default_replication_controller(obj: ReplicationController) -> ReplicationController:
    """Mirrors SetDefaults_ReplicationController: labels and selector are the template's where nothing else is said."""
    spec = replace(obj.spec, replicas=_or(obj.spec.replicas, 1))
    if spec.template is None:
        return replace(obj, spec=spec)
    labels = spec.template.metadata.labels
    spec = replace(spec, selector=spec.selector or labels, template=default_template(spec.template))
    return replace(obj, spec=spec, metadata=replace(obj.metadata, labels=obj.metadata.labels or labels))


def default_deployment(obj: Deployment) -> Deployment:
    """Mirrors SetDefaults_Deployment."""
    spec = replace(
        obj.spec,
        replicas=_or(obj.spec.replicas, 1),
        template=default_template(obj.spec.template),
        strategy=_default_strategy(obj.spec.strategy),
        revision_history_limit=_or(obj.spec.revision_history_limit, _HISTORY),
        progress_deadline_seconds=_or(obj.spec.progress_deadline_seconds, _PROGRESS_SECONDS),
    )
    return replace(obj, spec=spec)


def _default_strategy(strategy: DeploymentStrategy) -> DeploymentStrategy:
    kind = strategy.type or "RollingUpdate"
    if kind != "RollingUpdate":
        return replace(strategy, type=kind)
    rolling = strategy.rolling_update or RollingUpdateDeployment()
    rolling = replace(
        rolling,
        max_unavailable="25%" if rolling.max_unavailable is None else rolling.max_unavailable,
        max_surge="25%" if rolling.max_surge is None else rolling.max_surge,
    )
    return DeploymentStrategy(type=kind, rolling_update=rolling)


def default_stateful_set(obj: StatefulSet) -> StatefulSet:
    """Mirrors SetDefaults_StatefulSet."""
    retention = obj.spec.persistent_volume_claim_retention_policy or {}
    spec = replace(
        obj.spec,
        replicas=_or(obj.spec.replicas, 1),
        template=default_template(obj.spec.template),
        volume_claim_templates=_default_claims(obj.spec.volume_claim_templates),
        pod_management_policy=obj.spec.pod_management_policy or "OrderedReady",
        update_strategy=_default_stateful_strategy(obj.spec.update_strategy),
        revision_history_limit=_or(obj.spec.revision_history_limit, _HISTORY),
        persistent_volume_claim_retention_policy={"whenDeleted": "Retain", "whenScaled": "Retain", **retention},
    )
    return replace(obj, spec=spec)


def _default_claims(claims: Any) -> Any:
    """Mirrors SetDefaults_PersistentVolumeClaim and the conversion that names the kind."""
    return claims and [
        {
            **one,
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "spec": {"volumeMode": "Filesystem", **one.get("spec", {})},
            "status": {"phase": "Pending"},
        }
        for one in claims
    ]


def _default_stateful_strategy(strategy: StatefulSetUpdateStrategy) -> StatefulSetUpdateStrategy:
    rolling = strategy.rolling_update
    if not strategy.type:
        rolling = rolling or RollingUpdateStatefulSet()
    kind = strategy.type or "RollingUpdate"
    if kind != "RollingUpdate" or rolling is None:
        # Who names the strategy without its settings gets none.
        return replace(strategy, type=kind)
    # The server drops maxUnavailable: its feature is off in v1.36.
    rolling = replace(rolling, partition=_or(rolling.partition, 0), max_unavailable=None)
    return StatefulSetUpdateStrategy(type=kind, rolling_update=rolling)


def default_daemon_set(obj: DaemonSet) -> DaemonSet:
    """Mirrors SetDefaults_DaemonSet."""
    spec = replace(
        obj.spec,
        template=default_template(obj.spec.template),
        update_strategy=_default_daemon_strategy(obj.spec.update_strategy),
        revision_history_limit=_or(obj.spec.revision_history_limit, _HISTORY),
    )
    return replace(obj, spec=spec)


def _default_daemon_strategy(strategy: DaemonSetUpdateStrategy) -> DaemonSetUpdateStrategy:
    kind = strategy.type or "RollingUpdate"
    if kind != "RollingUpdate":
        return replace(strategy, type=kind)
    rolling = strategy.rolling_update or RollingUpdateDaemonSet()
    rolling = replace(
        rolling,
        max_unavailable=1 if rolling.max_unavailable is None else rolling.max_unavailable,
        max_surge=0 if rolling.max_surge is None else rolling.max_surge,
    )
    return DaemonSetUpdateStrategy(type=kind, rolling_update=rolling)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
