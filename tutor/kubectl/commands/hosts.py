"""Who one is in a place: its host name and address."""

from __future__ import annotations

from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.network import full_name, kernel_name
from tutor.cluster.network.trace import Place
from tutor.cluster.store import Key
from tutor.kubectl.commands.call import Terminal

LAPTOP_ADDRESS = "192.168.56.1"


def pod_at(cluster: Cluster, place: Place) -> Pod | None:
    """The pod that a place stands for."""
    found = cluster.store.get(Key(kind="Pod", namespace=place.namespace, name=place.name))
    return found if isinstance(found, Pod) else None


def node_named(cluster: Cluster, name: str) -> Node | None:
    """The node with this name or one of these addresses."""
    for node in cluster.store.list("Node"):
        if isinstance(node, Node) and name in {node.metadata.name, *(one.address for one in node.status.addresses)}:
            return node
    return None


def node_address(node: Node) -> str:
    """The InternalIP of a node."""
    return next((one.address for one in node.status.addresses if one.type == "InternalIP"), "")


def address_of(shell: Terminal) -> str:
    """The address of the place."""
    place = shell.place
    if place.kind == "pod":
        pod = pod_at(shell.cluster, place)
        return pod.status.pod_ip if pod else ""
    node = node_named(shell.cluster, place.name) if place.kind == "node" else None
    return node_address(node) if node else LAPTOP_ADDRESS


def full_name_of(shell: Terminal) -> str:
    """What `hostname -f` prints: the first name that /etc/hosts has for the address."""
    pod = pod_at(shell.cluster, shell.place) if shell.place.kind == "pod" else None
    return (full_name(pod, shell.cluster.settings.domain) if pod else "") or host_name_of(shell)


def host_name_of(shell: Terminal) -> str:
    """What `hostname` prints."""
    place = shell.place
    if place.kind != "pod":
        return place.name or "laptop"
    pod = pod_at(shell.cluster, place)
    if pod is None:
        return place.name
    return kernel_name(pod, shell.cluster.settings.domain)
