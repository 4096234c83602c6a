"""Which endpoints of a Service port a node's proxy may use, and why the others are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.api.discovery import Endpoint, EndpointSlice
from tutor.api.service import Service, ServicePort
from tutor.cluster.network.reasons import reason
from tutor.cluster.network.trace import LeftOut, Ref
from tutor.cluster.network.view import View, once, ref_to
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen, make

HEADLESS_LABEL = "service.kubernetes.io/headless"
PROXY_NAME_LABEL = "service.kubernetes.io/service-proxy-name"


@frozen
class Backend:
    """One endpoint with the port that a Service port leads to; what is not said of it is worked out when asked."""

    endpoint: Endpoint
    address: str
    port: int

    @property
    def node(self) -> str:
        """The node it is on, "" when nobody said."""
        return self.endpoint.node_name or ""

    @property
    def ready(self) -> bool:
        """Whether it takes new connections."""
        return self.endpoint.conditions.ready is not False

    @property
    def serving(self) -> bool:
        """Whether its program answers, whatever becomes of the pod."""
        return self.endpoint.conditions.serving is not False

    @property
    def terminating(self) -> bool:
        """Whether its pod is on its way out."""
        return self.endpoint.conditions.terminating is True

    @property
    def ref(self) -> Ref | None:
        """The pod behind it."""
        target = self.endpoint.target_ref
        return ref_to(target.kind, target.namespace, target.name) if target else None

    @property
    def node_hints(self) -> tuple[str, ...]:
        """The nodes it is meant for."""
        return _hinted(self.endpoint, "forNodes")

    @property
    def zone_hints(self) -> tuple[str, ...]:
        """The zones it is meant for."""
        return _hinted(self.endpoint, "forZones")


def _hinted(endpoint: Endpoint, kind: str) -> tuple[str, ...]:
    return tuple(hint.get("name", "") for hint in (endpoint.hints or {}).get(kind) or ())


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


@once
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
                    address = endpoint.addresses[0]
                    found.setdefault((address, number), make(Backend)(endpoint=endpoint, address=address, port=number))
    return tuple(found[key] for key in sorted(found))


def _protocol(protocol: str | None) -> str:
    return protocol or "TCP"


def categorize(every: tuple[Backend, ...], node: NodeSettings, zone: str) -> Categories:
    """Sort endpoints as the proxy of a node in a zone sees them. Mirrors CategorizeEndpoints."""
    ready = tuple(b for b in every if b.ready)
    fallback = tuple(b for b in every if not b.ready and b.serving and b.terminating)
    near = _topology(ready, node, zone)
    cluster = tuple(b for b in ready if near(b)) or fallback
    local = tuple(b for b in ready if b.node == node.name) or tuple(b for b in fallback if b.node == node.name)
    return make(Categories)(
        cluster=cluster,
        local=local,
        any=bool(ready or fallback),
        left_out=tuple(_left_out(every, cluster, bool(ready))),
    )


def _topology(ready: tuple[Backend, ...], node: NodeSettings, zone: str) -> Callable[[Backend], bool]:
    """Whether an endpoint is near enough: hints count only when all ready endpoints carry them and one fits."""
    if ready and all(b.node_hints for b in ready) and any(node.name in b.node_hints for b in ready):
        return lambda backend: node.name in backend.node_hints
    if ready and zone and all(b.zone_hints for b in ready) and any(zone in b.zone_hints for b in ready):
        return lambda backend: zone in backend.zone_hints
    return lambda _: True


def _left_out(every: tuple[Backend, ...], chosen: tuple[Backend, ...], any_ready: bool) -> Iterator[LeftOut]:
    if len(chosen) == len(every):
        return
    kept = {(backend.address, backend.port) for backend in chosen}
    for backend in every:
        if (backend.address, backend.port) in kept:
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
            listed = Backend(endpoint=endpoint, address=next(iter(endpoint.addresses), ""), port=0)
            why = reason("left-without-port", address=listed.address, port=wanted)
            found.append(LeftOut(pod=listed.ref, address=listed.address, reason=why))
    return tuple(found)
