"""Defaults of the smaller kinds."""

from __future__ import annotations

from tutor.api.core import Namespace, NamespaceSpec, Node
from tutor.api.discovery import CoreEndpointPort, EndpointPort, Endpoints, EndpointSlice, EndpointSubset
from tutor.values import replace

_NAME_LABEL = "kubernetes.io/metadata.name"


def default_namespace(obj: Namespace) -> Namespace:
    """Mirrors SetDefaults_Namespace and the strategy's finalizer."""
    meta, name = obj.metadata, obj.metadata.name
    labels = {**meta.labels, _NAME_LABEL: name} if name else meta.labels
    return replace(
        obj,
        metadata=replace(meta, labels=labels),
        spec=obj.spec if obj.spec.finalizers else NamespaceSpec(finalizers=("kubernetes",)),
        status=replace(obj.status, phase=obj.status.phase or "Active"),
    )


def default_node(obj: Node) -> Node:
    """Mirrors SetDefaults_NodeStatus, and the conversion that keeps podCIDR the first of podCIDRs."""
    blocks = obj.spec.pod_cidrs or ((obj.spec.pod_cidr,) if obj.spec.pod_cidr else ())
    return replace(
        obj,
        spec=replace(obj.spec, pod_cidr=blocks[0] if blocks else "", pod_cidrs=blocks),
        status=replace(obj.status, allocatable=obj.status.allocatable or obj.status.capacity),
    )


def default_endpoints(obj: Endpoints) -> Endpoints:
    """Mirrors SetDefaults_Endpoints."""
    return replace(obj, subsets=tuple(map(_default_subset, obj.subsets)))


def _default_subset(subset: EndpointSubset) -> EndpointSubset:
    return replace(subset, ports=tuple(map(_default_port, subset.ports)))


def _default_port(port: CoreEndpointPort) -> CoreEndpointPort:
    return replace(port, protocol=port.protocol or "TCP")


def default_endpoint_slice(obj: EndpointSlice) -> EndpointSlice:
    """Mirrors SetDefaults_EndpointPort, and the strategy that forgets the old topology."""
    endpoints = tuple(replace(one, deprecated_topology={}) for one in obj.endpoints)
    return replace(obj, endpoints=endpoints, ports=tuple(map(_default_slice_port, obj.ports or ())))


def _default_slice_port(port: EndpointPort) -> EndpointPort:
    return replace(
        port,
        name="" if port.name is None else port.name,
        protocol="TCP" if port.protocol is None else port.protocol,
    )
