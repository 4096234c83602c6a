"""Rules of what a Service asks of load balancers and of traffic from outside."""

from __future__ import annotations

from tutor.api import content
from tutor.api.addresses import check_cidr
from tutor.api.errors import FieldPath, Named, forbidden, invalid, required
from tutor.api.service import Service, ServiceSpec
from tutor.api.service_facts import externally_accessible, needs_health_check
from tutor.api.validation.cluster_ips import SPEC
from tutor.api.validation.fields import Errors, check_port, check_text, each, one_of
from tutor.api.validation.meta import METADATA

POLICIES = ("Cluster", "Local")
_ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'"
_OLD_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def check_source_ranges(service: Service) -> Errors:
    """Ranges of clients, in the field or in the old annotation."""
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


def check_load_balancer(service: Service) -> Errors:
    """Node ports and class of a load balancer."""
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


def check_class_update(new: ServiceSpec, old: ServiceSpec) -> Errors:
    """Mirrors validateLoadBalancerClassField of a changed Service."""
    fixed: Errors = ()
    if new.type == old.type == "LoadBalancer" and new.load_balancer_class != old.load_balancer_class:
        fixed = (invalid(SPEC / "loadBalancerClass", new.load_balancer_class, "may not change once set"),)
    return (*fixed, *_check_class(new))


def check_external_policy(service: Service) -> Errors:
    """Mirrors validateServiceExternalTrafficPolicy."""
    spec = service.spec
    path = SPEC / "externalTrafficPolicy"
    faults: Errors = ()
    if externally_accessible(spec):
        faults = one_of(path, spec.external_traffic_policy, POLICIES)
    elif spec.external_traffic_policy:
        detail = "may only be set for externally-accessible services"
        faults = (invalid(path, Named(spec.external_traffic_policy), detail),)
    return (*faults, *_check_health_port(spec))


def _check_health_port(spec: ServiceSpec) -> Errors:
    path = SPEC / "healthCheckNodePort"
    if needs_health_check(spec):
        return check_port(path, spec.health_check_node_port) if spec.health_check_node_port else (required(path),)
    if not spec.health_check_node_port:
        return ()
    detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    return (invalid(path, spec.health_check_node_port, detail),)


def check_health_port_update(new: ServiceSpec, old: ServiceSpec) -> Errors:
    """Mirrors validateServiceExternalTrafficFieldsUpdate."""
    changed = new.health_check_node_port != old.health_check_node_port
    if needs_health_check(new) and needs_health_check(old) and changed:
        return (forbidden(SPEC / "healthCheckNodePort", "field is immutable"),)
    return ()
