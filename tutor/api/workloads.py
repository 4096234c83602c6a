"""Workload kinds: those of apps/v1, the templates that they keep, and the old ReplicationController."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api.claims import PersistentVolumeClaim
from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.pod import PodTemplateSpec
from tutor.api.wire import ConditionStatus, Int32, Int64, IntOrString, Labels, Time, kept, mapping
from tutor.values import frozen


@frozen
class WorkloadCondition:
    """One yes-or-no fact about a workload."""

    type: str = kept("")
    status: ConditionStatus = kept("")
    last_update_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str = ""
    message: str = ""


@frozen
class ReplicaSetSpec:
    """How many pods, which ones, and what a new one looks like."""

    replicas: Int32 | None = None
    min_ready_seconds: Int32 = 0
    selector: LabelSelector | None = kept(None)
    template: PodTemplateSpec = PodTemplateSpec()


@frozen
class ReplicaSetStatus:
    """How many pods there are."""

    replicas: Int32 = kept(0)
    fully_labeled_replicas: Int32 = 0
    ready_replicas: Int32 = 0
    available_replicas: Int32 = 0
    terminating_replicas: Int32 | None = None
    observed_generation: Int64 = 0
    conditions: tuple[WorkloadCondition, ...] = ()


@frozen
class ReplicaSet:
    """Keeps a number of equal pods."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: ReplicaSetSpec = kept(ReplicaSetSpec())
    status: ReplicaSetStatus = kept(ReplicaSetStatus())


@frozen
class ReplicationControllerSpec:
    """How many pods, which ones, and what a new one looks like."""

    replicas: Int32 | None = None
    min_ready_seconds: Int32 = 0
    selector: Labels = mapping()
    template: PodTemplateSpec | None = None


@frozen
class ReplicationControllerStatus:
    """How many pods there are."""

    replicas: Int32 = kept(0)
    fully_labeled_replicas: Int32 = 0
    ready_replicas: Int32 = 0
    available_replicas: Int32 = 0
    observed_generation: Int64 = 0
    conditions: tuple[WorkloadCondition, ...] = ()


@frozen
class ReplicationController:
    """Keeps a number of equal pods, as ReplicaSets did before they were invented."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: ReplicationControllerSpec = kept(ReplicationControllerSpec())
    status: ReplicationControllerStatus = kept(ReplicationControllerStatus())


@frozen
class RollingUpdateDeployment:
    """How far a rolling update may stray from the wanted number."""

    max_unavailable: IntOrString | None = None
    max_surge: IntOrString | None = None


@frozen
class DeploymentStrategy:
    """Recreate, or RollingUpdate with its limits."""

    type: Annotated[str, "v1.DeploymentStrategyType"] = ""
    rolling_update: RollingUpdateDeployment | None = None


@frozen
class DeploymentSpec:
    """What a Deployment rolls out."""

    replicas: Int32 | None = None
    selector: LabelSelector | None = kept(None)
    template: PodTemplateSpec = kept(PodTemplateSpec())
    strategy: DeploymentStrategy = kept(DeploymentStrategy())
    min_ready_seconds: Int32 = 0
    revision_history_limit: Int32 | None = None
    paused: bool = False
    progress_deadline_seconds: Int32 | None = None


@frozen
class DeploymentStatus:
    """How far a rollout is."""

    observed_generation: Int64 = 0
    replicas: Int32 = 0
    updated_replicas: Int32 = 0
    ready_replicas: Int32 = 0
    available_replicas: Int32 = 0
    unavailable_replicas: Int32 = 0
    terminating_replicas: Int32 | None = None
    conditions: tuple[WorkloadCondition, ...] = ()
    collision_count: Int32 | None = None


@frozen
class Deployment:
    """Rolls out ReplicaSets, one a template."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: DeploymentSpec = kept(DeploymentSpec())
    status: DeploymentStatus = kept(DeploymentStatus())


@frozen
class RollingUpdateStatefulSet:
    """Which ordinals a rolling update touches."""

    partition: Int32 | None = None
    max_unavailable: IntOrString | None = None


