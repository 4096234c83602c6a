"""What a world is made of before anybody asks it anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Literal

from tutor.api.core import Taint
from tutor.cluster.faults import Planned
from tutor.cluster.names import SEED_NAMES
from tutor.values import frozen

ProxyMode = Literal["ipvs", "iptables", "nftables"]
LoadBalancer = Literal["none", "metallb"]

EPOCH = datetime(2026, 1, 1, 9, 0, 0, tzinfo=UTC)

CONTROL_PLANE_TAINT = Taint(key="node-role.kubernetes.io/control-plane", effect="NoSchedule")


@frozen
class NodeSettings:
    """One machine; `pod_cidr` is the block its pods get their addresses from."""

    name: str
    ip: str
    pod_cidr: str
    control_plane: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    taints: tuple[Taint, ...] = ()
    zone: str = ""
    max_pods: int = 110
    ip_v6: str = ""
    pod_cidr_v6: str = ""

    @property
    def ips(self) -> tuple[str, ...]:
        """The machine's addresses, the first family first."""
        return (self.ip, self.ip_v6) if self.ip_v6 else (self.ip,)

    @property
    def pod_cidrs(self) -> tuple[str, ...]:
        """The blocks its pods get their addresses from, one a family."""
        return (self.pod_cidr, self.pod_cidr_v6) if self.pod_cidr_v6 else (self.pod_cidr,)

    def ip_like(self, address: str) -> str:
        """The machine's address of the same family as another address, "" when it has none."""
        return self.ip_v6 if ":" in address else self.ip


@frozen
class AppSettings:
    """What really listens in the pods that carry these labels, whatever their image does."""

    pods: Mapping[str, str]
    image: str = ""
    listen: tuple[tuple[str, int], ...] = ()
    reply: str = ""


SEED_NODES = (
    NodeSettings(name=SEED_NAMES[0], ip="192.168.56.11", pod_cidr="10.233.64.0/24", control_plane=True),
    NodeSettings(name=SEED_NAMES[1], ip="192.168.56.21", pod_cidr="10.233.101.0/24"),
    NodeSettings(name=SEED_NAMES[2], ip="192.168.56.22", pod_cidr="10.233.103.0/24"),
    NodeSettings(name=SEED_NAMES[3], ip="192.168.56.23", pod_cidr="10.233.76.0/24"),
)

SEED_AGE = 5 * 86400.0 + 6 * 3600.0

OUTSIDE_NAMES: Mapping[str, str] = {
    "www.google.com": "203.0.113.5",
    "example.com": "203.0.113.6",
    "db.example.com": "203.0.113.7",
}


@frozen
class Settings:
    """A whole world; `age` is how many seconds it has been up at its epoch.

    `api_server_endpoints` are the addresses that the API server publishes behind the Service `kubernetes`; the
    recorded cluster publishes none, so neither do we unless a world says so. With `service_cidr_v6` (and IPv6
    addresses of its nodes) the cluster is dual-stack, IPv4 first. `names` are those of the outside world with their
    addresses, `pointers` its addresses with their names. `faults` come once `Cluster.plan_faults` is called.
    """

    seed: int = 0
    proxy_mode: ProxyMode = "ipvs"
    load_balancer: LoadBalancer = "none"
    nodes: tuple[NodeSettings, ...] = SEED_NODES
    service_cidr: str = "10.233.0.0/18"
    service_cidr_v6: str = ""
    domain: str = "cluster.local"
    epoch: datetime = EPOCH
    age: float = SEED_AGE
    names: Mapping[str, str] = field(default_factory=lambda: dict(OUTSIDE_NAMES))
    pointers: Mapping[str, str] = field(default_factory=dict)
    apps: tuple[AppSettings, ...] = ()
    api_server_endpoints: tuple[str, ...] = ()
    faults: tuple[Planned, ...] = ()

    @property
    def service_cidrs(self) -> tuple[str, ...]:
        """The ranges of cluster IPs, one a family."""
        return (self.service_cidr, self.service_cidr_v6) if self.service_cidr_v6 else (self.service_cidr,)
