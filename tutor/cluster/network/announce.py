"""Which node answers on the local network for a load balancer's address, as MetalLB's layer 2 mode decides."""

from __future__ import annotations

from hashlib import sha256

from tutor.api.service import Service
from tutor.cluster.metallb import SYSTEM, pool_of, read_pools
from tutor.cluster.metallb.advertising import advertised_interfaces, advertising_nodes
from tutor.cluster.network.backends import Backend, backends
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings

NODE_INTERFACE = "eth0"  # the only one that the machines of the lab have


def announcer(view: View, service: Service, address: str) -> NodeSettings | None:
    """The node that announces an address, None when nobody does. Mirrors layer2Controller.ShouldAnnounce."""
    speakers = _speakers(view, address)
    if view.settings.load_balancer == "none" or not speakers:
        return None
    active = tuple(b for port in service.spec.ports for b in backends(view, service, port) if _active(b))
    if not active:
        return None
    local = service.spec.external_traffic_policy == "Local"
    having = {backend.node for backend in active}
    candidates = [node for node in view.settings.nodes if node.name in speakers and (node.name in having or not local)]
    elected = min(candidates, key=lambda node: sha256(f"{node.name}#{address}".encode()).digest(), default=None)
    return elected if elected is not None and _has_interface(view, elected, address) else None


def _speakers(view: View, address: str) -> frozenset[str]:
    """The nodes on which a speaker runs that an advertisement of the address's pool lets announce it."""
    pods = view.store.pods_by_label(SYSTEM, {"k8s-app": "speaker"})
    running = frozenset(pod.spec.node_name for pod in pods if pod.status.phase == "Running") - view.stopped
    pool = pool_of(read_pools(view.store), (address,)) if running else None
    return running & advertising_nodes(view.store, pool) if pool is not None else frozenset()


def _active(backend: Backend) -> bool:
    """Whether an endpoint can serve."""
    return backend.ready or backend.serving


def _has_interface(view: View, node: NodeSettings, address: str) -> bool:
    """Whether the elected node has an interface to announce on; if not, nobody else steps in."""
    pool = pool_of(read_pools(view.store), (address,))
    wanted = advertised_interfaces(view.store, pool, node.name) if pool is not None else frozenset()
    return wanted is None or NODE_INTERFACE in wanted
