"""What a changed Service keeps of what it was given, and what it lets go when its type no longer needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.cluster.services.node_ports import exposed, needs_health_check


def needs_cluster_ip(spec: ServiceSpec) -> bool:
    """Whether this type of Service stands at an address (headless counts)."""
    return spec.type in {"ClusterIP", "NodePort", "LoadBalancer"}


def keep_allocated(new: Service, old: Service) -> Service:
    """Fill addresses and ports that a client left out but had before. Mirrors patchAllocatedValues."""
    spec, former = new.spec, old.spec
    if needs_cluster_ip(former) and needs_cluster_ip(spec):
        spec = replace(spec, cluster_ip=spec.cluster_ip or former.cluster_ip)
        if not spec.cluster_ips and spec.cluster_ip == former.cluster_ip:
            spec = replace(spec, cluster_ips=former.cluster_ips)
    if exposed(former) and exposed(spec):
        spec = replace(spec, ports=_keep_node_ports(spec.ports, former.ports))
    if needs_health_check(former) and needs_health_check(spec) and not spec.health_check_node_port:
        spec = replace(spec, health_check_node_port=former.health_check_node_port)
    return replace(new, spec=spec)


def _keep_node_ports(ports: tuple[ServicePort, ...], former: tuple[ServicePort, ...]) -> tuple[ServicePort, ...]:
    used = {port.node_port for port in former} & {port.node_port for port in ports} - {0}
    known = {port.name: port.node_port for port in former}
    kept = []
    for port in ports:
        number = port.node_port or known.get(port.name, 0)
        if not port.node_port and number in used:
            number = 0
        used.add(number)
        kept.append(replace(port, node_port=number))
    return tuple(kept)


def drop_unneeded(new: Service, old: Service) -> Service:
    """Wipe what the new type has no use for and the client did not touch. Mirrors dropTypeDependentFields."""
    spec, former = new.spec, old.spec
    wiped: dict[str, Any] = {}
    if needs_cluster_ip(former) and not needs_cluster_ip(spec):
        wiped |= _without_addresses(spec, former)
    if exposed(former) and not exposed(spec) and _node_ports(spec) == _node_ports(former):
        wiped["ports"] = tuple(replace(port, node_port=0) for port in spec.ports)
    for needs, field, empty in _DEPENDENT:
        if needs(former) and not needs(spec) and getattr(spec, field) == getattr(former, field):
            wiped[field] = empty
    return replace(new, spec=replace(spec, **wiped))


def _without_addresses(spec: ServiceSpec, former: ServiceSpec) -> dict[str, Any]:
    wiped: dict[str, Any] = {}
    if spec.cluster_ips == former.cluster_ips:
        wiped |= {"cluster_ip": "", "cluster_ips": ()}
    if spec.ip_families == former.ip_families:
        wiped["ip_families"] = ()
    if spec.ip_family_policy == former.ip_family_policy:
        wiped["ip_family_policy"] = None
    return wiped


def _node_ports(spec: ServiceSpec) -> set[int]:
    return {port.node_port for port in spec.ports}


def _is_load_balancer(spec: ServiceSpec) -> bool:
    return spec.type == "LoadBalancer"


def _needs_external_policy(spec: ServiceSpec) -> bool:
    return exposed(spec) or (spec.type == "ClusterIP" and bool(spec.external_ips))


_DEPENDENT = (
    (needs_health_check, "health_check_node_port", 0),
    (_is_load_balancer, "allocate_load_balancer_node_ports", None),
    (_is_load_balancer, "load_balancer_class", None),
    (_needs_external_policy, "external_traffic_policy", ""),
    (needs_cluster_ip, "internal_traffic_policy", None),
)
