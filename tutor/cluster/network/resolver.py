"""How a place turns a name into records: its resolv.conf, the search list, the caches and servers on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import Enum

from tutor.api.pod import Pod
from tutor.cluster.images import image_of
from tutor.cluster.network.choice import choose
from tutor.cluster.network.dns import ask_coredns, ask_outside, dns_address
from tutor.cluster.network.door import SOURCE_PORTS
from tutor.cluster.network.hosts import NODE_LOCAL_DNS
from tutor.cluster.network.journey import Journey
from tutor.cluster.network.memory import Answer, Memory
from tutor.cluster.network.namewords import explain_answer, explain_failure
from tutor.cluster.network.proxy import Gate
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.resolvconf import OUTSIDE_DNS, ResolvConf, resolv_conf
from tutor.cluster.network.route import approach, behind
from tutor.cluster.network.trace import Flow, Hop, Place, Resolution
from tutor.cluster.network.view import Client, View, lasting, standing
from tutor.cluster.objects import replace
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen, make

CACHED_FOR = 5.0  # seconds that NodeLocal DNSCache keeps what it heard, at most

TIMED_OUT = Answer(rcode="TIMEOUT")
FAILED = Answer(rcode="SERVFAIL")
_DNS_IMAGES = frozenset({"coredns", "node-cache"})


@frozen
class _Said:
    """One answer, and whether a cache gave it."""

    answer: Answer
    cached: bool = False


@frozen
class _Question:
    """Who asks which server for records of which type, and by which name."""

    client: Client
    server: str
    name: str
    type: str


class _End(Enum):
    """What becomes of a question: it comes to no machine, to a port that nobody answers at, or to a name server."""

    NOWHERE = "nowhere"
    REFUSED = "refused"
    ANSWERED = "answered"


@frozen
class _Way:
    """Where a question comes to: `straight` there, or through the `gate` of a node's proxy to one of the `ends`."""

    straight: _End = _End.NOWHERE
    gate: Gate | None = None
    node: NodeSettings | None = None
    ends: Mapping[tuple[str, int], _End] = field(default_factory=dict)


def resolve(
    view: View, memory: Memory, place: Place, name: str, type_: str = "A", *, search: bool = True, server: str = ""
) -> tuple[Resolution, Memory]:
    """Ask for a name's records from a place; without `search` the name is taken as it is, as dig does.

    `server` asks another name server than the place's own, by address.
    """
    asked = ("resolution", place.kind, place.namespace, place.name, name, type_, search, server)
    found, told = view.facts.get(asked, (None, None))
    if told is not None and told[0] is memory.answers and told[1] is memory.routes and told[2] is memory.stuck:
        return found, memory  # nothing was drawn for it, so it would be the same
    found, after = _resolve(view, memory, place, name, type_, search=search, server=server)
    if after is memory:
        view.facts[asked] = found, (memory.answers, memory.routes, memory.stuck)
    return found, after


def _resolve(
    view: View, memory: Memory, place: Place, name: str, type_: str, *, search: bool, server: str
) -> tuple[Resolution, Memory]:
    client, config = view.client(place), resolv_conf(view, place)
    chosen = server or next(iter(config.nameservers), "")
    if client is None or not chosen:
        return Resolution(rcode="SERVFAIL"), memory
    question = make(_Question)(client=client, server=chosen, name=name, type=type_.upper())
    asked: list[str] = []
    said, failed = _Said(answer=FAILED), False
    for full in candidates(config, name) if search else (_absolute(name),):
        asked.append(full)
        said, memory = _ask(view, memory, replace(question, name=full))
        failed = failed or said.answer.rcode == "SERVFAIL"
        if said.answer.records or said.answer.rcode == "TIMEOUT":
            break
    if failed and not said.answer.records:
        said = _Said(answer=FAILED)
    hops = tuple(_hops(view, question, config, tuple(asked), said))
    answer = said.answer
    found = make(Resolution)(
        rcode=answer.rcode,
        answers=answer.records,
        authority=answer.authority,
        asked=tuple(asked),
        server=chosen,
        hops=hops,
    )
    return found, memory


def candidates(config: ResolvConf, name: str) -> Iterator[str]:
    """The full names that a name may mean, in the order they are asked. Mirrors res_search."""
    if name.endswith("."):
        yield name
        return
    searched = tuple(_absolute(f"{name}.{domain.strip('.')}") for domain in config.searches if domain.strip("."))
    as_it_is = _absolute(name)
    yield from (as_it_is, *searched) if name.count(".") >= config.ndots else (*searched, as_it_is)


def _absolute(name: str) -> str:
    return name if name.endswith(".") else f"{name}."


