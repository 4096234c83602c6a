"""The Pod kind and the pod template that workloads share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from tutor.api.affinity import Affinity, LocalObjectReference, PodOS, PodSchedulingGate, TopologySpreadConstraint
from tutor.api.container import EPHEMERAL_CONTAINER, Container, ContainerStatus, ResourceRequirements
from tutor.api.forms import form
from tutor.api.meta import ObjectMeta
from tutor.api.security import PodSecurityContext
from tutor.api.volumes import Volume
from tutor.api.wire import ConditionStatus, Int32, Int64, Labels, Opaque, Quantity, TaintEffect, Time, kept, mapping
from tutor.values import frozen


@frozen
class Toleration:
    """A taint that the pod may live with."""

    key: str = ""
    operator: Annotated[str, "v1.TolerationOperator"] = ""
    value: str = ""
    effect: TaintEffect = ""
    toleration_seconds: Int64 | None = None


@frozen
class HostAlias:
    """Extra names for one address in the pod's /etc/hosts."""

    ip: str = kept("")
    hostnames: tuple[str, ...] = ()


@frozen
class PodDNSConfigOption:
    """One option of resolv.conf, such as ndots."""

    name: str = ""
    value: str | None = None


@frozen
class PodDNSConfig:
    """What the pod's resolv.conf gets on top of its dnsPolicy."""

    nameservers: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    options: tuple[PodDNSConfigOption, ...] = ()


@frozen
class PodReadinessGate:
    """A condition that must be true before the pod counts as ready."""

    condition_type: Annotated[str, "v1.PodConditionType"] = kept("")


RESOURCE_CLAIM = form("PodResourceClaim", "name! resourceClaimName:*string resourceClaimTemplateName:*string")
SCHEDULING_GROUP = form("PodSchedulingGroup", "podGroupName:*string")


@frozen
class PodSpec:
    """What a pod runs, and how."""

    volumes: Annotated[Any, "opaque", tuple[Volume, ...]] | None = None
    init_containers: tuple[Container, ...] = ()
    containers: tuple[Container, ...] = kept(())
    ephemeral_containers: Annotated[Any, "opaque", tuple[EPHEMERAL_CONTAINER, ...]] | None = None
    restart_policy: Annotated[str, "v1.RestartPolicy"] = ""
    termination_grace_period_seconds: Int64 | None = None
    active_deadline_seconds: Int64 | None = None
    dns_policy: Annotated[str, "v1.DNSPolicy"] = ""
    node_selector: Labels = mapping()
    service_account_name: str = ""
    service_account: str = ""
    automount_service_account_token: bool | None = None
    node_name: str = ""
    host_network: bool = False
    host_pid: bool = False
    host_ipc: bool = False
    share_process_namespace: bool | None = None
    security_context: Annotated[Any, "opaque", PodSecurityContext] | None = None
    image_pull_secrets: Annotated[Any, "opaque", tuple[LocalObjectReference, ...]] | None = None
    hostname: str = ""
    subdomain: str = ""
    affinity: Annotated[Any, "opaque", Affinity] | None = None
    scheduler_name: str = ""
    tolerations: tuple[Toleration, ...] = ()
    host_aliases: tuple[HostAlias, ...] = ()
    priority_class_name: str = ""
    priority: Int32 | None = None
    dns_config: PodDNSConfig | None = None
    readiness_gates: tuple[PodReadinessGate, ...] = ()
    runtime_class_name: str | None = None
    enable_service_links: bool | None = None
    preemption_policy: Annotated[str, "v1.PreemptionPolicy"] | None = None
    overhead: Annotated[Any, "opaque", Mapping[str, Quantity]] | None = None
    topology_spread_constraints: Annotated[Any, "opaque", tuple[TopologySpreadConstraint, ...]] | None = None
    set_hostname_as_fqdn: bool | None = None
    os: Annotated[Any, "opaque", PodOS] | None = None
    host_users: bool | None = None
    scheduling_gates: Annotated[Any, "opaque", tuple[PodSchedulingGate, ...]] | None = None
    resource_claims: Annotated[Any, "opaque", tuple[RESOURCE_CLAIM, ...]] | None = None
    resources: Annotated[Any, "opaque", ResourceRequirements] | None = None
    hostname_override: str | None = None
    scheduling_group: Annotated[Any, "opaque", SCHEDULING_GROUP] | None = None


@frozen
class PodCondition:
    """One yes-or-no fact about a pod, such as Ready."""

    type: Annotated[str, "v1.PodConditionType"] = kept("")
    observed_generation: Int64 = 0
    status: ConditionStatus = kept("")
    last_probe_time: Time | None = kept(None)
    last_transition_time: Time | None = kept(None)
    reason: str = ""
    message: str = ""


@frozen
class PodIP:
    """One address of a pod."""

    ip: str = kept("")


@frozen
class HostIP:
    """One address of the pod's node."""

    ip: str = kept("")


@frozen
class PodStatus:
    """What the kubelet reports of a pod."""

    observed_generation: Int64 = 0
    phase: Annotated[str, "v1.PodPhase"] = ""
    conditions: tuple[PodCondition, ...] = ()
    message: str = ""
    reason: str = ""
    nominated_node_name: str = ""
    host_ip: str = ""
    host_ips: tuple[HostIP, ...] = ()
    pod_ip: str = ""
    pod_ips: tuple[PodIP, ...] = ()
    start_time: Time | None = None
    init_container_statuses: tuple[ContainerStatus, ...] = ()
    container_statuses: tuple[ContainerStatus, ...] = ()
    qos_class: Annotated[str, "v1.PodQOSClass"] = ""
    # Nobody here reports these, but pods that were written down elsewhere may have them.
    ephemeral_container_statuses: tuple[ContainerStatus, ...] = ()
    resize: Annotated[str, "v1.PodResizeStatus"] = ""
    resource_claim_statuses: Opaque | None = None
    extended_resource_claim_status: Opaque | None = None
    node_allocatable_resource_claim_statuses: Opaque | None = None
    allocated_resources: Mapping[str, Quantity] = mapping()
    resources: Annotated[Any, "opaque", ResourceRequirements] | None = None


@frozen
class Pod:
    """One or more containers that share an address."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: PodSpec = kept(PodSpec())
    status: PodStatus = kept(PodStatus())


@frozen
class PodTemplateSpec:
    """The pod that a workload makes copies of."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: PodSpec = kept(PodSpec())
