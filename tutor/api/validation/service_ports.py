"""Rules of a Service's ports."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldPath, duplicate, forbidden, required
from tutor.api.service import Service, ServicePort
from tutor.api.validation.cluster_ips import SPEC, is_headless
from tutor.api.validation.fields import PROTOCOLS, Errors, check_port, check_port_or_name, check_text, one_of
from tutor.api.validation.internal import internal

_PORTS = SPEC / "ports"


def check_has_ports(service: Service) -> Errors:
    """All but headless and external Services need a port."""
    spec = service.spec
    return () if spec.ports or is_headless(spec) or spec.type == "ExternalName" else (required(_PORTS),)


def check_ports(service: Service) -> Errors:
    """Each port, and that several have different names."""
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


def check_node_ports(service: Service) -> Errors:
    """A ClusterIP Service has no node ports."""
    if service.spec.type != "ClusterIP":
        return ()
    detail = "may not be used when `type` is 'ClusterIP'"
    return tuple(
        forbidden(_PORTS / at / "nodePort", detail) for at, port in enumerate(service.spec.ports) if port.node_port
    )


def check_twins(service: Service) -> Errors:
    """No two ports may share protocol and node port, or protocol and port."""
    ports = service.spec.ports
    node_keys = tuple((port.protocol, port.node_port) for port in ports)
    keys = tuple(ServicePort(protocol=port.protocol, port=port.port) for port in ports)
    node_twins = (at for at, key in enumerate(node_keys) if key[1] and key in node_keys[:at])
    twins = (at for at, key in enumerate(keys) if key in keys[:at])
    return (
        *(duplicate(_PORTS / at / "nodePort", ports[at].node_port) for at in node_twins),
        *(duplicate(_PORTS / at, internal(keys[at])) for at in twins),
    )
