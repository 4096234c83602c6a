"""The Endpoints of Services with selectors, as the old endpoints controller writes them."""

from __future__ import annotations

from tutor.api.discovery import CoreEndpointPort, EndpointAddress, Endpoints
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.control import Controller, Plane, itself
from tutor.cluster.controllers.endpoint_pods import (
    HEADLESS_LABEL,
    TRIGGER_TIME,
    belongs,
    find_port,
    has_cluster_ip,
    hostname,
    is_ready,
    service_of_lost,
    services_of_pod,
    takes_pods,
    target,
    trigger_time,
)
from tutor.cluster.controllers.subsets import Found, repack, truncate
from tutor.cluster.objects import replace
from tutor.cluster.store import Key
from tutor.values import make

MANAGED_BY = "endpoints.kubernetes.io/managed-by"
OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity"


def reconcile(plane: Plane, key: Key) -> None:
    """Make the Endpoints of a Service right, or take them away with it."""
    service: Service | None = plane.store.get(key)
    endpoints_key = Key(kind="Endpoints", namespace=key.namespace, name=key.name)
    current: Endpoints | None = plane.store.get(endpoints_key)
    if service is None:
        if current is not None:
            plane.server.registry.remove(endpoints_key)
        return
    if not takes_pods(service):
        return
    pods = plane.store.pods_by_label(key.namespace, service.spec.selector)
    wanted = desired(service, pods, current)
    if current is None:
        plane.server.insert(wanted)
    elif (wanted.subsets, wanted.metadata.labels) != (current.subsets, current.metadata.labels):
        plane.server.update(wanted)


def desired(service: Service, pods: tuple[Pod, ...], current: Endpoints | None) -> Endpoints:
    """The Endpoints that these pods give a Service."""
    subsets, over = truncate(repack(_found(service, pods)))
    annotations = dict(current.metadata.annotations) if current is not None else {}
    since = trigger_time(service, pods, None if current is None else current.metadata)
    for name, value in ((TRIGGER_TIME, since), (OVER_CAPACITY, "truncated" if over else "")):
        annotations.pop(name, None)
        if value:
            annotations[name] = value
    meta = current.metadata if current is not None else _new_meta(service)
    return Endpoints(metadata=replace(meta, labels=_labels(service), annotations=annotations), subsets=subsets)


def _new_meta(service: Service) -> ObjectMeta:
    return ObjectMeta(name=service.metadata.name, namespace=service.metadata.namespace)


def _labels(service: Service) -> dict[str, str]:
    labels = {name: value for name, value in service.metadata.labels.items() if name != HEADLESS_LABEL}
    labels[MANAGED_BY] = "endpoint-controller"
    if not has_cluster_ip(service):
        labels[HEADLESS_LABEL] = ""
    return labels


def _found(service: Service, pods: tuple[Pod, ...]) -> list[Found]:
    rows: list[Found] = []
    unready_too = service.spec.publish_not_ready_addresses
    for pod in pods:
        if not belongs(pod, terminating=unready_too):
            continue
        address = _address(service, pod)
        ready = unready_too or is_ready(pod)
        rows += [make(Found)(address=address, port=port, ready=ready) for port in _ports(service, pod)]
    return rows


def _address(service: Service, pod: Pod) -> EndpointAddress:
    return make(EndpointAddress)(
        ip=_ip(service, pod),
        hostname=hostname(pod, service),
        node_name=pod.spec.node_name or None,
        target_ref=target(pod),
    )


def _ip(service: Service, pod: Pod) -> str:
    """The pod's address of the Service's first family. Mirrors podToEndpointAddressForService."""
    six = service.spec.ip_families[:1] == ("IPv6",)
    return next((one.ip for one in pod.status.pod_ips if (":" in one.ip) == six), pod.status.pod_ip)


def _ports(service: Service, pod: Pod) -> list[CoreEndpointPort | None]:
    """A pod's ports behind a Service; a headless Service may have none and lists the pod all the same."""
    if not service.spec.ports:
        return [] if has_cluster_ip(service) else [None]
    found: list[CoreEndpointPort | None] = []
    for port in service.spec.ports:
        number = find_port(pod, port)
        if number is not None:
            row = make(CoreEndpointPort)(
                name=port.name, port=number, protocol=port.protocol, app_protocol=port.app_protocol
            )
            found.append(row)
    return found


ENDPOINTS = Controller(
    name="endpoints",
    watches={"Service": itself, "Pod": services_of_pod, "Endpoints": service_of_lost},
    reconcile=reconcile,
    delay=0.1,
)
