"""The smaller kinds of the core group: Namespace, Node, ConfigMap, Event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from tutor.api.discovery import ObjectReference
from tutor.api.meta import ObjectMeta
from tutor.api.wire import (
    Base64,
    ConditionStatus,
    Int32,
    Labels,
    MicroTime,
    Opaque,
    Quantity,
    TaintEffect,
    Time,
    kept,
    mapping,
)
from tutor.values import frozen


@frozen
class NamespaceSpec:
    """Who must let go before a namespace may vanish."""

    finalizers: tuple[Annotated[str, "v1.FinalizerName"], ...] = ()


@frozen
class NamespaceStatus:
    """Active or Terminating."""

    phase: Annotated[str, "v1.NamespacePhase"] = ""
    conditions: Opaque | None = None


@frozen
class Namespace:
    """A room of names."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: NamespaceSpec = kept(NamespaceSpec())
    status: NamespaceStatus = kept(NamespaceStatus())


@frozen
class Taint:
    """What keeps pods away from a node."""

    key: str = kept("")
    value: str = ""
    effect: TaintEffect = kept("")
    time_added: Time | None = None


@frozen
class NodeSpec:
    """Address block and taints of a node."""

    pod_cidr: str = ""
    pod_cidrs: tuple[str, ...] = ()
    provider_id: str = ""
    unschedulable: bool = False
    taints: tuple[Taint, ...] = ()
    config_source: Opaque | None = None
    external_id: str = ""


@frozen
class NodeAddress:
    """One address of a node and its type, such as InternalIP."""

    type: str = kept("")
    address: str = kept("")


@frozen
class NodeCondition:
    """One yes-or-no fact about a node."""

    type: str = kept("")
    status: ConditionStatus = kept("")
    last_heartbeat_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str = ""
    message: str = ""


@frozen
class NodeSystemInfo:
    """Kernel, system and versions of a node."""

    machine_id: str = kept("")
    system_uuid: str = kept("")
    boot_id: str = kept("")
    kernel_version: str = kept("")
    os_image: str = kept("")
    container_runtime_version: str = kept("")
    kubelet_version: str = kept("")
    kube_proxy_version: str = kept("")
    operating_system: str = kept("")
    architecture: str = kept("")
    swap: Opaque | None = None


@frozen
class NodeStatus:
    """What the kubelet reports of its node."""

    capacity: Mapping[str, Quantity] = mapping()
    allocatable: Mapping[str, Quantity] = mapping()
    phase: Annotated[str, "v1.NodePhase"] = ""
    conditions: tuple[NodeCondition, ...] = ()
    addresses: tuple[NodeAddress, ...] = ()
    daemon_endpoints: Opaque | None = None
    node_info: NodeSystemInfo = NodeSystemInfo()
    images: Opaque | None = None
    volumes_in_use: tuple[str, ...] = ()
    volumes_attached: Opaque | None = None
    config: Opaque | None = None
    runtime_handlers: Opaque | None = None
    features: Opaque | None = None
    declared_features: tuple[str, ...] = ()


@frozen
class Node:
    """A machine of the cluster."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: NodeSpec = kept(NodeSpec())
    status: NodeStatus = kept(NodeStatus())


@frozen
class ConfigMap:
    """Settings as text."""

    metadata: ObjectMeta = kept(ObjectMeta())
    data: Labels = mapping()
    binary_data: Mapping[str, Base64] = mapping()
    immutable: bool | None = None


@frozen
class EventSource:
    """Which component told of an event."""

    component: str = ""
    host: str = ""


@frozen
class EventSeries:
    """How often something happened again."""

    count: Int32 = 0
    last_observed_time: MicroTime | None = None


@frozen
class Event:
    """Something that happened to an object."""

    metadata: ObjectMeta = kept(ObjectMeta())
    involved_object: ObjectReference = kept(ObjectReference())
    reason: str = ""
    message: str = ""
    source: EventSource = kept(EventSource())
    first_timestamp: Time | None = kept(None)
    last_timestamp: Time | None = kept(None)
    count: Int32 = 0
    type: str = ""
    event_time: MicroTime | None = kept(None)
    series: EventSeries | None = None
    action: str = ""
    related: ObjectReference | None = None
    reporting_component: str = kept("")
    reporting_instance: str = kept("")


@frozen
class ScaleSpec:
    """How many replicas are wanted."""

    replicas: Int32 = 0


@frozen
class ScaleStatus:
    """How many replicas there are, and their selector as text."""

    replicas: Int32 = kept(0)
    selector: str = ""


@frozen
class Scale:
    """The `scale` subresource of a workload."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: ScaleSpec | None = None
    status: ScaleStatus | None = None
