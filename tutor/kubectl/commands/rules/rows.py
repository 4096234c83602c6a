"""The rows that every mode's rules are made of: a Service port, and the endpoints that a node's proxy may use."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from ipaddress import IPv4Network, collapse_addresses, ip_network

from tutor.api.service import Service, ServicePort
from tutor.cluster.network.backends import Backend, backends, categorize
from tutor.cluster.network.choice import affinity_seconds
from tutor.cluster.network.fronts import Front, proxied, vip
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen


@frozen
class Row:
    """One Service port as a node's proxy sees it; `any` says whether there is an endpoint anywhere."""

    front: Front
    cluster: tuple[Backend, ...]
    local: tuple[Backend, ...]
    any: bool

    @property
    def service(self) -> Service:
        """The Service."""
        return self.front.service

    @property
    def port(self) -> ServicePort:
        """The port."""
        return self.front.port

    @property
    def protocol(self) -> str:
        """The protocol as rules spell it: tcp, udp, sctp."""
        return (self.port.protocol or "TCP").lower()

    @property
    def name(self) -> str:
        """NAMESPACE/NAME, with :PORT where the port has a name. Mirrors ServicePortName.String."""
        meta = self.service.metadata
        return f"{meta.namespace}/{meta.name}" + (f":{self.port.name}" if self.port.name else "")

    @property
    def balancers(self) -> tuple[str, ...]:
        """The load balancer's addresses that the proxy takes for its own."""
        found = (one.ip for one in self.service.status.load_balancer.ingress)
        return tuple(ip for ip in found if ip and ":" not in ip and vip(self.service, ip))

    @property
    def externals(self) -> tuple[str, ...]:
        """The external IPs of the Service."""
        return tuple(ip for ip in self.service.spec.external_ips if ":" not in ip)

    @property
    def external_local(self) -> bool:
        """Whether traffic from outside stays on the node that it reaches."""
        return self.service.spec.external_traffic_policy == "Local"

    @property
    def internal_local(self) -> bool:
        """Whether traffic from inside stays on its node."""
        return self.service.spec.internal_traffic_policy == "Local"

    @property
    def inside(self) -> tuple[Backend, ...]:
        """What the cluster IP leads to."""
        return self.local if self.internal_local else self.cluster

    @property
    def outside(self) -> tuple[Backend, ...]:
        """What node ports, external IPs and load balancers lead to for a client outside."""
        return self.local if self.external_local else self.cluster

    @property
    def exposed(self) -> bool:
        """Whether anything but the cluster IP leads here."""
        return bool(self.port.node_port or self.externals or self.balancers)

    @property
    def sticky_seconds(self) -> int:
        """How long a client keeps its endpoint, 0 for no affinity."""
        return affinity_seconds(self.front) if self.service.spec.session_affinity == "ClientIP" else 0

    @property
    def used(self) -> tuple[Backend, ...]:
        """Every endpoint that some policy of this Service port uses on this node, by address."""
        wanted: dict[tuple[str, int], Backend] = {}
        if not self.internal_local or self.exposed:
            wanted |= {(one.address, one.port): one for one in self.cluster}
        if self.internal_local or (self.exposed and self.external_local):
            wanted |= {(one.address, one.port): one for one in self.local}
        return tuple(wanted[key] for key in sorted(wanted))


def rows_of(view: View, node: NodeSettings) -> tuple[Row, ...]:
    """The Service ports that a node's proxy serves over IPv4, by name."""
    services = (one for one in view.store.list("Service") if isinstance(one, Service) and proxied(one))
    found = []
    for service in sorted(services, key=lambda one: (one.metadata.namespace, one.metadata.name)):
        address = next((ip for ip in service.spec.cluster_ips if ":" not in ip), "")
        for index, port in enumerate(service.spec.ports if address else ()):
            sorted_ = categorize(backends(view, service, port, address), node, view.zone(node))
            front = Front(service=service, port=port, index=index, entrance="cluster-ip", address=address)
            found.append(Row(front=front, cluster=sorted_.cluster, local=sorted_.local, any=sorted_.any))
    return tuple(found)


def pod_network(view: View) -> str:
    """The smallest block that holds every node's pods: what an administrator gives to kube-proxy as clusterCIDR."""
    blocks = [block for node in view.settings.nodes for block in node.pod_cidrs if ":" not in block]
    found = [one for one in map(ip_network, blocks) if isinstance(one, IPv4Network)]
    whole = found[0]
    while not all(one.subnet_of(whole) for one in collapse_addresses(found)):
        whole = whole.supernet()
    return str(whole)


def digest(text: str) -> str:
    """The letters that kube-proxy makes names of: base32 of SHA-256."""
    return b32encode(sha256(text.encode()).digest()).decode()
