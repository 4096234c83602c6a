"""Draws the live picture from the cluster's store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor.api.core import Node
from tutor.api.discovery import Endpoint, EndpointPort, EndpointSlice
from tutor.api.pod import Pod
from tutor.api.service import Service, ServicePort
from tutor.cluster.store import Store
from tutor.session.picture import SYSTEM, EndpointRow, NodeRow, Note, Picture, PodRow, PortRow, ServiceRow, State

OWNER = "kubernetes.io/service-name"
BAD_REASONS = ("CrashLoopBackOff", "ErrImagePull", "ImagePullBackOff", "Error", "CreateContainerConfigError")


def draw(store: Store) -> Picture:
    """Read the picture from the store; the cluster's own namespaces and Service are left out."""
    slices: dict[tuple[str, str], list[EndpointSlice]] = {}
    for one in store.list("EndpointSlice"):
        owner = one.metadata.labels.get(OWNER, "")
        slices.setdefault((one.metadata.namespace, owner), []).append(one)
    pods = tuple(pod for pod in store.list("Pod") if pod.metadata.namespace not in SYSTEM)
    services = (one for one in store.list("Service") if _shown(one))
    return Picture(
        services=tuple(
            _service(one, slices.get((one.metadata.namespace, one.metadata.name), []), pods) for one in services
        ),
        pods=tuple(map(_pod, pods)),
        nodes=tuple(_node(node, pods) for node in store.list("Node")),
    )


def _node(node: Node, pods: tuple[Pod, ...]) -> NodeRow:
    ready = any(one.type == "Ready" and one.status == "True" for one in node.status.conditions)
    address = next((one.address for one in node.status.addresses if one.type == "InternalIP"), "")
    state: State = "wrong" if not ready else "leaving" if node.spec.unschedulable else "ready"
    count = sum(pod.spec.node_name == node.metadata.name for pod in pods)
    return NodeRow(name=node.metadata.name, address=address, state=state, pods=count)


def _shown(service: Service) -> bool:
    meta = service.metadata
    return meta.namespace not in SYSTEM and (meta.namespace, meta.name) != ("default", "kubernetes")


def _service(service: Service, slices: list[EndpointSlice], pods: tuple[Pod, ...]) -> ServiceRow:
    spec = service.spec
    endpoints = tuple(row for one in slices for row in _endpoints(one))
    note, about = _note(service, slices, endpoints, pods)
    return ServiceRow(
        name=service.metadata.name,
        namespace=service.metadata.namespace,
        type=spec.type,
        address=spec.external_name if spec.type == "ExternalName" else spec.cluster_ip,
        external=(*_ingress(service), *spec.external_ips),
        selector=_pairs(spec.selector),
        ports=tuple(map(_port, spec.ports)),
        endpoints=endpoints,
        note=note,
        about=about,
    )


def _ingress(service: Service) -> Iterable[str]:
    balancer = service.status.load_balancer
    return [entry.ip or entry.hostname for entry in balancer.ingress] if balancer else []


def _port(port: ServicePort) -> PortRow:
    target = f'"{port.target_port}"' if isinstance(port.target_port, str) else str(port.target_port or port.port)
    return PortRow(
        name=port.name, port=port.port, target=target, protocol=port.protocol or "TCP", node_port=port.node_port
    )


def _endpoints(one: EndpointSlice) -> Iterable[EndpointRow]:
    ports = ",".join(_number(port) for port in one.ports or ())
    for endpoint in one.endpoints:
        name = endpoint.target_ref.name if endpoint.target_ref else ""
        yield EndpointRow(name=name, address=", ".join(endpoint.addresses), port=ports, state=_endpoint_state(endpoint))


def _number(port: EndpointPort) -> str:
    return "" if port.port is None else str(port.port)


def _endpoint_state(endpoint: Endpoint) -> State:
    conditions = endpoint.conditions
    if conditions.terminating:
        return "leaving"
    return "waiting" if conditions.ready is False else "ready"


def _note(
    service: Service, slices: list[EndpointSlice], rows: tuple[EndpointRow, ...], pods: tuple[Pod, ...]
) -> tuple[Note, str]:
    """Say the first thing that is odd, in the order in which traffic meets it."""
    spec = service.spec
    selected = [
        pod for pod in pods if pod.metadata.namespace == service.metadata.namespace and _selects(spec.selector, pod)
    ]
    named = next((port.target_port for port in spec.ports if isinstance(port.target_port, str)), "")
    portless = bool(rows) and spec.ports and not any(one.ports for one in slices if one.endpoints)
    cases: tuple[tuple[object, Note, str], ...] = (
        (spec.type == "ExternalName", "external-name", spec.external_name),
        (not spec.selector and not rows, "no-selector", ""),
        (spec.selector and not selected, "none-selected", _pairs(spec.selector)),
        (portless, "no-such-port", str(named)),
        (spec.selector and not any(row.state == "ready" for row in rows), "none-ready", ""),
        (not rows, "no-endpoints", ""),
        (spec.type == "LoadBalancer" and not list(_ingress(service)), "pending", ""),
    )
    return next(((note, about) for holds, note, about in cases if holds), ("", ""))


def _selects(selector: Mapping[str, str], pod: Pod) -> bool:
    return bool(selector) and all(pod.metadata.labels.get(key) == value for key, value in selector.items())


def _pod(pod: Pod) -> PodRow:
    status = _status(pod)
    return PodRow(
        name=pod.metadata.name,
        namespace=pod.metadata.namespace,
        address=pod.status.pod_ip,
        node=pod.spec.node_name,
        state=_pod_state(pod, status),
        status=status,
        labels=_pairs(pod.metadata.labels),
    )


def _status(pod: Pod) -> str:
    if pod.metadata.deletion_timestamp:
        return "Terminating"
    waits = (one.state.waiting for one in pod.status.container_statuses if one.state and one.state.waiting)
    return next((wait.reason for wait in waits if wait.reason), pod.status.phase or "Pending")


def _pod_state(pod: Pod, status: str) -> State:
    if pod.metadata.deletion_timestamp:
        return "leaving"
    if status in BAD_REASONS or pod.status.phase == "Failed":
        return "wrong"
    ready = any(one.type == "Ready" and one.status == "True" for one in pod.status.conditions)
    return "ready" if ready else "waiting"


def _pairs(labels: Mapping[str, str]) -> str:
    return ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
