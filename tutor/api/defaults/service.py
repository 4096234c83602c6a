"""Defaults of Services."""

from __future__ import annotations

from tutor.api.service import (
    ClientIPConfig,
    LoadBalancerIngress,
    Service,
    ServicePort,
    ServiceSpec,
    ServiceStatus,
    SessionAffinityConfig,
)
from tutor.api.service_facts import externally_accessible
from tutor.values import replace

_AFFINITY_SECONDS = 10800


def default_service(service: Service) -> Service:
    """Mirrors SetDefaults_Service."""
    spec = service.spec
    affinity = spec.session_affinity or "None"
    spec = replace(
        spec,
        type=spec.type or "ClusterIP",
        ports=tuple(map(_default_port, spec.ports)),
        session_affinity=affinity,
        session_affinity_config=_default_affinity(affinity, spec.session_affinity_config),
    )
    return replace(service, spec=_default_policies(spec), status=_default_status(service.status))


def _default_port(port: ServicePort) -> ServicePort:
    return replace(port, protocol=port.protocol or "TCP", target_port=port.target_port or port.port)


def _default_affinity(affinity: str, config: SessionAffinityConfig | None) -> SessionAffinityConfig | None:
    if affinity == "None":
        return None
    if affinity != "ClientIP":
        return config
    if config is not None and config.client_ip is not None and config.client_ip.timeout_seconds is not None:
        return config
    return SessionAffinityConfig(client_ip=ClientIPConfig(timeout_seconds=_AFFINITY_SECONDS))


def _default_policies(spec: ServiceSpec) -> ServiceSpec:
    internal = spec.internal_traffic_policy
    if internal is None and spec.type in ("ClusterIP", "LoadBalancer", "NodePort"):
        internal = "Cluster"
    if internal in ("Cluster", "Local") and spec.type == "ExternalName":
        # Whoever reads such a Service sees none; only unknown values stay, to be refused.
        internal = None
    allocate = spec.allocate_load_balancer_node_ports
    if allocate is None and spec.type == "LoadBalancer":
        allocate = True
    external = spec.external_traffic_policy
    return replace(
        spec,
        external_traffic_policy=external or ("Cluster" if externally_accessible(spec) else ""),
        internal_traffic_policy=internal,
        allocate_load_balancer_node_ports=allocate,
    )


def _default_status(status: ServiceStatus) -> ServiceStatus:
    ingress = tuple(map(_default_ingress, status.load_balancer.ingress))
    if ingress == status.load_balancer.ingress:
        return status
    return replace(status, load_balancer=replace(status.load_balancer, ingress=ingress))


def _default_ingress(ingress: LoadBalancerIngress) -> LoadBalancerIngress:
    return replace(ingress, ip_mode="VIP") if ingress.ip and ingress.ip_mode is None else ingress