def _ask(view: View, memory: Memory, question: _Question) -> tuple[_Said, Memory]:
    """Put one question to one server."""
    client, server, name, type_ = question.client, question.server, question.name, question.type
    if server == NODE_LOCAL_DNS and client.node is not None:
        return _ask_cache(view, memory, client.node, name, type_)
    if server == OUTSIDE_DNS:
        return _Said(answer=ask_outside(view, name, type_)), memory
    reached, memory = _reach(view, memory, client, server)
    return _Said(answer=ask_coredns(view, name, type_) if reached else TIMED_OUT), memory


def _ask_cache(view: View, memory: Memory, node: NodeSettings, name: str, type_: str) -> tuple[_Said, Memory]:
    """NodeLocal DNSCache: what it heard lately, otherwise CoreDNS for the cluster, the node's server for the world."""
    if not _cache_listens(view, node):
        return _Said(answer=TIMED_OUT), memory
    key = (node.name, name.lower(), type_)
    known = memory.answers.get(key)
    if known is not None and known.expires > view.now:
        return make(_Said)(answer=known, cached=True), memory
    itself = _itself(view, node)
    if _is_cluster_name(view, name):
        reached, memory = _reach(view, memory, itself, dns_address(view))
        answer = ask_coredns(view, name, type_) if reached else FAILED
    else:
        answer = ask_outside(view, name, type_)
    if answer.rcode == "SERVFAIL":
        return _Said(answer=answer), memory
    seconds = min([CACHED_FOR, *(record.ttl for record in answer.records)])
    return make(_Said)(answer=answer), memory.cache(key, replace(answer, expires=view.now + seconds), view.now)


@lasting
def _itself(_: View, node: NodeSettings) -> Client:
    """A machine as a client."""
    return Client(place=Place(kind="node", name=node.name), address=node.ip, node=node)


@standing
def _cache_listens(view: View, node: NodeSettings) -> bool:
    """Whether a node's NodeLocal DNSCache runs; without it nobody has its address."""
    return any(_caches_names(view, pod) for pod in view.pods_on(node.name))


@lasting
def _caches_names(view: View, pod: Pod) -> bool:
    """Whether a pod is a name server on its node's own network, and works."""
    runs = pod.spec.host_network and pod.status.phase == "Running"
    return runs and _answers_names(view, pod) and not view.faults.deafens(pod)


@lasting
def _answers_names(_: View, pod: Pod) -> bool:
    images = (image_of(container) for container in pod.spec.containers)
    return any(image is not None and image.own in _DNS_IMAGES for image in images)


def _is_cluster_name(view: View, name: str) -> bool:
    return (
        name.lower().endswith((f".{view.settings.domain}.", ".in-addr.arpa.", ".ip6.arpa."))
        or name == f"{view.settings.domain}."
    )


def _reach(view: View, memory: Memory, client: Client, server: str) -> tuple[bool, Memory]:
    """Whether a question arrives at a program that answers questions about names."""
    way = _way(view, client, server, memory.routes)
    end, gate, node = way.straight, way.gate, way.node
    if gate is not None and node is not None:
        front = gate.front
        chosen, _, memory = choose(view, memory, node=node, front=front, client=client.address, pool=gate.pool)
        end = way.ends[chosen.address, chosen.port]
    if end is not _End.NOWHERE:
        _, memory = memory.draw(SOURCE_PORTS)
    return end is _End.ANSWERED, memory


@standing
def _way(view: View, client: Client, server: str, routes: Mapping[str, str]) -> _Way:
    """Where a question can come to; nothing but chance is left to decide."""
    flow = Flow(source=client.place, host=server, port=53, protocol="UDP")
    journey = approach(Journey(view=view, routes=routes, flow=flow, client=client, address=server, port=53))
    gate, node = journey.gate, journey.node
    if gate is None or node is None:
        return _Way(straight=_end(view, journey))
    pool = {(one.address, one.port): _end(view, behind(view, journey, one, stuck=False)) for one in gate.pool}
    return _Way(gate=gate, node=node, ends=pool)


def _end(view: View, journey: Journey) -> _End:
    """What becomes of a question that has come so far."""
    if journey.door is None:
        return _End.NOWHERE
    pod = journey.door.taken.pod if journey.door.taken else None
    found = view.pod(pod.namespace, pod.name) if pod else None
    return _End.ANSWERED if found is not None and _answers_names(view, found) else _End.REFUSED


def _hops(view: View, question: _Question, config: ResolvConf, asked: tuple[str, ...], said: _Said) -> Iterator[Hop]:
    """Tell the story of a question: the search list, the cache, what the name stands for or why it does not."""
    client, name = question.client, question.name
    if len(asked) > 1:
        words = {
            "name": name,
            "count": len(asked),
            "ndots": config.ndots,
            "asked": ", ".join(one.rstrip(".") for one in asked),
        }
        yield hop(reason("name-search", **words))
    if said.cached and client.node is not None:
        yield hop(reason("name-cached", name=asked[-1].rstrip("."), node=client.node.name))
    if said.answer.records:
        yield explain_answer(view, asked[-1], said.answer.records)
    else:
        yield explain_failure(view, client, name, said.answer.rcode, question.server)
