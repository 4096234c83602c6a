"""The Service kind."""

from __future__ import annotations

from typing import Annotated

from tutor.api.meta import Condition, ObjectMeta
from tutor.api.wire import Int32, IntOrString, Labels, Protocol, kept, mapping
from tutor.values import frozen


@frozen
class ServicePort:
    """One port of a Service: where clients knock, and where in the pod it leads."""

    name: str = ""
    protocol: Protocol = ""
    app_protocol: str | None = None
    port: Int32 = kept(0)
    target_port: IntOrString = kept(0)
    node_port: Int32 = 0


@frozen
class ClientIPConfig:
    """How long a client sticks to its backend, in seconds."""

    timeout_seconds: Int32 | None = None


@frozen
class SessionAffinityConfig:
    """Settings of session affinity."""

    client_ip: ClientIPConfig | None = None


@frozen
class ServiceSpec:
    """What a Service asks for."""

    ports: tuple[ServicePort, ...] = ()
    selector: Labels = mapping()
    cluster_ip: str = ""
    cluster_ips: tuple[str, ...] = ()
    type: Annotated[str, "v1.ServiceType"] = ""
    external_ips: tuple[str, ...] = ()
    session_affinity: Annotated[str, "v1.ServiceAffinity"] = ""
    load_balancer_ip: str = ""
    load_balancer_source_ranges: tuple[str, ...] = ()
    external_name: str = ""
    external_traffic_policy: Annotated[str, "v1.ServiceExternalTrafficPolicy"] = ""
    health_check_node_port: Int32 = 0
    publish_not_ready_addresses: bool = False
    session_affinity_config: SessionAffinityConfig | None = None
    ip_families: tuple[Annotated[str, "v1.IPFamily"], ...] = ()
    ip_family_policy: Annotated[str, "v1.IPFamilyPolicy"] | None = None
    allocate_load_balancer_node_ports: bool | None = None
    load_balancer_class: str | None = None
    internal_traffic_policy: Annotated[str, "v1.ServiceInternalTrafficPolicy"] | None = None
    traffic_distribution: str | None = None


@frozen
class PortStatus:
    """The state of one port of a load balancer."""

    port: Int32 = kept(0)
    protocol: Protocol = kept("")
    error: str | None = None


@frozen
class LoadBalancerIngress:
    """One address at which a load balancer answers."""

    ip: str = ""
    hostname: str = ""
    ip_mode: Annotated[str, "v1.LoadBalancerIPMode"] | None = None
    ports: tuple[PortStatus, ...] = ()


@frozen
class LoadBalancerStatus:
    """All addresses of a load balancer."""

    ingress: tuple[LoadBalancerIngress, ...] = ()


@frozen
class ServiceStatus:
    """What the cluster reports of a Service."""

    load_balancer: LoadBalancerStatus = kept(LoadBalancerStatus())
    conditions: tuple[Condition, ...] = ()


@frozen
class Service:
    """A stable address and name before a set of pods."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: ServiceSpec = kept(ServiceSpec())
    status: ServiceStatus = kept(ServiceStatus())
