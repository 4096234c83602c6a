"""Cells of Services and of what stands behind them."""

from __future__ import annotations

from tutor.api.discovery import Endpoints, EndpointSlice, EndpointSubset
from tutor.api.service import Service, ServicePort
from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.cluster.tables.lists import NONE, UNSET, cut, labels

_ADDRESS_WIDTH = 16


def service(obj: Service, clock: Clock, wide: bool) -> tuple[str, ...]:
    """Mirrors printService."""
    spec = obj.spec
    return (
        obj.metadata.name,
        spec.type,
        spec.cluster_ips[0] if spec.cluster_ips else NONE,
        external_ip(obj, wide=wide),
        ",".join(map(_port, spec.ports)) or NONE,
        age(obj.metadata.creation_timestamp, clock),
        labels(spec.selector),
    )


def external_ip(obj: Service, *, wide: bool) -> str:
    """Mirrors getServiceExternalIP."""
    spec = obj.spec
    if spec.type == "ExternalName":
        return spec.external_name
    given = _balanced(obj, wide=wide) if spec.type == "LoadBalancer" else ""
    joined = ",".join((*((given,) if given else ()), *spec.external_ips))
    return joined or ("<pending>" if spec.type == "LoadBalancer" else NONE)


def _balanced(obj: Service, *, wide: bool) -> str:
    names = {one.ip or one.hostname for one in obj.status.load_balancer.ingress} - {""}
    text = ",".join(sorted(names))
    return text if wide or len(text) <= _ADDRESS_WIDTH else text[: _ADDRESS_WIDTH - 3] + "..."


def _port(port: ServicePort) -> str:
    node_port = f":{port.node_port}" if port.node_port else ""
    return f"{port.port}{node_port}/{port.protocol}"


def endpoints(obj: Endpoints, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printEndpoints and formatEndpoints."""
    found = [text for subset in obj.subsets for text in _addresses(subset)]
    shown = cut(found) if obj.subsets else NONE
    return obj.metadata.name, shown, age(obj.metadata.creation_timestamp, clock)


def _addresses(subset: EndpointSubset) -> list[str]:
    if not subset.ports:
        return [one.ip for one in subset.addresses]
    return [_joined(one.ip, port.port) for port in subset.ports for one in subset.addresses]


def _joined(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def endpoint_slice(obj: EndpointSlice, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printEndpointSlice."""
    ports = [str(one.port) if one.port is not None else one.name or "*" for one in obj.ports or ()]
    addresses = [address for one in obj.endpoints or () for address in one.addresses]
    return (
        obj.metadata.name,
        obj.address_type,
        cut(ports) or UNSET,
        cut(addresses) or UNSET,
        age(obj.metadata.creation_timestamp, clock),
    )
