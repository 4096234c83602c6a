"""Describes a Service with the endpoints behind each of its ports."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.discovery import Endpoint, EndpointSlice
from tutor.api.service import LoadBalancerIngress, Service, ServicePort
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.writer import NONE, Writer, format_labels, write_events, write_head

_SHOWN = 3


def describe_service(service: Service, cluster: Cluster) -> str:
    """Mirrors describeService."""
    writer, spec = Writer(), service.spec
    write_head(writer, service.metadata)
    writer.line(0, f"Selector:\t{format_labels(spec.selector)}")
    writer.line(0, f"Type:\t{spec.type}")
    if spec.ip_family_policy is not None:
        writer.line(0, f"IP Family Policy:\t{spec.ip_family_policy}")
    writer.line(0, f"IP Families:\t{','.join(spec.ip_families) or NONE}")
    writer.line(0, f"IP:\t{spec.cluster_ip}")
    writer.line(0, f"IPs:\t{','.join(spec.cluster_ips) or NONE}")
    ingress = ", ".join(map(_ingress, service.status.load_balancer.ingress))
    _optional(
        writer,
        ("External IPs", ",".join(spec.external_ips)),
        ("Desired LoadBalancer IP", spec.load_balancer_ip),
        ("LoadBalancer Ingress", ingress),
        ("External Name", spec.external_name),
    )
    slices = slices_of(service, cluster)
    for port in spec.ports:
        _write_port(writer, port, slices)
    writer.line(0, f"Session Affinity:\t{spec.session_affinity}")
    _optional(
        writer,
        ("External Traffic Policy", spec.external_traffic_policy),
        ("Internal Traffic Policy", spec.internal_traffic_policy or ""),
        ("HealthCheck NodePort", str(spec.health_check_node_port or "")),
        ("LoadBalancer Source Ranges", ",".join(spec.load_balancer_source_ranges)),
        ("Traffic Distribution", spec.traffic_distribution or ""),
    )
    write_events(writer, cluster, "Service", service.metadata)
    return writer.text()


def _optional(writer: Writer, *rows: tuple[str, str]) -> None:
    writer.lines(0, (f"{title}:\t{text}" for title, text in rows if text))


def _ingress(ingress: LoadBalancerIngress) -> str:
    mode = f" ({ingress.ip_mode})" if ingress.ip_mode is not None else ""
    return (ingress.ip or ingress.hostname) + mode


def slices_of(service: Service, cluster: Cluster) -> tuple[EndpointSlice, ...]:
    """The slices that belong to a Service, by their label."""
    found = cluster.store.list("EndpointSlice", service.metadata.namespace)
    return tuple(one for one in found if one.metadata.labels.get("kubernetes.io/service-name") == service.metadata.name)


def _write_port(writer: Writer, port: ServicePort, slices: Sequence[EndpointSlice]) -> None:
    name = port.name or "<unset>"
    writer.line(0, f"Port:\t{name}\t{port.port}/{port.protocol}")
    writer.line(0, f"TargetPort:\t{port.target_port}/{port.protocol}")
    if port.node_port:
        writer.line(0, f"NodePort:\t{name}\t{port.node_port}/{port.protocol}")
    writer.line(0, f"Endpoints:\t{format_endpoints(slices, port.name)}")


def format_endpoints(slices: Sequence[EndpointSlice], port_name: str) -> str:
    """Ready backends under one port; slices without ports show bare addresses. Mirrors formatEndpointSlices."""
    if not slices:
        return NONE
    found: list[str] = []
    for one in slices:
        ready = [endpoint.addresses[0] for endpoint in one.endpoints if _ready(endpoint)]
        if not one.ports:
            found += ready
        for port in one.ports or ():
            if (port.name or "") == port_name:
                found += [_join(address, port.port) for address in ready]
    shown = ",".join(found[:_SHOWN])
    return f"{shown} + {len(found) - _SHOWN} more..." if len(found) > _SHOWN else shown


def _join(address: str, port: int | None) -> str:
    return f"[{address}]:{port or 0}" if ":" in address else f"{address}:{port or 0}"


def _ready(endpoint: Endpoint) -> bool:
    return endpoint.conditions.ready is not False