@frozen
class StatefulSetUpdateStrategy:
    """OnDelete or RollingUpdate."""

    type: Annotated[str, "v1.StatefulSetUpdateStrategyType"] = ""
    rolling_update: RollingUpdateStatefulSet | None = None


@frozen
class StatefulSetOrdinals:
    """With which number the pods start."""

    start: Int32 = kept(0)


@frozen
class StatefulSetPersistentVolumeClaimRetentionPolicy:
    """What becomes of claims when the set goes or shrinks."""

    when_deleted: Annotated[str, "v1.PersistentVolumeClaimRetentionPolicyType"] = ""
    when_scaled: Annotated[str, "v1.PersistentVolumeClaimRetentionPolicyType"] = ""


@frozen
class StatefulSetSpec:
    """Numbered pods with names that stay."""

    replicas: Int32 | None = None
    selector: LabelSelector | None = kept(None)
    template: PodTemplateSpec = kept(PodTemplateSpec())
    volume_claim_templates: Annotated[Any, "opaque", tuple[PersistentVolumeClaim, ...]] | None = None
    service_name: str = kept("")
    pod_management_policy: Annotated[str, "v1.PodManagementPolicyType"] = ""
    update_strategy: StatefulSetUpdateStrategy = kept(StatefulSetUpdateStrategy())
    revision_history_limit: Int32 | None = None
    min_ready_seconds: Int32 = 0
    persistent_volume_claim_retention_policy: (
        Annotated[Any, "opaque", StatefulSetPersistentVolumeClaimRetentionPolicy] | None
    ) = None
    ordinals: Annotated[Any, "opaque", StatefulSetOrdinals] | None = None


@frozen
class StatefulSetStatus:
    """How many numbered pods there are."""

    observed_generation: Int64 = 0
    replicas: Int32 = kept(0)
    ready_replicas: Int32 = 0
    current_replicas: Int32 = 0
    updated_replicas: Int32 = 0
    current_revision: str = ""
    update_revision: str = ""
    collision_count: Int32 | None = None
    conditions: tuple[WorkloadCondition, ...] = ()
    available_replicas: Int32 = kept(0)


@frozen
class StatefulSet:
    """Keeps numbered pods, in order."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: StatefulSetSpec = kept(StatefulSetSpec())
    status: StatefulSetStatus = kept(StatefulSetStatus())


@frozen
class RollingUpdateDaemonSet:
    """How far a DaemonSet's update may stray."""

    max_unavailable: IntOrString | None = None
    max_surge: IntOrString | None = None


@frozen
class DaemonSetUpdateStrategy:
    """OnDelete or RollingUpdate."""

    type: Annotated[str, "v1.DaemonSetUpdateStrategyType"] = ""
    rolling_update: RollingUpdateDaemonSet | None = None


@frozen
class DaemonSetSpec:
    """One pod a node."""

    selector: LabelSelector | None = kept(None)
    template: PodTemplateSpec = kept(PodTemplateSpec())
    update_strategy: DaemonSetUpdateStrategy = kept(DaemonSetUpdateStrategy())
    min_ready_seconds: Int32 = 0
    revision_history_limit: Int32 | None = None


@frozen
class DaemonSetStatus:
    """On how many nodes the pods run."""

    current_number_scheduled: Int32 = kept(0)
    number_misscheduled: Int32 = kept(0)
    desired_number_scheduled: Int32 = kept(0)
    number_ready: Int32 = kept(0)
    observed_generation: Int64 = 0
    updated_number_scheduled: Int32 = 0
    number_available: Int32 = 0
    number_unavailable: Int32 = 0
    collision_count: Int32 | None = None
    conditions: tuple[WorkloadCondition, ...] = ()


@frozen
class DaemonSet:
    """Keeps one pod on every node."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: DaemonSetSpec = kept(DaemonSetSpec())
    status: DaemonSetStatus = kept(DaemonSetStatus())


@frozen
class ControllerRevision:
    """A template that a StatefulSet or DaemonSet has, or had; `data` is a patch that brings it back."""

    metadata: ObjectMeta = kept(ObjectMeta())
    data: Annotated[Any, "opaque"] | None = None
    revision: Int64 = kept(0)
