"""What a node's kube-proxy does with a connection to a Service port: forward it, refuse it or drop it."""

from __future__ import annotations

from tutor.cluster.network.backends import Backend, Categories, backends, categorize, without_port
from tutor.cluster.network.choice import why_chosen, why_stuck
from tutor.cluster.network.emptiness import why_empty
from tutor.cluster.network.fronts import Front, admitted, front_at
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Hop, LeftOut, Path, Reason, Ref
from tutor.cluster.network.view import Client, View, once, ref, ref_to
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen, make


@frozen
class Gate:
    """A Service port that takes a packet at a node, and whom the proxy there may give it to.

    `stopped` is set when the packet ends here; `hops` tell how it came to that.
    """

    front: Front
    service: Ref
    pool: tuple[Backend, ...] = ()
    masquerade: bool = False
    stopped: Reason | None = None
    hops: tuple[Hop, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@frozen
class Sent:
    """The proxy's decision: the source address that the backend gets to see, and all that led to this."""

    source: str
    hops: tuple[Hop, ...]
    decided: Path


@frozen
class _Pool:
    """What the policies leave to choose from."""

    backends: tuple[Backend, ...]
    masquerade: bool
    hops: tuple[Hop, ...] = ()
    stopped: Reason | None = None
    left_out: tuple[LeftOut, ...] = ()


@once
def gate_at(  # noqa: PLR0917 - what is worked out once has no keywords
    view: View, node: NodeSettings, client: Client, address: str, port: int, protocol: str
) -> Gate | None:
    """The Service port that takes a packet on this node, if any, `client.address` being the packet's source there."""
    front = front_at(view, node, address, port, protocol)
    if front is None:
        return None
    every = backends(view, front.service, front.port, front.address)
    sorted_ = categorize(every, node, view.zone(node))
    left_out = sorted_.left_out + without_port(view, front.service, front.port)
    entered, service = _entered(front, node), ref(front.service)
    stop = _firewall(front, client) or _emptiness(view, front, node, client, sorted_)
    if stop is not None:
        return Gate(front=front, service=service, stopped=stop.reason, hops=(entered, stop), left_out=left_out)
    pool = _pool(view, front, node, client, sorted_)
    return make(Gate)(
        front=front,
        service=service,
        pool=pool.backends,
        masquerade=pool.masquerade,
        stopped=pool.stopped,
        hops=(entered, *pool.hops),
        left_out=tuple(sorted(left_out + pool.left_out, key=lambda one: one.address)),
    )


def send(view: View, node: NodeSettings, client: Client, gate: Gate, chosen: Backend, *, stuck: bool) -> Sent:
    """What becomes of a connection that arrives at a node's proxy, and does not end there, on its way to a backend."""
    front = gate.front
    why = why_stuck(front, client.address, chosen) if stuck else why_chosen(view, node, front, chosen, len(gate.pool))
    nat, source = _translate(view, node, client, chosen, masquerade=gate.masquerade)
    return make(Sent)(source=source, hops=(*gate.hops, why, nat), decided=front.path("targetPort"))


def _entered(front: Front, node: NodeSettings) -> Hop:
    """Name the Service port that took the packet, and its field that did."""
    target = front.port.target_port or front.port.port
    known = {"service": front.service.metadata.name, "port": front.port.port, "target": target, "node": node.name}
    place: tuple[str | int, ...]
    if front.entrance == "node-port":
        known["nodeport"], place = front.port.node_port, front.path("nodePort")
    else:
        known["address"], place = front.address, front.path("port")
    return hop(reason(f"service-{front.entrance}", **known), ref(front.service), place)


def _firewall(front: Front, client: Client) -> Hop | None:
    """Drop what loadBalancerSourceRanges do not name; only the load balancer's address is guarded."""
    if front.entrance != "load-balancer" or admitted(front.service, client.address):
        return None
    ranges = ", ".join(front.service.spec.load_balancer_source_ranges)
    why = reason("policy-source-ranges", service=front.service.metadata.name, client=client.address, ranges=ranges)
    return hop(why, ref(front.service), ("spec", "loadBalancerSourceRanges"))


def _emptiness(view: View, front: Front, node: NodeSettings, client: Client, found: Categories) -> Hop | None:
    """Refuse when no endpoint can be used anywhere, whatever the policies say."""
    if found.any:
        return None
    outer = front.entrance in {"external-ip", "load-balancer"}
    mode = MODES[view.settings.proxy_mode]
    if outer and client.place.kind == "node" and client.node == node and not mode.sees_own_traffic:
        name = front.service.metadata.name
        why = reason("service-no-endpoints-silent", service=name, node=node.name, address=front.address)
        return hop(why, ref(front.service), ("spec", "selector"))
    return why_empty(view, front, node)


def _pool(view: View, front: Front, node: NodeSettings, client: Client, found: Categories) -> _Pool:
    """Apply the traffic policy of the entrance. Mirrors the chains that syncProxyRules writes."""
    spec = front.service.spec
    if front.entrance == "cluster-ip":
        off_cluster = client.node is None
        if spec.internal_traffic_policy == "Local":
            return _local(view, front, node, found, kind="internal", masquerade=off_cluster)
        return _Pool(backends=found.cluster, masquerade=off_cluster)
    if spec.external_traffic_policy != "Local":
        return _Pool(backends=found.cluster, masquerade=True)
    if client.node is not None:
        why = reason("policy-external-short-cut", service=front.service.metadata.name, node=node.name)
        path = ("spec", "externalTrafficPolicy")
        hops = (hop(why, ref(front.service), path),)
        return _Pool(backends=found.cluster, masquerade=client.pod is None, hops=hops)
    return _local(view, front, node, found, kind="external", masquerade=False)


def _local(view: View, front: Front, node: NodeSettings, found: Categories, *, kind: str, masquerade: bool) -> _Pool:
    """Keep the endpoints of this node; where there is none the packet is lost, or refused by a mode that knows."""
    name, path = front.service.metadata.name, ("spec", f"{kind}TrafficPolicy")
    others = tuple(
        LeftOut(pod=b.ref, address=b.address, reason=reason("left-other-node", address=b.address, node=b.node))
        for b in found.cluster
        if b.node != node.name
    )
    if found.local:
        why = reason(f"policy-{kind}-local", service=name, node=node.name)
        hops = (hop(why, ref(front.service), path),)
        return _Pool(backends=found.local, masquerade=masquerade, hops=hops, left_out=others)
    refused = "-refused" if MODES[view.settings.proxy_mode].refuses_without_local else ""
    where = ", ".join(sorted({b.node for b in found.cluster if b.node}))
    why = reason(f"policy-{kind}-local-none{refused}", service=name, node=node.name, where=where)
    hops = (hop(why, ref(front.service), path),)
    return _Pool(backends=(), masquerade=False, hops=hops, stopped=why, left_out=others)


def _translate(view: View, node: NodeSettings, client: Client, chosen: Backend, *, masquerade: bool) -> tuple[Hop, str]:
    """Decide whom the backend sees: the client itself, or this node in its place."""
    machine = node.ip_like(chosen.address)
    known = {"client": client.address, "node": node.name, "address": machine}
    node_ref = ref_to("Node", "", node.name)
    if client.pod is not None and chosen.address == client.address:
        return hop(reason("nat-hairpin", **known), node_ref), machine
    if masquerade and client.address != machine:
        return hop(reason("nat-masqueraded", **known), node_ref), machine
    if client.pod is not None and chosen.address != machine and not view.in_pod_network(chosen.address):
        return hop(reason("nat-leaves-pods", **known), node_ref), machine
    return hop(reason("nat-kept", client=client.address)), client.address
