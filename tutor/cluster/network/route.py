"""The way of a packet from a client to whoever has the address: through proxies, over nodes, to a process."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.network.announce import announcer
from tutor.cluster.network.backends import HEADLESS_LABEL, PROXY_NAME_LABEL, Backend
from tutor.cluster.network.choice import choose
from tutor.cluster.network.door import SOURCE_PORTS, door_at, enter
from tutor.cluster.network.fronts import front_at, proxied
from tutor.cluster.network.hosts import Host, host_on, outside_host, pod_host
from tutor.cluster.network.journey import Journey
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.proxy import gate_at, send
from tutor.cluster.network.reasons import REASONS, hop, reason
from tutor.cluster.network.trace import Hop, Outcome, Reason, Ref, Refused, TimedOut
from tutor.cluster.network.view import LAPTOP_IPS, Client, View, is_loopback, lasting, network, once, ref, within
from tutor.cluster.objects import replace
from tutor.cluster.settings import NodeSettings


def approach(journey: Journey) -> Journey:
    """Follow a packet to its end, to the gate of a proxy or to a host, whichever comes first."""
    client, address = journey.client, journey.address
    if is_loopback(address) or (client.pod is not None and address == client.address):
        return _to_itself(journey)
    if client.node is None:
        return _from_outside(journey)
    return _through(journey, client.node)


def arrive(journey: Journey, memory: Memory) -> tuple[Journey, Outcome | None, tuple[Hop, ...], Memory]:
    """Go on from there with what chance and memory say: how far all like it come, and how this one ended."""
    gate, node = journey.gate, journey.node
    if gate is not None and node is not None:
        address = journey.client.address
        chosen, stuck, memory = choose(
            journey.view, memory, node=node, front=gate.front, client=address, pool=gate.pool
        )
        journey = behind(journey.view, journey, chosen, stuck)
    if journey.door is None:
        return journey, journey.outcome, journey.hops, memory
    number, memory = memory.draw(SOURCE_PORTS)
    outcome, last = enter(journey.door, number)
    return journey, outcome, (*journey.hops, last), memory


def _to_itself(journey: Journey) -> Journey:
    """A client asks its own address or the loopback: nothing leaves it."""
    view, client = journey.view, journey.client
    journey = journey.after(hop(reason("route-loopback", address=journey.address)))
    source = journey.address if is_loopback(journey.address) else client.address
    if client.pod is not None:
        return _meet(journey, pod_host(view, client.pod, client.address), source)
    if client.node is None:
        return journey.refused(reason("process-none-here", port=journey.port))
    if front_at(view, client.node, journey.address, journey.port, journey.flow.protocol) is not None:
        return _through(journey, client.node)
    return _meet_node(journey, client.node, source)


def _from_outside(journey: Journey) -> Journey:
    """The laptop sends a packet to a node, to the world, or to where no route leads."""
    view, address = journey.view, journey.address
    node = view.node_at(address)
    if node is not None:
        return _through(journey.after(_hop_node("route-node", address, node)), node)
    gateway = _gateway(journey.routes, address)
    via = view.node_at(gateway) if gateway else None
    if via is not None:
        return _through(journey.after(_hop_node("route-static", address, via)), via)
    for service in view.services_outside_at(address):
        node = announcer(view, service, address) if address not in service.spec.external_ips else None
        if node is not None:
            return _through(journey.after(_hop_node("route-announced", address, node)), node)
    return _no_way(journey)


def _gateway(routes: Mapping[str, str], address: str) -> str:
    """Where the laptop's longest matching route leads, "" without one."""
    fitting = [cidr for cidr in routes if within(address, cidr)]
    best = max(fitting, key=lambda cidr: network(cidr).prefixlen, default="")
    return routes.get(best, "")


