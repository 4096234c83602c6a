"""Cluster IPs of a Service, asked for or given. Mirrors allocClusterIPs and the IPAddress objects behind it."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.api.kinds import SERVICE
from tutor.api.service import Service
from tutor.api.status import invalid as refuse
from tutor.cluster.addresses import DryServiceAddresses, ServiceAddresses
from tutor.cluster.objects import replace
from tutor.cluster.services.node_ports import internal

Ranges = Mapping[str, ServiceAddresses | DryServiceAddresses]

_PATH = FieldPath("spec") / "clusterIPs"


def allocate(service: Service, free: Ranges, *, kept: tuple[str, ...] = ()) -> Service:
    """The Service with an address for each of its families; headless and ExternalName ones get none.

    Addresses in `kept` are the Service's own already.
    """
    spec = service.spec
    if spec.type == "ExternalName" or spec.cluster_ips[:1] == ("None",):
        return service
    wanted = (*spec.cluster_ips, *("" for _ in spec.ip_families))[: len(spec.ip_families)]
    service = replace(service, spec=replace(spec, cluster_ips=wanted))
    given = tuple(
        address if address in kept else _one(service, address, free[family])
        for address, family in zip(wanted, spec.ip_families, strict=True)
    )
    return replace(service, spec=replace(spec, cluster_ips=given, cluster_ip=given[0]))


def _one(service: Service, address: str, free: ServiceAddresses | DryServiceAddresses) -> str:
    given = address or free.next()
    if given is None:
        raise internal("failed to allocate a serviceIP: range is full")
    fault = free.fault(str(ip_address(address))) if address else ""
    if isinstance(free, ServiceAddresses):
        fault = fault or _parent_fault(given, service.metadata.name)
    if fault:
        words = f"failed to allocate IP {address}: {fault}" if address else f"failed to allocate IP: {fault}"
        path = _fault(service, words)
        raise refuse(SERVICE, service.metadata.name, (path,))
    return given


def _fault(service: Service, words: str) -> FieldError:
    return invalid(_PATH, service.spec.cluster_ips, words)


def _parent_fault(address: str, name: str) -> str:
    """An IPAddress object names its Service, before anything else looks at that name."""
    quoted = f'"{name}"'
    words = "Required value" if not name else ""
    if name in {".", ".."}:
        words = f"Invalid value: {quoted}: may not be '{name}'"
    for letter in "/%":
        if letter in name:
            words = words or f"Invalid value: {quoted}: may not contain '{letter}'"
    return f'IPAddress.networking.k8s.io "{address}" is invalid: spec.parentRef.name: {words}' if words else ""
