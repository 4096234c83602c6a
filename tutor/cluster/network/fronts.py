"""Which Service port takes a packet at a node: by cluster IP, external IP, load balancer address or node port."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tutor.api.service import Service, ServicePort
from tutor.cluster.network.backends import HEADLESS_LABEL, PROXY_NAME_LABEL
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.trace import Path
from tutor.cluster.network.view import View, within
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen, make

Entrance = Literal["cluster-ip", "external-ip", "load-balancer", "node-port"]


@frozen
class Front:
    """A Service port, and by which of its addresses it was asked."""

    service: Service
    port: ServicePort
    index: int
    entrance: Entrance
    address: str

    @property
    def name(self) -> str:
        """The Service port's name in a proxy's tables, such as default/web:http."""
        meta = self.service.metadata
        return f"{meta.namespace}/{meta.name}:{self.port.name}/{self.port.protocol or 'TCP'}"

    def path(self, *field: str) -> Path:
        """Where a field of the port stands in the manifest."""
        return ("spec", "ports", self.index, *field)


def proxied(service: Service) -> bool:
    """Whether kube-proxy cares for a Service at all; two labels hide one from it."""
    spec = service.spec
    hidden = any(label in service.metadata.labels for label in (PROXY_NAME_LABEL, HEADLESS_LABEL))
    headless = spec.cluster_ip in {"", "None"}
    return not headless and spec.type != "ExternalName" and not hidden


def vip(service: Service, address: str) -> bool:
    """Whether a load balancer's address is short-cut by proxies: `ipMode: Proxy` sends packets out to it."""
    return any(e.ip == address and e.ip_mode in {None, "VIP"} for e in service.status.load_balancer.ingress)


def front_at(view: View, node: NodeSettings, address: str, port: int, protocol: str) -> Front | None:
    """The Service port that takes a packet on this node, if any; the first by name where two would."""
    return next(_fronts(view, node, address, port, protocol), None)


def _fronts(view: View, node: NodeSettings, address: str, port: int, protocol: str) -> Iterator[Front]:
    for service in view.services_at(address):
        yield from _on_port(service, "cluster-ip", address, port, protocol)
    for service in view.services_outside_at(address):
        if address in service.spec.external_ips:
            yield from _on_port(service, "external-ip", address, port, protocol)
        if vip(service, address):
            yield from _on_port(service, "load-balancer", address, port, protocol)
    loopback = MODES[view.settings.proxy_mode].answers_loopback and address.startswith("127.")
    if address in node.ips or loopback:
        for service in view.services_on(port):
            if not has_family(service, address):
                continue
            yield from _on_node_port(service, address, port, protocol)


def has_family(service: Service, address: str) -> bool:
    """Whether a Service has the family of an address; one that says nothing is of IPv4."""
    return ("IPv6" if ":" in address else "IPv4") in (service.spec.ip_families or ("IPv4",))


def _on_port(service: Service, entrance: Entrance, address: str, number: int, protocol: str) -> Iterator[Front]:
    for index, port in enumerate(service.spec.ports):
        if port.port == number and (port.protocol or "TCP") == protocol and proxied(service):
            yield make(Front)(service=service, port=port, index=index, entrance=entrance, address=address)


def _on_node_port(service: Service, address: str, number: int, protocol: str) -> Iterator[Front]:
    for index, port in enumerate(service.spec.ports):
        if port.node_port == number and (port.protocol or "TCP") == protocol and proxied(service):
            yield make(Front)(service=service, port=port, index=index, entrance="node-port", address=address)


def admitted(service: Service, address: str) -> bool:
    """Whether loadBalancerSourceRanges let a client in; no ranges let in everybody."""
    ranges = tuple(cidr.strip() for cidr in service.spec.load_balancer_source_ranges if cidr.strip())
    return not ranges or any(within(address, cidr) for cidr in ranges)
