"""The scheduler: gives each pod without a node one that will have it."""

from __future__ import annotations

from typing import Any

from tutor.api.core import Node
from tutor.api.pod import Pod, PodCondition
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.taints import tolerates_all
from tutor.cluster.indexes import GUESTS_BY_NODE, PODS_BY_NODE, SIBLINGS_BY_NODE
from tutor.cluster.objects import replace
from tutor.cluster.store import Change, Key, Store

COMPONENT = "default-scheduler"


def reconcile(plane: Plane, key: Key) -> None:
    """Bind a pod to the best node, or say why there is none."""
    pod: Pod | None = plane.store.get(key)
    if pod is None or pod.spec.node_name or pod.metadata.deletion_timestamp is not None:
        return
    if pod.spec.scheduler_name not in {"", COMPONENT} or pod.spec.scheduling_gates:
        return
    nodes: tuple[Node, ...] = plane.store.list("Node")
    refusals = {node.metadata.name: _refusal(plane.store, pod, node) for node in nodes}
    fitting = [node.metadata.name for node in nodes if not refusals[node.metadata.name]]
    if not fitting:
        _give_up(plane, pod, list(refusals.values()))
        return
    _bind(plane, pod, _best(plane, pod, fitting))


def _best(plane: Plane, pod: Pod, names: list[str]) -> str:
    """The node with the fewest siblings, then the fewest pods, then the first. Mirrors PodTopologySpread's default."""
    owner = next((one.uid for one in pod.metadata.owner_references if one.controller), "")

    def rank(name: str) -> tuple[int, int, str]:
        siblings = plane.store.count_by(SIBLINGS_BY_NODE, (name, owner))
        return siblings, plane.store.count_by(GUESTS_BY_NODE, name), name

    return min(names, key=rank)


def _bind(plane: Plane, pod: Pod, node: str) -> None:
    where = f"{pod.metadata.namespace}/{pod.metadata.name}"
    now = plane.clock.timestamp()
    scheduled = PodCondition(type="PodScheduled", status="True", last_transition_time=now)
    rest = tuple(one for one in pod.status.conditions if one.type != "PodScheduled")
    bound = replace(pod, spec=replace(pod.spec, node_name=node))
    bound = replace(bound, status=replace(pod.status, conditions=(*rest, scheduled)))
    plane.server.update_status(bound)
    message = f"Successfully assigned {where} to {node}"
    plane.recorder.record_series(bound, "Normal", "Scheduled", message, COMPONENT, "Binding")


def _give_up(plane: Plane, pod: Pod, reasons: list[str]) -> None:
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason] = counts.get(reason, 0) + 1
    words = ", ".join(sorted(f"{count} {reason}" for reason, count in counts.items()))
    message = f"0/{len(reasons)} nodes are available: {words}."
    if any(one.type == "PodScheduled" and one.message == message for one in pod.status.conditions):
        return
    failed = PodCondition(
        type="PodScheduled",
        status="False",
        last_transition_time=plane.clock.timestamp(),
        reason="Unschedulable",
        message=message,
    )
    plane.server.update_status(replace(pod, status=replace(pod.status, conditions=(failed,))))
    plane.recorder.record_series(pod, "Warning", "FailedScheduling", message, COMPONENT, "Scheduling")


def _refusal(store: Store, pod: Pod, node: Node) -> str:
    """Why a node will not have a pod, in the scheduler's words, or ""."""
    if node.spec.unschedulable:
        return "node(s) were unschedulable"
    if not tolerates_all(pod.spec.tolerations, node.spec.taints):
        return "node(s) had untolerated taint(s)"
    if not pod.spec.node_selector.items() <= node.metadata.labels.items():
        return "node(s) didn't match Pod's node affinity/selector"
    if _collides(store, pod, node.metadata.name):
        return "node(s) didn't have free ports for the requested pod ports"
    if store.count_by(PODS_BY_NODE, node.metadata.name) >= int(node.status.allocatable.get("pods", "110")):
        return "Too many pods"
    return ""


def _collides(store: Store, pod: Pod, node: str) -> bool:
    """Whether a pod wants a port that another pod of the node has. Mirrors HostPortInfo.CheckConflict."""
    wanted = _host_ports(pod)
    if not wanted:
        return False
    taken = [one for other in store.by(PODS_BY_NODE, node) for one in _host_ports(other)]
    return any(
        one[1:] == other[1:] and ("" in {one[0], other[0]} or one[0] == other[0]) for one in wanted for other in taken
    )


def _host_ports(pod: Pod) -> set[tuple[str, str, int]]:
    """Address ("" for all), protocol and number of each port that a pod takes of its node."""
    sidecars = (one for one in pod.spec.init_containers if one.restart_policy == "Always")
    ports = (port for container in (*pod.spec.containers, *sidecars) for port in container.ports)
    return {
        ("" if port.host_ip == "0.0.0.0" else port.host_ip, port.protocol or "TCP", port.host_port)
        for port in ports
        if port.host_port
    }


def _unplaced(change: Change, store: Store) -> tuple[Key, ...]:
    """A pod that waits for a node; when one leaves or a node changes, all that wait."""
    if change.key.kind == "Pod" and change.type != "DELETED":
        pod: Any = change.object
        new = change.old is None or change.old.spec is not pod.spec
        return (change.key,) if new and not pod.spec.node_name else ()
    if change.key.kind == "Node" and change.old is not None and change.old.spec == change.object.spec:
        return ()
    return store.keys_by(PODS_BY_NODE, "")


SCHEDULER = Controller(name="scheduler", watches={"Pod": _unplaced, "Node": _unplaced}, reconcile=reconcile, delay=0.03)
