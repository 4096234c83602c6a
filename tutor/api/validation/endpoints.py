"""Rules of Endpoints and EndpointSlices."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.addresses import check_ip, check_ip_of_family, check_ordinary_ip
from tutor.api.discovery import (
    CoreEndpointPort,
    Endpoint,
    EndpointAddress,
    EndpointPort,
    Endpoints,
    EndpointSlice,
    EndpointSubset,
)
from tutor.api.errors import FieldError, FieldPath, duplicate, invalid, not_supported, required, too_many
from tutor.api.validation.fields import (
    PROTOCOLS,
    Errors,
    check_labels,
    check_port,
    check_text,
    each,
    immutable,
    one_of,
)
from tutor.api.validation.meta import check_meta, check_meta_update

_MOST_TOPOLOGY = 16
_MOST_HINTS = 8
_ADDRESS_TYPES = ("FQDN", "IPv4", "IPv6")


def validate_endpoints(obj: Endpoints) -> Errors:
    """Mirrors ValidateEndpoints."""
    meta = check_meta(obj.metadata, content.dns1123_subdomain)
    return (*meta, *each(obj.subsets, FieldPath("subsets"), _check_subset))


def validate_endpoints_update(new: Endpoints, old: Endpoints) -> Errors:
    """Mirrors ValidateEndpointsUpdate."""
    return (*check_meta_update(new.metadata, old.metadata), *validate_endpoints(new))


def _check_subset(path: FieldPath, subset: EndpointSubset) -> Errors:
    detail = "must specify `addresses` or `notReadyAddresses`"
    empty = not subset.addresses and not subset.not_ready_addresses
    ports = (
        fault
        for at, port in enumerate(subset.ports)
        for fault in _check_port(path / "ports" / at, port, named=len(subset.ports) > 1)
    )
    return (
        *((required(path, detail),) if empty else ()),
        *each(subset.addresses, path / "addresses", _check_address),
        *each(subset.not_ready_addresses, path / "notReadyAddresses", _check_address),
        *ports,
    )


def _check_address(path: FieldPath, address: EndpointAddress) -> Errors:
    faults: list[FieldError] = list(check_ip(path / "ip", address.ip))
    if address.hostname:
        faults += check_text(path / "hostname", address.hostname, content.dns1123_label)
    if address.node_name is not None:
        faults += check_text(path / "nodeName", address.node_name, content.dns1123_subdomain)
    return (*faults, *check_ordinary_ip(path / "ip", address.ip))


def _check_port(path: FieldPath, port: CoreEndpointPort, *, named: bool) -> Errors:
    name: Errors = (required(path / "name"),) if named else ()
    if port.name:
        name = check_text(path / "name", port.name, content.dns1123_label)
    faults = (*name, *check_port(path / "port", port.port), *one_of(path / "protocol", port.protocol, PROTOCOLS))
    if port.app_protocol is None:
        return faults
    return (*faults, *check_text(path / "appProtocol", port.app_protocol, content.qualified_name))


def validate_endpoint_slice(obj: EndpointSlice) -> Errors:
    """Mirrors ValidateEndpointSlice."""
    return (
        *check_meta(obj.metadata, content.dns1123_subdomain),
        *one_of(FieldPath("addressType"), obj.address_type, _ADDRESS_TYPES),
        *_check_endpoints(FieldPath("endpoints"), obj),
        *_check_slice_ports(FieldPath("ports"), obj.ports or ()),
    )


def validate_endpoint_slice_update(new: EndpointSlice, old: EndpointSlice) -> Errors:
    """Mirrors ValidateEndpointSliceUpdate."""
    fixed = immutable(FieldPath("addressType"), new.address_type, old.address_type)
    return (*check_meta_update(new.metadata, old.metadata), *validate_endpoint_slice(new), *fixed)


def _check_endpoints(path: FieldPath, obj: EndpointSlice) -> Errors:
    if len(obj.endpoints) > 1000:
        return (too_many(path, len(obj.endpoints), 1000),)
    return tuple(
        fault for at, one in enumerate(obj.endpoints) for fault in _check_endpoint(path / at, one, obj.address_type)
    )


def _check_endpoint(path: FieldPath, endpoint: Endpoint, kind: str) -> Errors:
    addresses = path / "addresses"
    faults: list[FieldError] = []
    if not endpoint.addresses:
        faults.append(required(addresses, "must contain at least 1 address"))
    elif len(endpoint.addresses) > 100:
        faults.append(too_many(addresses, len(endpoint.addresses), 100))
    for at, text in enumerate(endpoint.addresses):
        faults += _check_slice_address(addresses, at, text, kind)
    if endpoint.node_name is not None:
        faults += check_text(path / "nodeName", endpoint.node_name, content.dns1123_subdomain)
    topology = path / "deprecatedTopology"
    if len(endpoint.deprecated_topology) > _MOST_TOPOLOGY:
        faults.append(too_many(topology, len(endpoint.deprecated_topology), _MOST_TOPOLOGY))
    faults += check_labels(topology, endpoint.deprecated_topology)
    if endpoint.hostname is not None:
        faults += check_text(path / "hostname", endpoint.hostname, content.dns1123_label)
    return (*faults, *_check_hints(path / "hints", endpoint.hints or {}))


def _check_hints(path: FieldPath, hints: dict[str, Any]) -> Errors:
    """Mirrors validateHints."""
    faults: list[FieldError] = []
    for field, rule in (("forZones", content.label_value), ("forNodes", content.dns1123_subdomain)):
        names = tuple(one.get("name", "") for one in hints.get(field) or ())
        if len(names) > _MOST_HINTS:
            return (*faults, too_many(path / field, len(names), _MOST_HINTS))
        for at, name in enumerate(names):
            place = path / field / at / "name"
            faults += (duplicate(place, name),) if name in names[:at] else ()
            faults += check_text(place, name, rule)
    return tuple(faults)


def _check_slice_address(addresses: FieldPath, at: int, text: str, kind: str) -> Errors:
    path = addresses / at
    if kind == "FQDN":
        return _check_domain(path, text)
    if kind not in ("IPv4", "IPv6"):
        return ()
    spelling = check_ip(path, text)
    # A foreign family is told of the list, not of its item.
    return spelling or (*check_ip_of_family(addresses, text, kind), *check_ordinary_ip(path, text))


def _check_domain(path: FieldPath, text: str) -> Errors:
    """Mirrors IsFullyQualifiedDomainName: the first fault only, its complaints in one."""
    if not text:
        return (required(path),)
    name = text.removesuffix(".")
    complaints = content.dns1123_subdomain(name)
    if complaints:
        return (invalid(path, name, ",".join(complaints)),)
    if "." not in name:
        return (invalid(path, name, "should be a domain with at least two segments separated by dots"),)
    labels = ((label, content.dns1123_label(label)) for label in name.split("."))
    wrong = next((invalid(path, label, ",".join(words)) for label, words in labels if words), None)
    return () if wrong is None else (wrong,)


def _check_slice_ports(path: FieldPath, ports: tuple[EndpointPort, ...]) -> Errors:
    if len(ports) > 20000:
        return (too_many(path, len(ports), 20000),)
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, port in enumerate(ports):
        name = port.name or ""
        faults += check_text(path / at / "name", name, content.dns1123_label) if name else ()
        if name in names:
            faults.append(duplicate(path / at / "name", name))
        names.add(name)
        if port.protocol is None:
            faults.append(required(path / at / "protocol"))
        elif port.protocol not in PROTOCOLS:
            faults.append(not_supported(path / at / "protocol", port.protocol, PROTOCOLS))
        if port.app_protocol is not None:
            faults += check_text(path / at / "appProtocol", port.app_protocol, content.qualified_name)
    return tuple(faults)
