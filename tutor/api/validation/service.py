"""Rules of Services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.api import content
from tutor.api.addresses import check_cidr, check_ip, check_ordinary_ip
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_supported, required
from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.api.service_facts import externally_accessible, needs_health_check
from tutor.api.validation.cluster_ips import (
    SPEC,
    check_cluster_ips,
    check_cluster_ips_update,
    check_ip_families_update,
    is_headless,
)
from tutor.api.validation.fields import (
    PROTOCOLS,
    Errors,
    check_labels,
    check_port,
    check_port_or_name,
    check_text,
    each,
    one_of,
)
from tutor.api.validation.meta import METADATA, check_meta, check_meta_update

_TYPES = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
_AFFINITIES = ("ClientIP", "None")
_POLICIES = ("Cluster", "Local")
_DISTRIBUTIONS = ("PreferClose", "PreferSameNode", "PreferSameZone")
_LONGEST_AFFINITY = 86400
_ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'"
_OLD_HINTS = "service.kubernetes.io/topology-aware-hints"
_HINTS = "service.kubernetes.io/topology-mode"
_OLD_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
_PORTS = SPEC / "ports"


def validate_service(service: Service) -> Errors:
    """Mirrors ValidateService."""
    meta = check_meta(service.metadata, content.dns1123_label)
    return (*meta, *_check_topology(service), *(fault for rule in _RULES for fault in rule(service)))


def validate_service_update(new: Service, old: Service) -> Errors:
    """Mirrors ValidateServiceUpdate."""
    return (
        *check_meta_update(new.metadata, old.metadata),
        *check_cluster_ips_update(new, old),
        *check_ip_families_update(new, old),
        *_check_class_update(new.spec, old.spec),
        *_check_health_port_update(new.spec, old.spec),
        *validate_service(new),
    )


def validate_service_status_update(new: Service, old: Service) -> Errors:
    """Mirrors ValidateServiceStatusUpdate."""
    path = FieldPath("status") / "loadBalancer" / "ingress"
    meta = check_meta_update(new.metadata, old.metadata)
    ingress = new.status.load_balancer.ingress
    if ingress and new.spec.type != "LoadBalancer":
        return (*meta, forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'"))
    faults: list[FieldError] = []
    for at, one in enumerate(ingress):
        if one.ip:
            faults += check_ip(path / at / "ip", one.ip)
        if one.ip_mode is None and one.ip:
            faults.append(required(path / at / "ipMode", "must be specified when `ip` is set"))
        elif one.ip_mode is not None and not one.ip:
            faults.append(forbidden(path / at / "ipMode", "may not be specified when `ip` is not set"))
        elif one.ip_mode not in (None, "Proxy", "VIP"):
            faults.append(not_supported(path / at / "ipMode", one.ip_mode, ("Proxy", "VIP")))
        if one.hostname:
            faults += check_text(path / at / "hostname", one.hostname, content.dns1123_subdomain)
    return (*meta, *faults)


def _check_topology(service: Service) -> Errors:
    notes = service.metadata.annotations
    if _HINTS not in notes or _OLD_HINTS not in notes or notes[_HINTS] == notes[_OLD_HINTS]:
        return ()
    detail = f"must match annotations[{_OLD_HINTS}] when both are specified"
    return (invalid((METADATA / "annotations").key(_HINTS), notes[_HINTS], detail),)


def _check_has_ports(service: Service) -> Errors:
    spec = service.spec
    return () if spec.ports or is_headless(spec) or spec.type == "ExternalName" else (required(_PORTS),)


def _check_type(service: Service) -> Errors:
    spec = service.spec
    if spec.type in ("LoadBalancer", "NodePort") and is_headless(spec):
        detail = f"may not be set to 'None' for {spec.type} services"
        return (invalid(SPEC / "clusterIPs" / 0, "None", detail),)
    return _check_external_name(spec) if spec.type == "ExternalName" else ()


def _check_external_name(spec: ServiceSpec) -> Errors:
    rows = (
        ("clusterIPs", bool(spec.cluster_ips)),
        ("ipFamilies", bool(spec.ip_families)),
        ("ipFamilyPolicy", spec.ip_family_policy is not None),
    )
    faults = tuple(
        forbidden(SPEC / name, "may not be set for ExternalName services") for name, is_set in rows if is_set
    )
    target = spec.external_name.removesuffix(".")
    if not target:
        return (*faults, required(SPEC / "externalName"))
    return (*faults, *check_text(SPEC / "externalName", target, content.dns1123_subdomain))


def _check_ports(service: Service) -> Errors:
    ports = service.spec.ports
    names = tuple(port.name for port in ports)
    return tuple(
        fault
        for at, port in enumerate(ports)
        for fault in (*_check_name(_PORTS / at, port, names, at), *_check_port(_PORTS / at, port))
    )


def _check_name(path: FieldPath, port: ServicePort, names: tuple[str, ...], at: int) -> Errors:
    if not port.name:
        return (required(path / "name"),) if len(names) > 1 else ()
    spelling = check_text(path / "name", port.name, content.dns1123_label)
    return (*spelling, duplicate(path / "name", port.name)) if port.name in names[:at] else spelling


def _check_port(path: FieldPath, port: ServicePort) -> Errors:
    """Mirrors validateServicePort, less the name."""
    faults = (
        *check_port(path / "port", port.port),
        *one_of(path / "protocol", port.protocol, PROTOCOLS),
        *check_port_or_name(path / "targetPort", port.target_port),
    )
    if port.app_protocol is None:
        return faults
    return (*faults, *check_text(path / "appProtocol", port.app_protocol, content.qualified_name))


def _check_selector(service: Service) -> Errors:
    return check_labels(SPEC / "selector", service.spec.selector)


def _check_affinity(service: Service) -> Errors:
    spec = service.spec
    path = SPEC / "sessionAffinityConfig"
    faults = one_of(SPEC / "sessionAffinity", spec.session_affinity, _AFFINITIES)
    if spec.session_affinity == "ClientIP":
        return (*faults, *_check_affinity_time(spec, path))
    if spec.session_affinity == "None" and spec.session_affinity_config is not None:
        return (*faults, forbidden(path, "must not be set when session affinity is None"))
    return faults


def _check_affinity_time(spec: ServiceSpec, path: FieldPath) -> Errors:
    """Mirrors validateClientIPAffinityConfig."""
    why = "when session affinity type is ClientIP"
    config = spec.session_affinity_config
    if config is None:
        return (required(path, why),)
    if config.client_ip is None:
        return (required(path / "clientIP", why),)
    seconds = config.client_ip.timeout_seconds
    if seconds is None:
        return (required(path / "clientIP" / "timeoutSeconds", why),)
    if 0 < seconds <= _LONGEST_AFFINITY:
        return ()
    detail = f"must be greater than 0 and less than {_LONGEST_AFFINITY}"
    return (invalid(path / "clientIP" / "timeoutSeconds", seconds, detail),)


def _check_ips(service: Service) -> Errors:
    return check_cluster_ips(service.spec)


def _check_external_ips(service: Service) -> Errors:
    def rule(path: FieldPath, ip: str) -> Errors:
        return check_ip(path, ip) or check_ordinary_ip(path, ip)

    return each(service.spec.external_ips, SPEC / "externalIPs", rule)


def _check_known_type(service: Service) -> Errors:
    return one_of(SPEC / "type", service.spec.type, _TYPES)


def _check_node_ports(service: Service) -> Errors:
    if service.spec.type != "ClusterIP":
        return ()
    detail = "may not be used when `type` is 'ClusterIP'"
    return tuple(
        forbidden(_PORTS / at / "nodePort", detail) for at, port in enumerate(service.spec.ports) if port.node_port
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _InternalPort:
    """The key by which the server compares ports; Go prints it with the names of its internal type."""

    name: str = field(default="", metadata={"json": "Name", "kept": True})
    protocol: str = field(default="", metadata={"json": "Protocol", "kept": True})
    app_protocol: str | None = field(default=None, metadata={"json": "AppProtocol", "kept": True})
    port: int = field(default=0, metadata={"json": "Port", "kept": True})
    target_port: int = field(default=0, metadata={"json": "TargetPort", "kept": True})
    node_port: int = field(default=0, metadata={"json": "NodePort", "kept": True})


def _check_twins(service: Service) -> Errors:
    """No two ports may share protocol and node port, or protocol and port."""
    ports = service.spec.ports
    node_keys = tuple((port.protocol, port.node_port) for port in ports)
    keys = tuple(_InternalPort(protocol=port.protocol, port=port.port) for port in ports)
    node_twins = (at for at, key in enumerate(node_keys) if key[1] and key in node_keys[:at])
    twins = (at for at, key in enumerate(keys) if key in keys[:at])
    return (
        *(duplicate(_PORTS / at / "nodePort", ports[at].node_port) for at in node_twins),
        *(duplicate(_PORTS / at, keys[at]) for at in twins),
    )


def _check_source_ranges(service: Service) -> Errors:
    spec = service.spec
    ranges = spec.load_balancer_source_ranges
    if ranges:
        # Upstream misspells this path, and so must we.
        path = SPEC / "LoadBalancerSourceRanges"
        return (*_only_load_balancer(spec, path), *each(ranges, path, _check_padded_cidr))
    note = service.metadata.annotations.get(_OLD_RANGES)
    if note is None:
        return ()
    path = (METADATA / "annotations").key(_OLD_RANGES)
    blocks = note.strip().split(",") if note.strip() else []
    return (
        *_only_load_balancer(spec, path),
        *(fault for block in blocks for fault in _check_padded_cidr(path, block)),
    )


def _check_padded_cidr(path: FieldPath, block: str) -> Errors:
    return check_cidr(path, block.strip())


def _only_load_balancer(spec: ServiceSpec, path: FieldPath) -> Errors:
    return () if spec.type == "LoadBalancer" else (forbidden(path, _ONLY_LOAD_BALANCER),)


def _check_load_balancer(service: Service) -> Errors:
    spec = service.spec
    faults: Errors = ()
    if spec.allocate_load_balancer_node_ports is not None:
        faults = _only_load_balancer(spec, SPEC / "allocateLoadBalancerNodePorts")
    elif spec.type == "LoadBalancer":
        faults = (required(FieldPath("allocateLoadBalancerNodePorts")),)
    return (*faults, *_check_class(spec))


def _check_class(spec: ServiceSpec) -> Errors:
    """Mirrors validateLoadBalancerClassField of a new Service."""
    path = SPEC / "loadBalancerClass"
    if spec.load_balancer_class is None:
        return ()
    if spec.type != "LoadBalancer":
        return (forbidden(path, _ONLY_LOAD_BALANCER),)
    return check_text(path, spec.load_balancer_class, content.qualified_name)


def _check_class_update(new: ServiceSpec, old: ServiceSpec) -> Errors:
    fixed: Errors = ()
    if new.type == old.type == "LoadBalancer" and new.load_balancer_class != old.load_balancer_class:
        fixed = (invalid(SPEC / "loadBalancerClass", new.load_balancer_class, "may not change once set"),)
    return (*fixed, *_check_class(new))


def _check_external_policy(service: Service) -> Errors:
    """Mirrors validateServiceExternalTrafficPolicy."""
    spec = service.spec
    path = SPEC / "externalTrafficPolicy"
    faults: Errors = ()
    if externally_accessible(spec):
        faults = one_of(path, spec.external_traffic_policy, _POLICIES)
    elif spec.external_traffic_policy:
        detail = "may only be set for externally-accessible services"
        faults = (invalid(path, spec.external_traffic_policy, detail),)
    return (*faults, *_check_health_port(spec))


def _check_health_port(spec: ServiceSpec) -> Errors:
    path = SPEC / "healthCheckNodePort"
    if needs_health_check(spec):
        return check_port(path, spec.health_check_node_port) if spec.health_check_node_port else (required(path),)
    if not spec.health_check_node_port:
        return ()
    detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    return (invalid(path, spec.health_check_node_port, detail),)


def _check_health_port_update(new: ServiceSpec, old: ServiceSpec) -> Errors:
    changed = new.health_check_node_port != old.health_check_node_port
    if needs_health_check(new) and needs_health_check(old) and changed:
        return (forbidden(SPEC / "healthCheckNodePort", "field is immutable"),)
    return ()


def _check_internal_policy(service: Service) -> Errors:
    path, policy = SPEC / "internalTrafficPolicy", service.spec.internal_traffic_policy
    if policy is None:
        return (required(path),) if service.spec.type in ("ClusterIP", "LoadBalancer", "NodePort") else ()
    return () if policy in _POLICIES else (not_supported(path, policy, _POLICIES),)


def _check_distribution(service: Service) -> Errors:
    wanted = service.spec.traffic_distribution
    if wanted is None or wanted in _DISTRIBUTIONS:
        return ()
    return (not_supported(SPEC / "trafficDistribution", wanted, _DISTRIBUTIONS),)


_RULES: tuple[Callable[[Service], Errors], ...] = (
    _check_has_ports,
    _check_type,
    _check_ports,
    _check_selector,
    _check_affinity,
    _check_ips,
    _check_external_ips,
    _check_known_type,
    _check_node_ports,
    _check_twins,
    _check_source_ranges,
    _check_load_balancer,
    _check_external_policy,
    _check_internal_policy,
    _check_distribution,
)
