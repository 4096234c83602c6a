"""Why a Service port has no endpoint to send to: the field that emptied it."""

from __future__ import annotations

from tutor.api.pod import Pod
from tutor.cluster.network.backends import backends, proxied_slices
from tutor.cluster.network.fronts import Front
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Hop
from tutor.cluster.network.view import View, ref
from tutor.cluster.settings import NodeSettings


def why_empty(view: View, front: Front, node: NodeSettings) -> Hop:
    """The refusal of a Service port without endpoints, told by what made it empty."""
    service = front.service
    if not service.spec.selector:
        return _by_hand(view, front, node)
    selected = view.store.pods_by_label(service.metadata.namespace, service.spec.selector)
    alive = tuple(pod for pod in selected if pod.status.phase not in {"Succeeded", "Failed"})
    if not alive:
        return _nothing_selected(front, node)
    if backends(view, service, front.port, front.address):
        return _none_ready(front, node, len(alive))
    if isinstance(front.port.target_port, str) and not any(names_port(pod, front) for pod in alive):
        return _no_such_name(front, node, alive)
    return _none_ready(front, node, len(alive))


def names_port(pod: Pod, front: Front) -> bool:
    """Whether a pod has a container port of the wanted name and protocol. Mirrors FindPort."""
    wanted = (front.port.target_port, front.port.protocol or "TCP")
    restartable = tuple(c for c in pod.spec.init_containers if c.restart_policy == "Always")
    containers = (*pod.spec.containers, *restartable)
    return any((port.name, port.protocol or "TCP") == wanted for c in containers for port in c.ports)


def _nothing_selected(front: Front, node: NodeSettings) -> Hop:
    pairs = ",".join(f"{key}={value}" for key, value in sorted(front.service.spec.selector.items()))
    why = reason("service-selects-nothing", service=front.service.metadata.name, selector=pairs, node=node.name)
    return hop(why, ref(front.service), ("spec", "selector"))


def _none_ready(front: Front, node: NodeSettings, count: int) -> Hop:
    why = reason("service-none-ready", service=front.service.metadata.name, count=count, node=node.name)
    return hop(why, ref(front.service), ("spec", "selector"))


def _no_such_name(front: Front, node: NodeSettings, pods: tuple[Pod, ...]) -> Hop:
    ports = (port for pod in pods for c in pod.spec.containers for port in c.ports)
    found = sorted({f"{port.name}/{port.protocol or 'TCP'}" for port in ports if port.name})
    why = reason(
        "service-port-name-unmatched",
        service=front.service.metadata.name,
        target=front.port.target_port,
        protocol=front.port.protocol or "TCP",
        found=", ".join(found) or "-",
        node=node.name,
    )
    return hop(why, ref(front.service), front.path("targetPort"))


def _by_hand(view: View, front: Front, node: NodeSettings) -> Hop:
    """A Service without selector: nobody wrote slices, or none that has this port's name."""
    service, name = front.service, front.service.metadata.name
    slices = proxied_slices(view, service)
    listed = [slice_ for slice_ in slices if slice_.endpoints]
    if not listed:
        return hop(reason("service-without-slices", service=name, node=node.name), ref(service), ("spec", "selector"))
    if backends(view, service, front.port, front.address):
        return hop(reason("service-no-endpoints", service=name, node=node.name), ref(listed[0]), ("endpoints",))
    found = sorted({port.name or '""' for slice_ in listed for port in slice_.ports or ()})
    wanted = front.port.name or '""'
    why = reason("service-slices-lack-port", service=name, port=wanted, found=", ".join(found) or "-", node=node.name)
    return hop(why, ref(listed[0]), ("ports",))
