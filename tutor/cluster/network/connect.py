"""One connection from a name or an address to its outcome, with every decision on the way."""

from __future__ import annotations

from tutor.cluster.network.journey import Journey
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.ping import ping
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.resolvconf import in_hosts
from tutor.cluster.network.resolver import resolve
from tutor.cluster.network.route import travel
from tutor.cluster.network.trace import Flow, Hop, NoSuchHost, Reason, TimedOut, Trace
from tutor.cluster.network.view import View, address_of
from tutor.cluster.objects import replace

PICKED = ("A", "AAAA")  # as getaddrinfo sorts them for private addresses


def connect(view: View, flow: Flow, memory: Memory) -> tuple[Trace, Memory]:
    """Open one connection (protocol TCP, UDP, SCTP; ICMP is a ping) and tell how it went."""
    client = view.client(flow.source)
    if client is None:
        why = reason("route-client-gone", place=flow.source.name)
        return Trace(flow=flow, hops=(hop(why),), outcome=TimedOut(by=why)), memory
    address, hops, memory = _find(view, flow, memory)
    if not address:
        outcome = NoSuchHost(name=flow.host, by=hops[-1].reason if hops else Reason(id="name-unknown"))
        return Trace(flow=flow, hops=hops, outcome=outcome), memory
    client = view.client(flow.source, address) if ":" in address else client
    if client is None or not client.address:
        why = reason("route-nobody-has", address=address)
        return Trace(flow=flow, hops=(*hops, hop(why)), outcome=TimedOut(by=why), address=address), memory
    journey = Journey(view=view, memory=memory, flow=flow, client=client, address=address, port=flow.port, hops=hops)
    ended = ping(journey) if flow.protocol == "ICMP" else travel(journey)
    if ended.outcome is None:
        raise AssertionError("every journey ends")
    trace = Trace(
        flow=flow,
        hops=ended.hops,
        outcome=ended.outcome,
        address=address,
        service=ended.service,
        left_out=ended.left_out,
    )
    return trace, ended.memory


def _find(view: View, flow: Flow, memory: Memory) -> tuple[str, tuple[Hop, ...], Memory]:
    """The address to connect to, "" when the name has none. Mirrors getaddrinfo."""
    if address_of(flow.host) is not None:
        return flow.host, (), memory
    listed = in_hosts(view, flow.source, flow.host)
    if listed:
        return listed, (hop(reason("name-hosts-file", name=flow.host, address=listed)),), memory
    failed: tuple[Hop, ...] = ()
    for type_ in PICKED[: len(view.settings.service_cidrs)]:
        resolution, memory = resolve(view, memory, flow.source, flow.host, type_)
        addresses = [record.data for record in resolution.answers if record.type == type_]
        if addresses:
            position, memory = (0, memory) if len(addresses) == 1 else memory.draw(len(addresses))
            return addresses[position], resolution.hops, memory
        failed = failed or resolution.hops
    return "", _failed(flow, failed), memory


def _failed(flow: Flow, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """An alias that leads to no address ends the connection as well."""
    last = hops[-1] if hops else hop(reason("name-no-address", name=flow.host))
    if last.reason.id != "name-alias":
        return hops
    return (*hops[:-1], replace(last, reason=reason("name-alias-dead", **dict(last.reason.params))))
