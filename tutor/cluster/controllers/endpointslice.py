"""The EndpointSlices of Services with selectors."""

from __future__ import annotations

from functools import lru_cache

from tutor.api.core import Node
from tutor.api.discovery import Endpoint, EndpointConditions, EndpointPort, EndpointSlice
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.control import Controller, Plane, itself
from tutor.cluster.controllers import slices
from tutor.cluster.controllers.endpoint_pods import (
    HEADLESS_LABEL,
    belongs,
    find_port,
    has_cluster_ip,
    hostname,
    is_ready,
    reference,
    services_of_pod,
    takes_pods,
    trigger_time,
)
from tutor.cluster.controllers.hints import services_overloaded, with_hints
from tutor.cluster.indexes import SERVICE_NAME_LABEL, SLICES_BY_SERVICE
from tutor.cluster.objects import owner_reference
from tutor.cluster.store import Change, Key, Store
from tutor.values import make

MANAGER = "endpointslice-controller.k8s.io"
_RESERVED = frozenset({slices.MANAGED_BY, SERVICE_NAME_LABEL, HEADLESS_LABEL})
_ZONE = "topology.kubernetes.io/zone"


def reconcile(plane: Plane, key: Key) -> None:
    """Make the slices of a Service right; when it goes, the garbage collector takes them."""
    service: Service | None = plane.store.get(key)
    if service is None or not takes_pods(service) or service.metadata.deletion_timestamp is not None:
        return
    pods = plane.store.pods_by_label(key.namespace, service.spec.selector)
    found = plane.store.by(SLICES_BY_SERVICE, (key.namespace, key.name))
    present = tuple(one for one in found if one.metadata.labels.get(slices.MANAGED_BY) == MANAGER)
    since = trigger_time(service, pods, present[0].metadata if present else None)
    for family in service.spec.ip_families or ("IPv4",):
        mine = tuple(one for one in present if one.address_type == family and _owned(one, service))
        groups = with_hints(service, desired(plane, service, pods, family), lambda: plane.store.list("Node"))
        plan = slices.plan(groups, mine, _template(service, family), placeholder=True)
        slices.write(plane, plan, since)
    stale = tuple(
        one for one in present if one.address_type not in service.spec.ip_families or not _owned(one, service)
    )
    slices.write(plane, slices.Plan(remove=stale), since)
    plane.forget(
        ENDPOINT_SLICE.name, key
    )  # its own writes are no news to it, as upstream's EndpointSliceTracker has it


def desired(plane: Plane, service: Service, pods: tuple[Pod, ...], family: str) -> slices.Groups:
    """Endpoints under each set of ports, in the order of their addresses."""
    groups: dict[slices.Ports, list[Endpoint]] = {}
    known: dict[tuple[int | None, ...], list[Endpoint]] = {}
    for pod in sorted(pods, key=lambda one: one.status.pod_ip):
        if not belongs(pod, terminating=True):
            continue
        addresses = _addresses(pod, family)
        node = plane.store.get(Key(kind="Node", name=pod.spec.node_name))
        numbers = tuple(find_port(pod, port) for port in service.spec.ports)
        if numbers not in known:
            known[numbers] = groups.setdefault(slices.sort_ports(_ports(service, numbers)), [])
        if addresses and (node is not None or service.spec.publish_not_ready_addresses):
            known[numbers].append(_endpoint(service, pod, node, addresses))
    return {ports: tuple(endpoints) for ports, endpoints in groups.items()}


def _addresses(pod: Pod, family: str) -> tuple[str, ...]:
    return tuple(one.ip for one in pod.status.pod_ips if (":" in one.ip) == (family == "IPv6"))


def _ports(service: Service, numbers: tuple[int | None, ...]) -> slices.Ports:
    """The Service's ports with the numbers that they lead to; one that leads nowhere is left out."""
    return tuple(
        make(EndpointPort)(name=port.name, protocol=port.protocol, port=number, app_protocol=port.app_protocol)
        for port, number in zip(service.spec.ports, numbers, strict=True)
        if number is not None
    )


def _endpoint(service: Service, pod: Pod, node: Node | None, addresses: tuple[str, ...]) -> Endpoint:
    """Mirrors podToEndpoint."""
    serving, terminating = is_ready(pod), pod.metadata.deletion_timestamp is not None
    ready = service.spec.publish_not_ready_addresses or (serving and not terminating)
    zone = node.metadata.labels.get(_ZONE) if node is not None else None
    meta, named, where = pod.metadata, hostname(pod, service), (pod.spec.node_name, zone)
    return _known(addresses, (ready, serving, terminating), named, (meta.namespace, meta.name, meta.uid), where)


@lru_cache(maxsize=1024)
def _known(
    addresses: tuple[str, ...],
    conditions: tuple[bool, bool, bool],
    hostname: str,
    pod: tuple[str, str, str],
    where: tuple[str, str | None],
) -> Endpoint:
    """An endpoint, made once: a Service's pods are looked at whenever one of them, or the Service, changes."""
    ready, serving, terminating = conditions
    node, zone = where
    return Endpoint(
        addresses=addresses,
        conditions=EndpointConditions(ready=ready, serving=serving, terminating=terminating),
        hostname=hostname or None,
        target_ref=reference(*pod),
        node_name=node or None,
        zone=zone or None,
    )


def _template(service: Service, family: str) -> EndpointSlice:
    """A slice without endpoints. Mirrors newEndpointSlice and setEndpointSliceLabels."""
    labels = {name: value for name, value in service.metadata.labels.items() if name not in _RESERVED}
    if not has_cluster_ip(service):
        labels[HEADLESS_LABEL] = ""
    labels |= {SERVICE_NAME_LABEL: service.metadata.name, slices.MANAGED_BY: MANAGER}
    meta = make(ObjectMeta)(
        generate_name=f"{service.metadata.name}-",
        namespace=service.metadata.namespace,
        labels=labels,
        owner_references=(owner_reference(service),),
    )
    return make(EndpointSlice)(metadata=meta, address_type=family)


def _owned(slice_: EndpointSlice, service: Service) -> bool:
    return any(one.uid == service.metadata.uid for one in slice_.metadata.owner_references)


def _service_of_slice(change: Change, _store: Store) -> tuple[Key, ...]:
    """The Service whose slice somebody changed or took away."""
    name = change.object.metadata.labels.get(SERVICE_NAME_LABEL, "")
    return (Key(kind="Service", namespace=change.key.namespace, name=name),) if name else ()


ENDPOINT_SLICE = Controller(
    name="endpointslice",
    watches={
        "Service": itself,
        "Pod": services_of_pod,
        "EndpointSlice": _service_of_slice,
        "Node": services_overloaded,
    },
    reconcile=reconcile,
    delay=0.1,
)
