"""What follows from a Service's fields."""

from __future__ import annotations

from tutor.api.service import ServiceSpec


def externally_accessible(spec: ServiceSpec) -> bool:
    """Whether the outside may reach it. Mirrors ExternallyAccessible."""
    return spec.type in ("LoadBalancer", "NodePort") or (spec.type == "ClusterIP" and bool(spec.external_ips))


def needs_health_check(spec: ServiceSpec) -> bool:
    """Whether load balancers ask each node for local endpoints. Mirrors NeedsHealthCheck."""
    return spec.type == "LoadBalancer" and spec.external_traffic_policy == "Local"
