"""Which cluster IPs, node ports and pod addresses are free; what is taken is read from the store."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from tutor.cluster.indexes import PODS_BY_IP, SERVICES_BY_IP, SERVICES_BY_NODE_PORT
from tutor.cluster.random import Random
from tutor.cluster.store import Store
from tutor.values import frozen

NODE_PORTS = range(30000, 32768)

TAKEN_IP = "provided IP is already allocated"
WRONG_NETWORK = "the provided network does not match the current range"
TAKEN_PORT = "provided port is already allocated"
MOST_ADDRESSES = 1 << 16  # what is given out of a larger range
WRONG_PORT = f"provided port is not in the valid range. The range of valid ports is {NODE_PORTS[0]}-{NODE_PORTS[-1]}"


@frozen
class ServiceAddresses:
    """Cluster IPs of one range; numbers below `band` are left to people who ask for one. Mirrors ipallocator."""

    network: IPv4Network | IPv6Network
    store: Store
    random: Random

    @property
    def band(self) -> int:
        """Size of the lower part that chance avoids: at least 16, at most 256, a sixteenth in between."""
        return min(max(16, self._size // 16), 256)

    @property
    def _size(self) -> int:
        return min(self.network.num_addresses, MOST_ADDRESSES)

    def fault(self, address: str) -> str:
        """Why a wanted address cannot be had, or ""."""
        wanted = ip_address(address)
        if wanted not in self.network or wanted in {self.network.network_address, self.network.broadcast_address}:
            return WRONG_NETWORK
        return TAKEN_IP if self.store.count_by(SERVICES_BY_IP, address) else ""

    def next(self) -> str | None:
        """A free address by chance, from the upper band while that lasts, or None when the range is full."""
        last = self._size - 2
        return self._search(self.band, last) or self._search(1, self.band - 1)

    def _search(self, first: int, last: int) -> str | None:
        size = last - first + 1
        start = self.random.below(size)
        for step in range(size):
            address = str(self.network.network_address + first + (start + step) % size)
            if not self.store.count_by(SERVICES_BY_IP, address):
                return address
        return None


@frozen
class DryServiceAddresses:
    """What a dry run gets: nothing is looked up, and the network's own address stands for any free one."""

    network: IPv4Network | IPv6Network

    def fault(self, address: str) -> str:
        """Why a wanted address cannot be had, or ""."""
        wanted = ip_address(address)
        if wanted in self.network and wanted not in {self.network.network_address, self.network.broadcast_address}:
            return ""
        return f"the provided IP ({address}) is not in the valid range. The range of valid IPs is {self.network}"

    def next(self) -> str | None:
        """A stand-in for a free address."""
        return str(self.network.network_address)


@frozen
class NodePorts:
    """Ports that every node opens; the lower 86 are left to people who ask for one. Mirrors portallocator."""

    store: Store
    random: Random

    def fault(self, port: int) -> str:
        """Why a wanted port cannot be had, or ""."""
        if port not in NODE_PORTS:
            return WRONG_PORT
        return TAKEN_PORT if self.store.count_by(SERVICES_BY_NODE_PORT, port) else ""

    def next(self, also_taken: frozenset[int]) -> int | None:
        """A free port by chance, or None when all are taken."""
        return self._search(NODE_PORTS[86:], also_taken) or self._search(NODE_PORTS[:86], also_taken)

    def _search(self, ports: range, also_taken: frozenset[int]) -> int | None:
        start = self.random.below(len(ports))
        for step in range(len(ports)):
            port = ports[(start + step) % len(ports)]
            if port not in also_taken and not self.store.count_by(SERVICES_BY_NODE_PORT, port):
                return port
        return None


@frozen
class DryNodePorts:
    """What a dry run gets: the range is not checked, and numbers above it stand for free ports."""

    store: Store

    def fault(self, port: int) -> str:
        """Why a wanted port cannot be had, or ""."""
        return TAKEN_PORT if self.store.count_by(SERVICES_BY_NODE_PORT, port) else ""

    def next(self, also_taken: frozenset[int]) -> int | None:
        """A stand-in for a free port."""
        return max(also_taken, default=NODE_PORTS.stop) + 1


def next_pod_address(store: Store, block: str, last: str) -> str | None:
    """The free address after `last` in a node's block, around its end, or None. Mirrors host-local IPAM."""
    first, size = _pod_range(block)
    start = (int(ip_address(last)) - int(first) + 1) % size if last else 0
    for step in range(size):
        address = str(first + (start + step) % size)
        if not store.count_by(PODS_BY_IP, address):
            return address
    return None


@cache
def _pod_range(block: str) -> tuple[IPv4Address | IPv6Address, int]:
    """The first address for a pod in a block, and how many there are; the node has the one before it."""
    network = ip_network(block)
    return network.network_address + 2, min(network.num_addresses, MOST_ADDRESSES) - 3


def nth_address(network: str, number: int) -> str:
    """The address `number` steps into a network."""
    return str(IPv4Address(int(IPv4Network(network).network_address) + number))