def _no_way(journey: Journey) -> Journey:
    """Nobody outside knows the way to an address of the cluster."""
    view, address = journey.view, journey.address
    services = view.services_outside_at(address)
    if services:
        service = services[0]
        outer = address in service.spec.external_ips
        id_, path = ("route-not-routed", "externalIPs") if outer else ("route-not-announced", "type")
        return journey.lost(reason(id_, address=address, service=service.metadata.name), ref(service), ("spec", path))
    if view.in_pod_network(address):
        return journey.lost(reason("route-no-way-to-pods", address=address))
    if view.in_service_network(address):
        known = view.services_at(address)
        why = reason("route-no-way-to-services", address=address, service=known[0].metadata.name if known else "-")
        return journey.lost(why, ref(known[0]) if known else None, ("spec", "type") if known else None)
    return _on_the_network(journey, journey.client.address)


def _hop_node(id_: str, address: str, node: NodeSettings) -> Hop:
    return hop(reason(id_, address=address, node=node.name), Ref(kind="Node", name=node.name))


def _through(journey: Journey, node: NodeSettings) -> Journey:
    """A packet at a node: its proxy looks first, then the node's routes."""
    view = journey.view
    if node.name in view.stopped:
        return _silence(journey, node)
    gate = gate_at(view, node, journey.client, journey.address, journey.port, journey.flow.protocol)
    if gate is None:
        return _unproxied(journey, node)
    left_out = journey.left_out + gate.left_out
    if gate.stopped is not None:
        ended = replace(journey, hops=journey.hops + gate.hops, service=gate.service, left_out=left_out)
        return replace(ended, outcome=_ending(gate.stopped))
    return replace(journey, gate=gate, node=node, service=gate.service, left_out=left_out)


@once
def behind(view: View, journey: Journey, chosen: Backend, stuck: bool) -> Journey:
    """A packet that a proxy has given to a backend, which may be the one that its client had before."""
    gate, node = journey.gate, journey.node
    if gate is None or node is None:
        raise AssertionError("only a gate has backends")
    sent = send(view, node, journey.client, gate, chosen, stuck=stuck)
    given = replace(
        journey,
        hops=journey.hops + sent.hops,
        gate=None,
        address=chosen.address,
        port=chosen.port,
        decided=sent.decided,
    )
    return _land(given, node, sent.source)


def _silence(journey: Journey, node: NodeSettings) -> Journey:
    """A machine that is off answers nobody."""
    why = reason("route-node-down", address=journey.address, node=node.name)
    return journey.lost(why, Ref(kind="Node", name=node.name))


def _ending(why: Reason) -> Outcome:
    return Refused(by=why) if REASONS[why.id].ending == "refused" else TimedOut(by=why)


def _unproxied(journey: Journey, node: NodeSettings) -> Journey:
    """No Service port takes the packet: it is for this node, for a pod, for another node, or lost."""
    view, address, client = journey.view, journey.address, journey.client
    if address in node.ips:
        return _meet_node(journey, node, client.address)
    known = view.services_at(address)
    if known or view.in_service_network(address):
        return _service_address(journey, node, known)
    pod = view.pod_at(address)
    if pod is not None or view.in_pod_network(address):
        return _land(journey, node, client.address)
    other = view.node_at(address)
    if other is not None:
        return _to_other_node(journey, node, other)
    outer = view.services_outside_at(address)
    if outer and MODES[view.settings.proxy_mode].holds_addresses:
        return _unknown_port(journey, node, outer[0], refused=True)
    return _on_the_network(journey, node.ip_like(address))


def _service_address(journey: Journey, node: NodeSettings, known: tuple[Service, ...]) -> Journey:
    """An address of the Services' range, on a port that no Service has there."""
    if not known:
        return journey.lost(reason("route-no-service-has", address=journey.address))
    service = known[0]
    if not proxied(service):
        label = next(label for label in (PROXY_NAME_LABEL, HEADLESS_LABEL) if label in service.metadata.labels)
        why = reason("service-not-proxied", service=service.metadata.name, label=label)
        return journey.lost(why, ref(service), ("metadata", "labels", label))
    refused = MODES[journey.view.settings.proxy_mode].refuses_unknown_ports
    return _unknown_port(journey, node, service, refused=refused)


