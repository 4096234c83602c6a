"""One connection from a name or an address to its outcome, with every decision on the way."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.network.journey import Journey
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.ping import ping
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.resolvconf import in_hosts
from tutor.cluster.network.resolver import resolve
from tutor.cluster.network.route import approach, arrive
from tutor.cluster.network.trace import Flow, Hop, NoSuchHost, Outcome, Reason, TimedOut, Trace
from tutor.cluster.network.view import Client, View, address_of, once
from tutor.cluster.objects import replace
from tutor.values import frozen, make

PICKED = ("A", "AAAA")  # as getaddrinfo sorts them for private addresses


@frozen
class _Way:
    """A connection up to where chance has a say, or the end of one that does not get so far."""

    address: str = ""
    hops: tuple[Hop, ...]
    journey: Journey | None = None
    outcome: Outcome | None = None


def connect(view: View, flow: Flow, memory: Memory) -> tuple[Trace, Memory]:
    """Open one connection (protocol TCP, UDP, SCTP; ICMP is a ping) and tell how it went."""
    way, memory = _way(view, flow, memory)
    ended, hops, outcome = way.journey, way.hops, way.outcome
    if ended is not None:
        ended, outcome, after, memory = arrive(ended, memory)
        hops += after
    if outcome is None:
        raise AssertionError("every journey ends")
    trace = make(Trace)(
        flow=flow,
        hops=hops,
        outcome=outcome,
        address=way.address,
        service=ended.service if ended else None,
        left_out=ended.left_out if ended else (),
    )
    return trace, memory


def _way(view: View, flow: Flow, memory: Memory) -> tuple[_Way, Memory]:
    """Look for a way, or remember the one that the same connection took at this moment."""
    asked = ("way", id(flow))
    found, told = view.facts.get(asked, (None, None))
    if told is not None and told[1] is memory.answers and told[2] is memory.routes and told[3] is memory.stuck:
        return found, memory  # nothing was drawn for it, so it would be the same
    found, after = _look(view, flow, memory)
    if after is memory:
        view.facts[asked] = found, (flow, memory.answers, memory.routes, memory.stuck)
    return found, after


def _look(view: View, flow: Flow, memory: Memory) -> tuple[_Way, Memory]:
    """Find out who connects, the address, and the way there."""
    client = view.client(flow.source)
    if client is None:
        why = reason("route-client-gone", place=flow.source.name)
        return _Way(hops=(hop(why),), outcome=TimedOut(by=why)), memory
    address, hops, memory = _find(view, flow, memory)
    if not address:
        outcome = NoSuchHost(name=flow.host, by=hops[-1].reason if hops else Reason(id="name-unknown"))
        return _Way(hops=hops, outcome=outcome), memory
    client = view.client(flow.source, address) if ":" in address else client
    if client is None or not client.address:
        why = reason("route-nobody-has", address=address)
        return _Way(hops=(*hops, hop(why)), outcome=TimedOut(by=why), address=address), memory
    return make(_Way)(address=address, hops=hops, journey=_course(view, flow, client, address, memory.routes)), memory


@once
def _course(view: View, flow: Flow, client: Client, address: str, routes: Mapping[str, str]) -> Journey:
    """A connection from its address on, up to where chance has a say."""
    journey = make(Journey)(view=view, routes=routes, flow=flow, client=client, address=address, port=flow.port)
    return ping(journey) if flow.protocol == "ICMP" else approach(journey)


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
