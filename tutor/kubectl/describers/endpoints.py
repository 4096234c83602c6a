"""Describes Endpoints and EndpointSlices."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.api.discovery import Endpoint, EndpointAddress, EndpointPort, Endpoints, EndpointSlice, EndpointSubset
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.writer import NONE, Writer, write_events, write_head

_UNSET = "<unset>"


def describe_endpoints(endpoints: Endpoints, cluster: Cluster) -> str:
    """Mirrors describeEndpoints."""
    writer = Writer()
    write_head(writer, endpoints.metadata)
    writer.line(0, "Subsets:")
    for subset in endpoints.subsets:
        _write_subset(writer, subset)
    write_events(writer, cluster, "Endpoints", endpoints.metadata)
    return writer.text()


def _write_subset(writer: Writer, subset: EndpointSubset) -> None:
    writer.line(1, f"Addresses:\t{_addresses(subset.addresses)}")
    writer.line(1, f"NotReadyAddresses:\t{_addresses(subset.not_ready_addresses)}")
    if subset.ports:
        writer.line(1, "Ports:")
        writer.line(2, "Name\tPort\tProtocol")
        writer.line(2, "----\t----\t--------")
        for port in subset.ports:
            writer.line(2, f"{port.name or _UNSET}\t{port.port}\t{port.protocol}")
    writer.line(0, "")


def _addresses(addresses: Iterable[EndpointAddress]) -> str:
    return ",".join(address.ip for address in addresses) or NONE


def describe_endpoint_slice(one: EndpointSlice, cluster: Cluster) -> str:
    """Mirrors describeEndpointSliceV1."""
    writer = Writer()
    write_head(writer, one.metadata)
    writer.line(0, f"AddressType:\t{one.address_type}")
    _write_ports(writer, one.ports or ())
    if one.endpoints:
        writer.line(0, "Endpoints:")
        for endpoint in one.endpoints:
            _write_endpoint(writer, endpoint)
    else:
        writer.line(0, f"Endpoints: {NONE}")
    write_events(writer, cluster, "EndpointSlice", one.metadata)
    return writer.text()


def _write_ports(writer: Writer, ports: tuple[EndpointPort, ...]) -> None:
    if not ports:
        writer.line(0, f"Ports: {_UNSET}")
        return
    writer.line(0, "Ports:")
    writer.line(1, "Name\tPort\tProtocol")
    writer.line(1, "----\t----\t--------")
    for port in ports:
        number = _UNSET if port.port is None else str(port.port)
        writer.line(1, f"{port.name or _UNSET}\t{number}\t{port.protocol}")


def _write_endpoint(writer: Writer, endpoint: Endpoint) -> None:
    writer.line(1, f"- Addresses:\t{', '.join(endpoint.addresses) or NONE}")
    writer.line(2, "Conditions:")
    ready = endpoint.conditions.ready
    writer.line(3, f"Ready:\t{_UNSET if ready is None else str(ready).lower()}")
    writer.line(2, f"Hostname:\t{_UNSET if endpoint.hostname is None else endpoint.hostname}")
    if endpoint.target_ref is not None:
        writer.line(2, f"TargetRef:\t{endpoint.target_ref.kind}/{endpoint.target_ref.name}")
    writer.line(2, f"NodeName:\t{_UNSET if endpoint.node_name is None else endpoint.node_name}")
    writer.line(2, f"Zone:\t{_UNSET if endpoint.zone is None else endpoint.zone}")
    for key in sorted(endpoint.deprecated_topology):
        writer.line(2, f"Topology:\t{key}={endpoint.deprecated_topology[key]}")
