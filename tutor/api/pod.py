"""The Pod kind and the pod template that workloads share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tutor.api.container import Container, ContainerStatus
from tutor.api.meta import ObjectMeta
from tutor.api.wire import ConditionStatus, Int32, Int64, Labels, Opaque, TaintEffect, Time, kept, mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Toleration:
    """A taint that the pod may live with."""

    key: str = ""
    operator: Annotated[str, "v1.TolerationOperator"] = ""
    value: str = ""
    effect: TaintEffect = ""
    toleration_seconds: Int64 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAlias:
    """Extra names for one address in the pod's /etc/hosts."""

    ip: str = kept("")
    hostnames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PodDNSConfigOption:
    """One option of resolv.conf, such as ndots."""

    name: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodDNSConfig:
    """What the pod's resolv.conf gets on top of its dnsPolicy."""

    nameservers: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    options: tuple[PodDNSConfigOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PodReadinessGate:
    """A condition that must be true before the pod counts as ready."""

    condition_type: Annotated[str, "v1.PodConditionType"] = kept("")


@dataclass(frozen=True, slots=True, kw_only=True)
class PodSpec:
    """What a pod runs, and how."""

    volumes: Opaque | None = None
    init_containers: tuple[Container, ...] = ()
    containers: tuple[Container, ...] = kept(())
    ephemeral_containers: Opaque | None = None
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
    security_context: Opaque | None = None
    image_pull_secrets: Opaque | None = None
    hostname: str = ""
    subdomain: str = ""
    affinity: Opaque | None = None
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
    overhead: Opaque | None = None
    topology_spread_constraints: Opaque | None = None
    set_hostname_as_fqdn: bool | None = None
    os: Opaque | None = None
    host_users: bool | None = None
    scheduling_gates: Opaque | None = None
    resource_claims: Opaque | None = None
    resources: Opaque | None = None
    hostname_override: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodCondition:
    """One yes-or-no fact about a pod, such as Ready."""

    type: Annotated[str, "v1.PodConditionType"] = kept("")
    observed_generation: Int64 = 0
    status: ConditionStatus = kept("")
    last_probe_time: Time | None = kept(None)
    last_transition_time: Time | None = kept(None)
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PodIP:
    """One address of a pod."""

    ip: str = kept("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostIP:
    """One address of the pod's node."""

    ip: str = kept("")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pod:
    """One or more containers that share an address."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: PodSpec = kept(PodSpec())
    status: PodStatus = kept(PodStatus())


@dataclass(frozen=True, slots=True, kw_only=True)
class PodTemplateSpec:
    """The pod that a workload makes copies of."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: PodSpec = kept(PodSpec())
