"""What the network reads: one moment of a cluster, and who is where in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field
from functools import lru_cache, wraps
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import nan
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from tutor.api.discovery import EndpointSlice
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.faults import SOUND, Faults
from tutor.cluster.indexes import (
    PODS_BY_IP,
    PODS_BY_NODE,
    SERVICES_BY_IP,
    SERVICES_BY_NODE_PORT,
    SERVICES_BY_OUTER_IP,
    SLICES_BY_SERVICE,
)
from tutor.cluster.machines import Machines
from tutor.cluster.network.trace import Place, Ref
from tutor.cluster.settings import NodeSettings, Settings
from tutor.cluster.store import Key, Store
from tutor.values import frozen, replace

ZONE_LABEL = "topology.kubernetes.io/zone"
LAPTOP_IP = "192.168.56.1"
LAPTOP_IP_V6 = "fd00:56::1"
LAPTOP_IPS = frozenset({LAPTOP_IP, LAPTOP_IP_V6})
P = ParamSpec("P")
R = TypeVar("R")
Facts = dict[Hashable, tuple[Any, ...]]  # a fact, and what keeps the identities alive that it is known by
_MOST_FACTS = 10_000  # of one moment
_MOST_LASTING = 500  # of one cluster; a grader keeps one for each lesson
_PLAIN = frozenset({str, int, bool})


@lru_cache(maxsize=256)
def network(cidr: str) -> IPv4Network | IPv6Network:
    """A CIDR, read once."""
    return ip_network(cidr, strict=False)


@lru_cache(maxsize=4096)
def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """An address, or None when the text is a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def within(address: str, cidr: str) -> bool:
    """Whether an address lies in a block."""
    parsed = address_of(address)
    return parsed is not None and parsed in network(cidr)


def is_loopback(address: str) -> bool:
    """Whether an address never leaves its machine."""
    parsed = address_of(address)
    return parsed is not None and parsed.is_loopback


@frozen
class Client:
    """Who connects: its address on the wire, its node (None outside), its pod when it has a network of its own."""

    place: Place
    address: str
    node: NodeSettings | None = None
    pod: Pod | None = None


def once(work: Callable[Concatenate[View, P], R]) -> Callable[Concatenate[View, P], R]:
    """Work a fact of a moment out once: nothing but the view and the arguments may have a say in it.

    Objects are told apart by identity, which is why those of a fact are kept beside it.
    """
    return _recalling(work, attrgetter("facts"), _MOST_FACTS)


def lasting(work: Callable[Concatenate[View, P], R]) -> Callable[Concatenate[View, P], R]:
    """Work a fact out once for all moments: of the view only settings, machines and faults may have a say in it.

    Most pods stand as they stood when the last connection was opened, whatever was written since.
    """
    return _recalling(work, attrgetter("lasting"), _MOST_LASTING)


def standing(work: Callable[Concatenate[View, P], R]) -> Callable[Concatenate[View, P], R]:
    """Work a fact out once for as long as all that was read for it stands; the time may have no say in it.

    CoreDNS' Service is there when the next answer is graded, and so is the way to it.
    """

    @wraps(work)
    def known(view: View, /, *args: P.args, **named: P.kwargs) -> R:
        asked = (work, *[one if type(one) in _PLAIN else id(one) for one in args])
        found = view.lasting.get(asked)
        if found is None or not found[2].holds():
            store = view.store.noted()
            found = (work(replace(view, store=store, now=nan, facts={}), *args, **named), args, store)
            if store.keepable:
                _keep(view.lasting, _MOST_LASTING, asked, found)
        made: R = found[0]
        return made

    return once(known)


def _recalling(
    work: Callable[Concatenate[View, P], R], kept: Callable[[View], Facts], most: int
) -> Callable[Concatenate[View, P], R]:
    """Look among the facts that are kept before working one out; arguments have no keywords, for speed."""

    @wraps(work)
    def known(view: View, /, *args: P.args, **named: P.kwargs) -> R:
        facts = kept(view)
        key = (work, *[one if type(one) in _PLAIN else id(one) for one in args])
        found = facts.get(key)
        if found is None:
            found = (work(view, *args, **named), args)
            _keep(facts, most, key, found)
        made: R = found[0]
        return made

    return known


def _keep(facts: Facts, most: int, key: Hashable, found: tuple[Any, ...]) -> None:
    """Keep a fact; there are never more than `most`."""
    if len(facts) >= most:
        facts.clear()
    facts[key] = found


