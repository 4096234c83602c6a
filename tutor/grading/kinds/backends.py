"""What stands behind a Service: its pods and the endpoints of one of its ports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from tutor.api.discovery import Endpoint, EndpointSlice
from tutor.api.pod import Pod
from tutor.api.service import Service, ServicePort
from tutor.cluster.indexes import SLICES_BY_SERVICE
from tutor.cluster.store import Store
from tutor.values import frozen, make


@frozen
class Backend:
    """One endpoint: its pod's name (or address), the port, and its conditions; port 0 means that it has none."""

    name: str
    port: int
    ready: bool
    serving: bool
    terminating: bool


def backends(store: Store, service: Service, port: ServicePort | None) -> tuple[Backend, ...]:
    """List the endpoints of a Service's port, of all ports when none is named, sorted by name and port."""
    found = dict.fromkeys(one for slice_ in slices(store, service) for one in _of_slice(slice_, port))
    return tuple(sorted(found, key=attrgetter("name", "port")))


def slices(store: Store, service: Service) -> tuple[EndpointSlice, ...]:
    """List the EndpointSlices of a Service."""
    meta = service.metadata
    return store.by(SLICES_BY_SERVICE, (meta.namespace, meta.name))


def _of_slice(slice_: EndpointSlice, port: ServicePort | None) -> Iterator[Backend]:
    numbers = [one.port or 0 for one in slice_.ports or () if port is None or (one.name or "") == port.name] or [0]
    for endpoint in slice_.endpoints:
        for number in numbers:
            yield _backend(endpoint, number)


def _backend(endpoint: Endpoint, port: int) -> Backend:
    conditions = endpoint.conditions
    name = endpoint.target_ref.name if endpoint.target_ref else endpoint.addresses[0]
    return make(Backend)(
        name=name,
        port=port,
        ready=conditions.ready is not False,
        serving=conditions.serving is not False,
        terminating=conditions.terminating is True,
    )


def port_of(service: Service, port: int | str | None) -> ServicePort | None:
    """Find a Service's port by number or name; its only one when none is named."""
    if port is None:
        return service.spec.ports[0] if len(service.spec.ports) == 1 else None
    return next((one for one in service.spec.ports if port in {one.port, one.name}), None)


def pod_names(store: Store, namespace: str, asked: Any) -> frozenset[str]:
    """Read a set of pods: names as they are, or labels, meaning every running pod that has them."""
    if isinstance(asked, Mapping):
        return frozenset(pod.metadata.name for pod in store.pods_by_label(namespace, asked) if _alive(pod))
    return frozenset(asked)


def selected(store: Store, service: Service) -> tuple[Pod, ...]:
    """List the pods that a Service selects; without a selector it selects none."""
    if not service.spec.selector:
        return ()
    found = store.pods_by_label(service.metadata.namespace, service.spec.selector)
    return tuple(pod for pod in found if _alive(pod))


def _alive(pod: Pod) -> bool:
    return pod.metadata.deletion_timestamp is None and pod.status.phase in {"Pending", "Running"}
