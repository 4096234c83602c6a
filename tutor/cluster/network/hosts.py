"""Who listens at an address: pods, nodes, the outside world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tutor.api.pod import Pod
from tutor.cluster.images import listeners, servers
from tutor.cluster.images.exchange import Listener, Responder, Response, Visit, page, plain
from tutor.cluster.network.backends import backends, categorize
from tutor.cluster.network.view import View, ip_like, lasting, once
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen, replace

NODE_LOCAL_DNS = "169.254.25.10"
EVERY_ADDRESS = ("", "0.0.0.0", "::")  # hostIP values that mean all addresses of a node

_NODE_PORTS: Mapping[int, Responder] = MappingProxyType(
    {
        22: servers.silent,
        10250: servers.fixed("404 page not found\n"),
        10256: servers.fixed(""),
    }
)


@frozen
class Host:
    """Somebody at an address: its name, and what it listens on."""

    name: str
    address: str
    listeners: tuple[Listener, ...]
    pod: Pod | None = None
    node: NodeSettings | None = None


@lasting
def pod_host(view: View, pod: Pod, address: str = "") -> Host:
    """A pod, under its first address or one of the family of `address`, and what its processes listen on."""
    node = view.node(pod.spec.node_name)
    found = open_ports(view, pod)
    return Host(name=pod.metadata.name, address=ip_like(pod, address), listeners=found, pod=pod, node=node)


@lasting
def open_ports(view: View, pod: Pod) -> tuple[Listener, ...]:
    """What the processes of a pod listen on, as it stands."""
    return () if view.faults.deafens(pod) else listeners(pod, view.settings.apps)


def pod_listening(
    view: View, node: NodeSettings, address: str, port: int, protocol: str
) -> tuple[Pod, Listener] | None:
    """The pod that holds a port at an address of its node: one on the host's network, or one with a hostPort."""
    for pod in view.pods_on(node.name):
        for listener in open_ports(view, pod):
            held = listener.port if pod.spec.host_network else _host_port(pod, listener, address)
            if (held, listener.protocol) == (port, protocol):
                return pod, listener
    return None


def _host_port(pod: Pod, listener: Listener, address: str) -> int:
    """The node's port that leads to a port of a pod, 0 when there is none at this address."""
    ports = (port for container in pod.spec.containers for port in container.ports)
    wanted, hosts = (listener.port, listener.protocol), {*EVERY_ADDRESS, address}
    fitting = (p for p in ports if (p.container_port, p.protocol or "TCP") == wanted and p.host_ip in hosts)
    return next((p.host_port for p in fitting if p.host_port), 0)


def node_listeners(view: View, node: NodeSettings) -> Iterator[Listener]:
    """What the machine itself listens on: ssh, kubelet, kube-proxy, the API server, health checks of Services."""
    for port, respond in _NODE_PORTS.items():
        yield Listener(protocol="TCP", port=port, respond=respond, certificate=(node.name,) if port == 10250 else None)
    yield Listener(protocol="TCP", port=10249, respond=servers.kube_proxy(view.settings.proxy_mode))
    if node.control_plane:
        names = (
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            f"kubernetes.default.svc.{view.settings.domain}",
        )
        yield Listener(
            protocol="TCP", port=6443, respond=servers.api_server, certificate=(*names, "10.233.0.1", node.ip)
        )


def health_check(view: View, node: NodeSettings, port: int) -> Listener | None:
    """The answer at a healthCheckNodePort: 200 while this node has a ready endpoint, 503 without."""
    for service in view.services_on(port):
        if service.spec.health_check_node_port == port:
            every = tuple(b for p in service.spec.ports for b in backends(view, service, p))
            count = len({b.address for b in categorize(every, node, view.zone(node)).local if b.ready})
            meta = service.metadata
            body = (
                f'{{\n\t"service": {{\n\t\t"namespace": "{meta.namespace}",\n\t\t"name": "{meta.name}"\n\t}},\n'
                f'\t"localEndpoints": {count},\n\t"serviceProxyHealthy": true\n}}'
            )
            status, word = (200, "OK") if count else (503, "Service Unavailable")
            answer = plain(body, status=status, reason=word)
            return Listener(protocol="TCP", port=port, respond=servers.constant(answer))
    return None


@once
def host_on(view: View, node: NodeSettings, address: str, port: int, protocol: str) -> tuple[Host, int]:
    """Who holds a port at an address of a node, and which port that is to them."""
    held = pod_listening(view, node, address, port, protocol)
    if held is not None:
        pod, listener = held
        return replace(pod_host(view, pod, address), listeners=(listener,)), listener.port
    check = health_check(view, node, port)
    found = (*node_listeners(view, node), *((check,) if check else ()))
    return Host(name=node.name, address=node.ip_like(address), listeners=found, node=node), port


@once
def outside_host(view: View, address: str) -> Host | None:
    """A host of the outside world: it serves its own name on 80 and 443, and nothing under another name."""
    names = tuple(sorted(name for name, at in view.settings.names.items() if at == address))
    if not names:
        return None

    def respond(visit: Visit) -> Response:
        asked = visit.request.host.partition(":")[0].rstrip(".")
        if asked and asked not in names and asked != address:
            return page("<title>404 Not Found</title>\n", status=404, reason="Not Found")
        title = asked if asked in names else names[0]
        return page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n")

    return Host(
        name=names[0],
        address=address,
        listeners=(
            Listener(protocol="TCP", port=80, respond=respond),
            Listener(protocol="TCP", port=443, respond=respond, certificate=names),
        ),
    )