@frozen
class View:
    """One moment of a cluster; `now` in seconds of its clock, `facts` what `once` has worked out of it so far.

    `lasting` are facts that outlive the moment; it belongs to these settings, machines and faults.
    """

    store: Store
    settings: Settings
    machines: Machines
    now: float = 0.0
    faults: Faults = SOUND
    facts: Facts = field(default_factory=dict)
    lasting: Facts = field(default_factory=dict)

    @property
    def stopped(self) -> frozenset[str]:
        """The nodes that are off."""
        return self.faults.stopped

    def node(self, name: str) -> NodeSettings | None:
        """A node by name."""
        return self.machines.by_name.get(name)

    def zone(self, node: NodeSettings) -> str:
        """The zone that a node's labels name at this moment."""
        found = self.store.get(Key(kind="Node", name=node.name))
        return node.zone if found is None else str(found.metadata.labels.get(ZONE_LABEL, ""))

    def node_at(self, address: str) -> NodeSettings | None:
        """The node that has an address."""
        return self.machines.by_address.get(address)

    def pod(self, namespace: str, name: str) -> Pod | None:
        """A pod by name."""
        found: Any = self.store.get(Key(kind="Pod", namespace=namespace, name=name))
        return found if isinstance(found, Pod) else None

    @once
    def pod_at(self, address: str) -> Pod | None:
        """The pod whose own address this is; pods on the host's network have none of their own."""
        found = (pod for pod in self.store.by(PODS_BY_IP, address) if not pod.spec.host_network)
        return next(found, None)

    def pods_on(self, node: str) -> tuple[Pod, ...]:
        """The pods of a node, by name."""
        return self.store.by(PODS_BY_NODE, node)

    def service(self, namespace: str, name: str) -> Service | None:
        """A Service by name."""
        found: Any = self.store.get(Key(kind="Service", namespace=namespace, name=name))
        return found if isinstance(found, Service) else None

    def services_at(self, address: str) -> tuple[Service, ...]:
        """Services with this cluster IP."""
        return self.store.by(SERVICES_BY_IP, address)

    def services_outside_at(self, address: str) -> tuple[Service, ...]:
        """Services with this load balancer address or external IP."""
        return self.store.by(SERVICES_BY_OUTER_IP, address)

    def services_on(self, node_port: int) -> tuple[Service, ...]:
        """Services with this node port or health check node port."""
        return self.store.by(SERVICES_BY_NODE_PORT, node_port)

    def slices(self, namespace: str, service: str) -> tuple[EndpointSlice, ...]:
        """The EndpointSlices of a Service, by name."""
        return self.store.by(SLICES_BY_SERVICE, (namespace, service))

    def has_namespace(self, name: str) -> bool:
        """Whether a namespace exists."""
        return self.store.get(Key(kind="Namespace", name=name)) is not None

    @once
    def in_pod_network(self, address: str) -> bool:
        """Whether an address belongs to a node's block of pod addresses."""
        parsed = address_of(address)
        return parsed is not None and self.machines.hold_pod(parsed.version, int(parsed))

    @once
    def in_service_network(self, address: str) -> bool:
        """Whether an address belongs to the Services' range."""
        return any(within(address, cidr) for cidr in self.settings.service_cidrs)

    @once
    def client(self, place: Place, to: str = "") -> Client | None:
        """Who a place is on the network to an address of either family, None when it does not run."""
        if place.kind == "laptop":
            return Client(place=place, address=LAPTOP_IP_V6 if ":" in to else LAPTOP_IP)
        if place.kind == "node":
            node = self.node(place.name)
            return (
                None
                if node is None or node.name in self.stopped
                else Client(place=place, address=node.ip_like(to), node=node)
            )
        pod = self.pod(place.namespace, place.name)
        node = None if pod is None else self.node(pod.spec.node_name)
        if pod is None or node is None or not pod.status.pod_ip or node.name in self.stopped:
            return None
        return _inside(self, pod, node, ":" in to)


@lasting
def _inside(_: View, pod: Pod, node: NodeSettings, six: bool) -> Client:
    """A program in a pod as a client; where the pod has the host's network, it is not told from the host."""
    place = Place(kind="pod", namespace=pod.metadata.namespace, name=pod.metadata.name)
    own = None if pod.spec.host_network else pod
    return Client(place=place, address=ip_like(pod, "::" if six else ""), node=node, pod=own)


def ip_like(pod: Pod, address: str) -> str:
    """A pod's address of the same family as another address, "" when it has none."""
    six = ":" in address
    own = (one.ip for one in pod.status.pod_ips if (":" in one.ip) == six)
    return next(own, "" if six else pod.status.pod_ip)


def ref(obj: Any) -> Ref:
    """The reference of a typed object."""
    meta = obj.metadata
    return ref_to(type(obj).__name__, meta.namespace, meta.name)


@lru_cache(maxsize=4096)
def ref_to(kind: str, namespace: str, name: str) -> Ref:
    """The reference of an object, made once: one connection speaks of the same few again and again."""
    return Ref(kind=kind, namespace=namespace, name=name)
