"""Rules of Services."""

from __future__ import annotations

from collections.abc import Callable

from tutor.api import content
from tutor.api.addresses import check_ip, check_ordinary_ip, read_address
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.service import Service, ServiceSpec
from tutor.api.validation.cluster_ips import (
    SPEC,
    check_cluster_ips,
    check_cluster_ips_update,
    check_ip_families_update,
    is_headless,
)
from tutor.api.validation.fields import (
    Errors,
    check_labels,
    check_text,
    each,
    one_of,
)
from tutor.api.validation.meta import METADATA, check_meta, check_meta_update
from tutor.api.validation.service_outside import (
    POLICIES,
    check_class_update,
    check_external_policy,
    check_health_port_update,
    check_load_balancer,
    check_source_ranges,
)
from tutor.api.validation.service_ports import check_has_ports, check_node_ports, check_ports, check_twins

_TYPES = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
_AFFINITIES = ("ClientIP", "None")
_DISTRIBUTIONS = ("PreferClose", "PreferSameNode", "PreferSameZone")
_LONGEST_AFFINITY = 86400
_OLD_HINTS = "service.kubernetes.io/topology-aware-hints"
_HINTS = "service.kubernetes.io/topology-mode"


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
        *check_class_update(new.spec, old.spec),
        *check_health_port_update(new.spec, old.spec),
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
        faults += _check_hostname(path / at / "hostname", one.hostname)
    return (*meta, *faults)


def _check_hostname(path: FieldPath, name: str) -> Errors:
    """A load balancer's name, which may not be an address that looks like one."""
    spelling = check_text(path, name, content.dns1123_subdomain) if name else ()
    if read_address(name) is None:
        return spelling
    return (*spelling, invalid(path, name, "must be a DNS name, not an IP address"))


def _check_topology(service: Service) -> Errors:
    notes = service.metadata.annotations
    if _HINTS not in notes or _OLD_HINTS not in notes or notes[_HINTS] == notes[_OLD_HINTS]:
        return ()
    detail = f"must match annotations[{_OLD_HINTS}] when both are specified"
    return (invalid((METADATA / "annotations").key(_HINTS), notes[_HINTS], detail),)


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


def _check_internal_policy(service: Service) -> Errors:
    path, policy = SPEC / "internalTrafficPolicy", service.spec.internal_traffic_policy
    if policy is None:
        return (required(path),) if service.spec.type in ("ClusterIP", "LoadBalancer", "NodePort") else ()
    return () if policy in POLICIES else (not_supported(path, policy, POLICIES),)


def _check_distribution(service: Service) -> Errors:
    wanted = service.spec.traffic_distribution
    if wanted is None or wanted in _DISTRIBUTIONS:
        return ()
    return (not_supported(SPEC / "trafficDistribution", wanted, _DISTRIBUTIONS, named=False),)


_RULES: tuple[Callable[[Service], Errors], ...] = (
    check_has_ports,
    _check_type,
    check_ports,
    _check_selector,
    _check_affinity,
    _check_ips,
    _check_external_ips,
    _check_known_type,
    check_node_ports,
    check_twins,
    check_source_ranges,
    check_load_balancer,
    check_external_policy,
    _check_internal_policy,
    _check_distribution,
)
