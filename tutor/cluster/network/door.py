"""The end of a way: the process that takes a connection, or that nobody listens there."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from tutor.cluster.images.exchange import Listener, Visit
from tutor.cluster.network.hostnames import kernel_name
from tutor.cluster.network.hosts import NODE_LOCAL_DNS, Host
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Delivered, Flow, Hop, Path, Reason, Ref, Refused, Request
from tutor.cluster.network.view import View, lasting, ref
from tutor.values import frozen, make, replace

FIRST_SOURCE_PORT = 32768
SOURCE_PORTS = 28000
BOOTED_BEFORE = 31000  # seconds that the machines ran before the world began


@frozen
class Door:
    """A host's port as packets from `source` find it: all that is the same for each connection.

    `taken` lacks the client's port and the response to `visit`, `last` is None where it depends on that response.
    """

    host: Host
    source: str
    flow: Flow
    refused: Refused | None = None
    taken: Delivered | None = None
    listener: Listener | None = None
    visit: Visit | None = None
    last: Hop | None = None


def door_at(  # noqa: PLR0917 - a journey's own words, in its order
    view: View, flow: Flow, host: Host, port: int, source: str, decided: tuple[Ref | None, Path]
) -> Door:
    """What connections from an address meet at a port of a host; `decided` is the field that led them to this port."""
    wanted = port, flow.protocol
    listener = next((one for one in host.listeners if (one.port, one.protocol) == wanted), None)
    if listener is None:
        why = _nobody(view, host, port)
        deaf = host.pod is not None and view.faults.deafens(host.pod)
        object_, path = decided if decided[1] and not deaf else (_about(host), None)
        return make(Door)(host=host, source=source, flow=flow, refused=Refused(by=why), last=hop(why, object_, path))
    return _open(view, flow, host, listener, source, int(view.now) if flow.request is not None else 0)


@lasting
def _open(  # noqa: PLR0917 - what is worked out once has no keywords
    view: View, flow: Flow, host: Host, listener: Listener, source: str, second: int
) -> Door:
    """The door of a process that takes connections; its answers to requests tell the second of the cluster's clock."""
    pod, certificate = host.pod, listener.certificate
    delay = view.faults.delay(pod) if pod else 0.0
    taken = make(Delivered)(
        pod=ref(pod) if pod else None,
        address=host.address,
        port=listener.port,
        client="",
        certificate=certificate,
        delay=delay,
    )
    visit = None if flow.request is None else _visit(view, host, listener, flow.request, second)
    last = None if pod is None and host.node is None else _taken(host, taken, source)
    return make(Door)(host=host, source=source, flow=flow, taken=taken, listener=listener, visit=visit, last=last)


def enter(door: Door, number: int) -> tuple[Delivered | Refused, Hop]:
    """Knock at a door from the port that the client's system drew, counted from its first."""
    taken, visit, listener = door.taken, door.visit, door.listener
    if taken is None or listener is None:
        if door.refused is None or door.last is None:
            raise AssertionError("a door opens or it does not")
        return door.refused, door.last
    source, port = door.source, FIRST_SOURCE_PORT + number
    client = f"[{source}]:{port}" if ":" in source else f"{source}:{port}"
    response = listener.respond(replace(visit, client=client)) if visit is not None else None
    outcome = replace(taken, client=client, response=response)
    return outcome, door.last or hop(_answered(door, outcome))


def _nobody(view: View, host: Host, port: int) -> Reason:
    """Say that no process listens there, and which ports have one."""
    if host.pod is not None and view.faults.deafens(host.pod):
        return reason("process-stopped", name=host.name, address=host.address, port=port)
    if host.pod is None:
        return reason("process-none-on-node", name=host.name, address=host.address, port=port)
    found = ", ".join(f"{one.port}/{one.protocol}" for one in host.listeners) or "-"
    return reason("process-none", name=host.name, address=host.address, port=port, listening=found)


def _visit(view: View, host: Host, listener: Listener, request: Request, second: int) -> Visit:
    """A request and what a process learns of it, whoever sent it."""
    pod = host.pod
    return make(Visit)(
        request=request,
        client="",
        hostname=kernel_name(pod, view.settings.domain) if pod else _machine(host),
        address=host.address,
        port=listener.port,
        pod=pod.metadata.name if pod else "",
        namespace=pod.metadata.namespace if pod else "",
        node=host.node.name if host.node else "",
        uptime=BOOTED_BEFORE + second,
        nameserver=NODE_LOCAL_DNS,
        date=http_date(view.settings.epoch, second),
    )


def _machine(host: Host) -> str:
    return host.node.name if host.node else host.name


@lru_cache(maxsize=64)
def http_date(epoch: datetime, second: int) -> str:
    """A moment of the cluster as HTTP writes it."""
    return (epoch + timedelta(seconds=second)).strftime("%a, %d %b %Y %H:%M:%S GMT")


def _about(host: Host) -> Ref | None:
    return ref(host.pod) if host.pod else Ref(kind="Node", name=host.node.name) if host.node else None


def _taken(host: Host, taken: Delivered, source: str) -> Hop:
    """A process of the cluster took the connection, and answers at once or later."""
    known = {"name": host.name, "address": host.address, "port": taken.port, "client": source}
    if taken.delay:
        return hop(reason("process-answers-late", **known, seconds=f"{taken.delay:g}"), _about(host))
    return hop(reason("process-answers", **known), _about(host))


def _answered(door: Door, outcome: Delivered) -> Reason:
    """A site of the outside world took the connection; it knows only its own names."""
    host, request = door.host, door.flow.request
    known = {"name": host.name, "address": host.address, "port": outcome.port}
    if outcome.delay:
        return reason("process-answers-late", **known, client=door.source, seconds=f"{outcome.delay:g}")
    if request is not None and outcome.response is not None and outcome.response.status == 404:
        return reason("process-outside-other-host", **known, host=request.host)
    return reason("process-outside", **known)
