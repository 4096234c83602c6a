"""MetalLB's controller, which gives load balancers addresses, and its speakers, which announce them."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.api.service import LoadBalancerIngress, LoadBalancerStatus, Service, ServiceStatus
from tutor.cluster.control import Controller, Plane
from tutor.cluster.indexes import EVENTS_BY_OBJECT, SERVICE_NAME_LABEL
from tutor.cluster.metallb import SYSTEM, Pool, read_pools
from tutor.cluster.metallb.allocator import allocate, check_assignable
from tutor.cluster.metallb.pools import CONFIG
from tutor.cluster.metallb.requests import FROM_POOL, PREFIX, AllocationError, asked_addresses, asked_pool, listed
from tutor.cluster.network.announce import announcer
from tutor.cluster.network.view import View
from tutor.cluster.objects import amend, key_of, replace
from tutor.cluster.store import Change, Key, Store

ANNOUNCED = "nodeAssigned"
_NOTE = f"{PREFIX}/{FROM_POOL}"


def converge(plane: Plane, key: Key) -> None:
    """Give a load balancer an address, or take it back. Mirrors convergeBalancer."""
    service: Service | None = plane.store.get(key)
    if service is None or plane.settings.load_balancer != "metallb" or not _runs(plane, "controller"):
        return
    if service.spec.load_balancer_class is not None:
        return
    if service.spec.type != "LoadBalancer":
        _clear(plane, service)
        return
    pools = read_pools(plane.store)
    if not pools:
        _clear(plane, service)
    elif not _keeps(plane, pools, service):
        _assign(plane, pools, service)


def _keeps(plane: Plane, pools: tuple[Pool, ...], service: Service) -> bool:
    """Whether a Service stays as it is: its addresses are still right, or it asks for what nobody can read."""
    held = tuple(one.ip for one in service.status.load_balancer.ingress if one.ip)
    if not held:
        return False
    name = f"{service.metadata.namespace}/{service.metadata.name}"
    try:
        pool = check_assignable(plane.store, pools, service, held)
    except AllocationError as fault:
        words = f'current IP for "{name}" not allowed by config, will attempt for new IP assignment: {fault}'
        plane.recorder.record(service, "Normal", "ClearAssignment", words, "metallb-controller")
        return False
    try:
        asked = tuple(map(str, asked_addresses(service)))
    except AllocationError as fault:
        _warn(plane, service, "LoadBalancerFailed", f"invalid requested loadbalancer IPs: {fault}")
        return True
    if (asked_pool(service) and pool.name != asked_pool(service)) or (asked and sorted(asked) != sorted(held)):
        return False
    _write(plane, service, held, pool.name)
    return True


def _assign(plane: Plane, pools: tuple[Pool, ...], service: Service) -> None:
    try:
        addresses, pool = allocate(plane.store, pools, service)
    except AllocationError as fault:
        _clear(plane, service)
        name = f"{service.metadata.namespace}/{service.metadata.name}"
        _warn(plane, service, "AllocationFailed", f'Failed to allocate IP for "{name}": {fault}')
        return
    _write(plane, service, addresses, pool.name)
    words = f"Assigned IP {listed(addresses)}"
    plane.recorder.record(service, "Normal", "IPAllocated", words, "metallb-controller")


def _warn(plane: Plane, service: Service, reason: str, words: str) -> None:
    plane.recorder.record(service, "Warning", reason, words, "metallb-controller")


def _clear(plane: Plane, service: Service) -> None:
    """Mirrors clearServiceState."""
    if _NOTE in service.metadata.annotations or service.status.load_balancer.ingress:
        _write(plane, service, (), "")


def _write(plane: Plane, service: Service, addresses: tuple[str, ...], pool: str) -> None:
    notes = {key: text for key, text in service.metadata.annotations.items() if key != _NOTE}
    ingress = tuple(LoadBalancerIngress(ip=one, ip_mode="VIP") for one in addresses)
    status = ServiceStatus(load_balancer=LoadBalancerStatus(ingress=ingress), conditions=service.status.conditions)
    noted = amend(service, annotations={**notes, _NOTE: pool} if pool else notes)
    plane.server.update_status(replace(noted, status=status))


def announce(plane: Plane, key: Key) -> None:
    """Let the node that a speaker elects tell of itself, once for every change of node."""
    service: Service | None = plane.store.get(key)
    if service is None or service.spec.type != "LoadBalancer":
        return
    view = View(
        store=plane.store,
        settings=plane.settings,
        machines=plane.machines,
        now=plane.clock.now,
        faults=plane.faults,
    )
    for entry in service.status.load_balancer.ingress:
        node = announcer(view, service, entry.ip)
        if node is not None and _told(plane.store, service) != node.name:
            message = f'announcing from node "{node.name}" with protocol "layer2"'
            plane.recorder.record(service, "Normal", ANNOUNCED, message, "metallb-speaker", host=node.name)


def _told(store: Store, service: Service) -> str:
    """The node that said last that it announces this Service, "" when none did."""
    about = ("Service", service.metadata.namespace, service.metadata.name)
    same = (one for one in store.by(EVENTS_BY_OBJECT, about) if one.involved_object.uid == service.metadata.uid)
    events = [one for one in same if one.reason == ANNOUNCED]
    last = max(events, key=lambda one: int(one.metadata.resource_version), default=None)
    return last.source.host if last is not None else ""


def _runs(plane: Plane, component: str) -> bool:
    pods = plane.store.pods_by_label(SYSTEM, {"app": "metallb", "component": component})
    return any(pod.status.phase == "Running" for pod in pods)


def _waiting(change: Change, store: Store) -> Iterator[Key]:
    """The Service itself; when one goes or gives its address back, those that wait for one."""
    if change.type != "DELETED":
        yield change.key
    if change.old is not None and change.old.status.load_balancer.ingress:
        yield from (key_of(one) for one in store.list("Service") if not one.status.load_balancer.ingress)


def _balancers(_change: Change, store: Store) -> Iterator[Key]:
    """Every load balancer, for the configuration has changed."""
    yield from (key_of(one) for one in store.list("Service") if one.spec.type == "LoadBalancer")


def _of_config(change: Change, store: Store) -> Iterator[Key]:
    if change.key == CONFIG:
        yield from _balancers(change, store)


def _of_controller(change: Change, store: Store) -> Iterator[Key]:
    """Every load balancer once the controller itself runs, for it looks at all of them as it starts."""
    pod = change.object
    if change.key.namespace == SYSTEM and pod is not None and pod.status.phase == "Running":
        yield from _balancers(change, store)


def _of_slice(change: Change, _store: Store) -> Iterator[Key]:
    name = change.object.metadata.labels.get(SERVICE_NAME_LABEL, "")
    if name:
        yield Key(kind="Service", namespace=change.key.namespace, name=name)


def _itself(change: Change, _store: Store) -> Iterator[Key]:
    yield change.key


CONTROLLERS = (
    Controller(
        name="metallb-controller",
        watches={
            "Service": _waiting,
            "IPAddressPool": _balancers,
            "ConfigMap": _of_config,
            "Namespace": _balancers,
            "Pod": _of_controller,
        },
        reconcile=converge,
        delay=0.05,
    ),
    Controller(
        name="metallb-speaker",
        watches={
            "Service": _itself,
            "EndpointSlice": _of_slice,
            "IPAddressPool": _balancers,
            "L2Advertisement": _balancers,
            "Node": _balancers,
        },
        reconcile=announce,
        delay=0.2,
    ),
)
