"""Which endpoints of a Service port a node's proxy may use, and why the others are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.api.discovery import Endpoint, EndpointSlice
from tutor.api.service import Service, ServicePort
from tutor.cluster.network.reasons import reason
from tutor.cluster.network.trace import LeftOut, Ref
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen

HEADLESS_LABEL = "service.kubernetes.io/headless"
PROXY_NAME_LABEL = "service.kubernetes.io/service-proxy-name"


@frozen
class Backend:
    """One endpoint with the port that a Service port leads to."""

    address: str
    port: int
    node: str = ""
    ready: bool = True
    serving: bool = True
    terminating: bool = False
    ref: Ref | None = None
    node_hints: tuple[str, ...] = ()
    zone_hints: tuple[str, ...] = ()


@frozen
class Categories:
    """What a proxy may choose from: in the whole cluster, on its own node, and whether there is anything at all."""

    cluster: tuple[Backend, ...] = ()
    local: tuple[Backend, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    any: bool = False


def proxied_slices(view: View, service: Service) -> tuple[EndpointSlice, ...]:
    """The slices that kube-proxy watches: those for headless or otherwise proxied Services are not among them."""
    hidden = (HEADLESS_LABEL, PROXY_NAME_LABEL)
    found = view.slices(service.metadata.namespace, service.metadata.name)
    return tuple(s for s in found if not any(label in s.metadata.labels for label in hidden))


def backends(view: View, service: Service, port: ServicePort, like: str = "") -> tuple[Backend, ...]:
    """All endpoints with a port of this name and of the family of an address (default: of both), sorted by address.

    Mirrors EndpointSliceCache.addEndpoints.
    """
    found: dict[tuple[str, int], Backend] = {}
    for slice_ in proxied_slices(view, service):
        if like and (slice_.address_type == "IPv6") != (":" in like):
            continue
        numbers = [
            p.port
            for p in slice_.ports or ()
            if (p.name or "") == port.name and _protocol(p.protocol) == _protocol(port.protocol)
        ]
        for number in numbers:
            for endpoint in slice_.endpoints:
                if number is not None and endpoint.addresses:
                    backend = _backend(endpoint, number)
                    found.setdefault((backend.address, number), backend)
    return tuple(found[key] for key in sorted(found))


def _protocol(protocol: str | None) -> str:
    return protocol or "TCP"


def _backend(endpoint: Endpoint, number: int) -> Backend:
    conditions, target = endpoint.conditions, endpoint.target_ref
    hints = endpoint.hints or {}
    return Backend(
        address=endpoint.addresses[0],
        port=number,
        node=endpoint.node_name or "",
        ready=conditions.ready is not False,
        serving=conditions.serving is not False,
        terminating=conditions.terminating is True,
        ref=Ref(kind=target.kind, namespace=target.namespace, name=target.name) if target else None,
        node_hints=tuple(hint.get("name", "") for hint in hints.get("forNodes") or ()),
        zone_hints=tuple(hint.get("name", "") for hint in hints.get("forZones") or ()),
    )


def categorize(every: tuple[Backend, ...], node: NodeSettings) -> Categories:
    """Sort endpoints as a node's proxy sees them. Mirrors CategorizeEndpoints."""
    ready = tuple(b for b in every if b.ready)
    fallback = tuple(b for b in every if not b.ready and b.serving and b.terminating)
    near = _topology(ready, node)
    cluster = tuple(b for b in ready if near(b)) or fallback
    local = tuple(b for b in ready if b.node == node.name) or tuple(b for b in fallback if b.node == node.name)
    return Categories(
        cluster=cluster,
        local=local,
        any=bool(ready or fallback),
        left_out=tuple(_left_out(every, cluster, bool(ready))),
    )


def _topology(ready: tuple[Backend, ...], node: NodeSettings) -> Callable[[Backend], bool]:
    """Whether an endpoint is near enough: hints count only when all ready endpoints carry them and one fits."""
    if ready and all(b.node_hints for b in ready) and any(node.name in b.node_hints for b in ready):
        return lambda backend: node.name in backend.node_hints
    if ready and node.zone and all(b.zone_hints for b in ready) and any(node.zone in b.zone_hints for b in ready):
        return lambda backend: node.zone in backend.zone_hints
    return lambda _: True


def _left_out(every: tuple[Backend, ...], chosen: tuple[Backend, ...], any_ready: bool) -> Iterator[LeftOut]:
    for backend in every:
        if backend in chosen:
            continue
        if backend.ready:
            why = reason(
                "left-other-zone", address=backend.address, zone=",".join(backend.zone_hints + backend.node_hints)
            )
        elif backend.terminating:
            why = reason(
                "left-while-ready" if any_ready and backend.serving else "left-terminating", address=backend.address
            )
        else:
            why = reason("left-not-ready", address=backend.address)
        yield LeftOut(pod=backend.ref, address=backend.address, reason=why)


def without_port(view: View, service: Service, port: ServicePort) -> tuple[LeftOut, ...]:
    """Endpoints whose slice has no port of this name: they are listed, and nobody can send them anything."""
    found: list[LeftOut] = []
    for slice_ in proxied_slices(view, service):
        names = {(p.name or "", _protocol(p.protocol)) for p in slice_.ports or () if p.port is not None}
        if (port.name, _protocol(port.protocol)) in names:
            continue
        wanted = port.name or str(port.target_port)
        for endpoint in slice_.endpoints:
            target = endpoint.target_ref
            pod = Ref(kind=target.kind, namespace=target.namespace, name=target.name) if target else None
            address = endpoint.addresses[0] if endpoint.addresses else ""
            why = reason("left-without-port", address=address, port=wanted)
            found.append(LeftOut(pod=pod, address=address, reason=why))
    return tuple(found)
