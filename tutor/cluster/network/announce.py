"""Which node answers on the local network for a load balancer's address, as MetalLB's layer 2 mode decides."""

from __future__ import annotations

from hashlib import sha256

from tutor.api.service import Service
from tutor.cluster.network.backends import Backend, backends
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings


def announcer(view: View, service: Service, address: str) -> NodeSettings | None:
    """The node that announces an address, None when nobody does. Mirrors layer2Controller.ShouldAnnounce."""
    speakers = _speakers(view)
    if view.settings.load_balancer == "none" or not speakers:
        return None
    active = tuple(b for port in service.spec.ports for b in backends(view, service, port) if _active(b))
    if not active:
        return None
    local = service.spec.external_traffic_policy == "Local"
    having = {backend.node for backend in active}
    candidates = [node for node in view.settings.nodes if node.name in speakers and (node.name in having or not local)]
    return min(candidates, key=lambda node: sha256(f"{node.name}#{address}".encode()).digest(), default=None)


def _speakers(view: View) -> frozenset[str]:
    """The nodes on which a speaker runs."""
    pods = view.store.pods_by_label("metallb-system", {"k8s-app": "speaker"})
    return frozenset(pod.spec.node_name for pod in pods if pod.status.phase == "Running")


def _active(backend: Backend) -> bool:
    """Whether an endpoint can serve."""
    return backend.ready or backend.serving