def _unknown_port(journey: Journey, node: NodeSettings, service: Service, *, refused: bool) -> Journey:
    ports = ", ".join(f"{port.port}/{port.protocol or 'TCP'}" for port in service.spec.ports)
    params = {
        "service": service.metadata.name,
        "address": journey.address,
        "port": journey.port,
        "ports": ports,
        "node": node.name,
    }
    journey = replace(journey, service=ref(service))
    if refused:
        return journey.refused(reason("service-port-unknown", **params), ref(service), ("spec", "ports"))
    return journey.lost(reason("service-port-unknown-silent", **params), ref(service), ("spec", "ports"))


def _to_other_node(journey: Journey, node: NodeSettings, other: NodeSettings) -> Journey:
    """A packet leaves its node for another one: there it comes from outside, with its node's address."""
    client = journey.client
    journey = journey.after(_hop_node("route-node", journey.address, other))
    if client.pod is not None:
        known = {"client": client.address, "node": node.name, "address": node.ip_like(journey.address)}
        journey = journey.after(hop(reason("nat-leaves-pods", **known), Ref(kind="Node", name=node.name)))
    address = client.address if client.node is None else node.ip_like(journey.address)
    return _through(replace(journey, client=_seen(journey.view, client, address)), other)


@once
def _seen(_: View, client: Client, address: str) -> Client:
    """A client as another node sees it."""
    return Client(place=client.place, address=address)


def _land(journey: Journey, node: NodeSettings, source: str) -> Journey:
    """A packet for an endpoint's own address, which `source` is the sender of."""
    view, address = journey.view, journey.address
    found = _pod_there(view, address)
    if found is not None:
        return _meet(journey, found[1], source, found[0])
    target = view.node_at(address)
    if target is None and view.in_pod_network(address):
        return journey.lost(reason("process-pod-gone", address=address))
    leaves = view.in_pod_network(source) and target != node
    seen = node.ip_like(address) if leaves else source
    if target is not None:
        return _meet_node(journey.after(_hop_node("route-node", address, target)), target, seen)
    return _on_the_network(journey, seen)


@once
def _pod_there(view: View, address: str) -> tuple[Hop, Host] | None:
    """The pod that has an address, and the last step to it."""
    pod = view.pod_at(address)
    return None if pod is None else _pod_at(view, pod, address)


@lasting
def _pod_at(view: View, pod: Pod, address: str) -> tuple[Hop, Host]:
    """A pod, and the last step to it."""
    path = reason("route-pod", address=address, pod=pod.metadata.name, node=pod.spec.node_name)
    return hop(path, ref(pod)), pod_host(view, pod, address)


def _on_the_network(journey: Journey, source: str) -> Journey:
    """A packet for an address outside the cluster, as `source` sends it."""
    view, address = journey.view, journey.address
    host = outside_host(view, address)
    if host is None:
        if address in LAPTOP_IPS:
            return journey.refused(reason("process-none-on-node", name="laptop", address=address, port=journey.port))
        return journey.lost(reason("route-nobody-has", address=address))
    journey = journey.after(hop(reason("route-outside", address=address, name=host.name)))
    if not any(one.port == journey.port for one in host.listeners):
        return journey.lost(reason("route-nobody-has", address=f"{address}:{journey.port}"))
    return _meet(journey, host, source)


def _meet_node(journey: Journey, node: NodeSettings, source: str) -> Journey:
    """A packet for a node's own address: a pod may hold the port, or the machine itself."""
    view, port = journey.view, journey.port
    host, inner = host_on(view, node, journey.address, port, journey.flow.protocol)
    return _meet(replace(journey, port=inner), host, source)


def _meet(journey: Journey, host: Host, source: str, *last: Hop) -> Journey:
    """The end of the way, after its last steps, unless the machine is off."""
    view = journey.view
    if host.node is not None and host.node.name in view.stopped:
        return _silence(journey.after(*last), host.node)
    decided = journey.service, journey.decided
    door = door_at(view, journey.flow, host, journey.port, source, decided)
    return replace(journey, hops=journey.hops + last, door=door)
