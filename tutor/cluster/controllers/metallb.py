"""MetalLB: addresses for load balancers from a pool, and the node that announces each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address, summarize_address_range

from tutor.api.service import LoadBalancerIngress, LoadBalancerStatus, Service, ServiceStatus
from tutor.cluster.control import Controller, Plane
from tutor.cluster.indexes import EVENTS_BY_OBJECT, SERVICE_NAME_LABEL, SERVICES_BY_OUTER_IP
from tutor.cluster.network.announce import announcer
from tutor.cluster.network.view import View
from tutor.cluster.objects import key_of, replace
from tutor.cluster.store import Change, Key, Store

POOL = ("192.168.56.200", "192.168.56.220")
REQUESTED = ("metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs")
SHARING = ("metallb.io/allow-shared-ip", "metallb.universe.tf/allow-shared-ip")
ANNOUNCED = "nodeAssigned"


def allocate(plane: Plane, key: Key) -> None:
    """Give a load balancer an address, or take it back from a Service that is none any more."""
    service: Service | None = plane.store.get(key)
    if service is None or plane.settings.load_balancer != "metallb" or not _runs(plane, "controller"):
        return
    if service.spec.type != "LoadBalancer" or service.spec.load_balancer_class is not None:
        return
    held = tuple(one.ip for one in service.status.load_balancer.ingress)
    asked = requested(service)
    if held and (not asked or asked == held):
        return
    chosen = asked or next(((one,) for one in pool() if _free(plane.store, service, one)), ())
    if not chosen or not all(_free(plane.store, service, one) for one in chosen):
        _refuse(plane, service, chosen)
        return
    _assign(plane, service, chosen)


def requested(service: Service) -> tuple[str, ...]:
    """The addresses that a Service asks for."""
    text = _noted(service.metadata.annotations, REQUESTED) or service.spec.load_balancer_ip
    return tuple(one.strip() for one in text.split(",") if one.strip())


def pool() -> Iterator[str]:
    """Every address of the pool, lowest first."""
    first, last = (ip_address(one) for one in POOL)
    for block in summarize_address_range(first, last):
        yield from map(str, block)


def _noted(annotations: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((annotations[name] for name in names if name in annotations), "")


def _free(store: Store, service: Service, address: str) -> bool:
    """Whether a Service may have an address: nobody has it, or all who do share it. Mirrors sharingOK."""
    others = (one for one in store.by(SERVICES_BY_OUTER_IP, address) if key_of(one) != key_of(service))
    holders = [one for one in others if any(entry.ip == address for entry in one.status.load_balancer.ingress)]
    return address in set(pool()) and all(_share(service, one) for one in holders)


def _share(one: Service, other: Service) -> bool:
    keys = [_noted(service.metadata.annotations, SHARING) for service in (one, other)]
    ports = [{(port.protocol, port.port) for port in service.spec.ports} for service in (one, other)]
    local = any(service.spec.external_traffic_policy == "Local" for service in (one, other))
    backends = not local or one.spec.selector == other.spec.selector
    return bool(keys[0]) and keys[0] == keys[1] and not ports[0] & ports[1] and backends


def _assign(plane: Plane, service: Service, addresses: tuple[str, ...]) -> None:
    ingress = tuple(LoadBalancerIngress(ip=one, ip_mode="VIP") for one in addresses)
    status = ServiceStatus(load_balancer=LoadBalancerStatus(ingress=ingress), conditions=service.status.conditions)
    plane.server.update_status(replace(service, status=status))
    listed = " ".join(f'"{one}"' for one in addresses)
    plane.recorder.record(service, "Normal", "IPAllocated", f"Assigned IP [{listed}]", "metallb-controller")


def _refuse(plane: Plane, service: Service, asked: tuple[str, ...]) -> None:
    name = f"{service.metadata.namespace}/{service.metadata.name}"
    if not asked:
        why = "no available IPs"
    elif all(one in set(pool()) for one in asked):
        why = f'can\'t change sharing key for "{name}", address also in use by {_holders(plane.store, service, asked)}'
    else:
        listed = " ".join(f'"{one}"' for one in asked)
        why = f"[{listed}] is not allowed in config"
    message = f'Failed to allocate IP for "{name}": {why}'
    plane.recorder.record(service, "Warning", "AllocationFailed", message, "metallb-controller")


def _holders(store: Store, service: Service, asked: tuple[str, ...]) -> str:
    keys = (key_of(one) for address in asked for one in store.by(SERVICES_BY_OUTER_IP, address))
    return ",".join(sorted({f"{key.namespace}/{key.name}" for key in keys if key != key_of(service)}))


def announce(plane: Plane, key: Key) -> None:
    """Let the node that a speaker elects tell of itself, once for every change of node."""
    service: Service | None = plane.store.get(key)
    if service is None or service.spec.type != "LoadBalancer":
        return
    view = View(store=plane.store, settings=plane.settings, now=plane.clock.now)
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
    pods = plane.store.pods_by_label("metallb-system", {"app": "metallb", "component": component})
    return any(pod.status.phase == "Running" for pod in pods)


def _waiting(change: Change, store: Store) -> Iterator[Key]:
    """The Service itself; when one goes or gives its address back, those that wait for one."""
    if change.type != "DELETED":
        yield change.key
    if change.old is not None and change.old.status.load_balancer.ingress:
        yield from (key_of(one) for one in store.list("Service") if not one.status.load_balancer.ingress)


def _of_slice(change: Change, _store: Store) -> Iterator[Key]:
    name = change.object.metadata.labels.get(SERVICE_NAME_LABEL, "")
    if name:
        yield Key(kind="Service", namespace=change.key.namespace, name=name)


def _itself(change: Change, _store: Store) -> Iterator[Key]:
    yield change.key


CONTROLLERS = (
    Controller(name="metallb-controller", watches={"Service": _waiting}, reconcile=allocate, delay=0.05),
    Controller(
        name="metallb-speaker", watches={"Service": _itself, "EndpointSlice": _of_slice}, reconcile=announce, delay=0.2
    ),
)
