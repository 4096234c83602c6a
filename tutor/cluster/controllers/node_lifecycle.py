"""Nodes that fall silent and come back: conditions, taints, and the readiness of their pods."""

from __future__ import annotations

from tutor.api.core import Node, NodeCondition, Taint
from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.objects import replace
from tutor.cluster.seed.nodes import HEALTHY
from tutor.cluster.store import Change, Key, Store

COMPONENT = "node-controller"
GRACE_SECONDS = 50.0  # --node-monitor-grace-period
UNREACHABLE = "node.kubernetes.io/unreachable"
CORDONED = "node.kubernetes.io/unschedulable"
_EFFECTS = ("NoSchedule", "NoExecute")
_SILENT = ("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")


def reconcile(plane: Plane, key: Key) -> None:
    """Report a node that has been silent for too long, or one that is back."""
    node: Node | None = plane.store.get(key)
    if node is None:
        return
    node = _taint_cordon(plane, node)
    known = all(one.status != "Unknown" for one in node.status.conditions)
    if key.name in plane.stopped and known:
        _lose(plane, node)
    elif key.name not in plane.stopped and not known:
        _welcome(plane, node)


def _taint_cordon(plane: Plane, node: Node) -> Node:
    """A cordoned node is tainted as well. Mirrors doNoScheduleTaintingPass."""
    rest = tuple(taint for taint in node.spec.taints if taint.key != CORDONED)
    if node.spec.unschedulable == (rest != node.spec.taints):
        return node
    if node.spec.unschedulable:
        rest = (*rest, Taint(key=CORDONED, effect="NoSchedule", time_added=plane.clock.timestamp()))
    changed: Node = plane.server.update(replace(node, spec=replace(node.spec, taints=rest)))
    return changed


def _cordoned(change: Change, _store: Store) -> tuple[Key, ...]:
    """A node that was cordoned, or uncordoned."""
    if change.type == "DELETED" or (change.old is None and not change.object.spec.unschedulable):
        return ()
    was = change.old is not None and change.old.spec.unschedulable
    return (change.key,) if was != change.object.spec.unschedulable else ()


def _lose(plane: Plane, node: Node) -> None:
    """Mirrors tryUpdateNodeHealth, MarkPodsNotReady and the taints of doNoExecuteTaintingPass."""
    name, now = node.metadata.name, plane.clock.timestamp()
    rows = {type_: _SILENT for type_, *_ in HEALTHY}
    taints = tuple(Taint(key=UNREACHABLE, effect=effect, time_added=now) for effect in _EFFECTS)
    _store(plane, node, rows, (*node.spec.taints, *taints))
    message = f"Node {name} status is now: NodeNotReady"
    plane.recorder.record(node, "Normal", "NodeNotReady", message, COMPONENT)
    for pod in plane.store.by(PODS_BY_NODE, name):
        _unready(plane, pod)


def _welcome(plane: Plane, node: Node) -> None:
    """The kubelet posts its status again, and the taints go."""
    rows = {type_: (status, reason, message) for type_, status, reason, message in HEALTHY}
    _store(plane, node, rows, tuple(taint for taint in node.spec.taints if taint.key != UNREACHABLE))
    name = node.metadata.name
    message = f"Node {name} status is now: NodeReady"
    plane.recorder.record(node, "Normal", "NodeReady", message, "kubelet", host=name)


def _store(plane: Plane, node: Node, rows: dict[str, tuple[str, str, str]], taints: tuple[Taint, ...]) -> None:
    now = plane.clock.timestamp()
    conditions = tuple(_condition(one, rows.get(one.type), now) for one in node.status.conditions)
    changed = replace(node, spec=replace(node.spec, taints=taints))
    plane.server.update_status(replace(changed, status=replace(node.status, conditions=conditions)))


def _condition(one: NodeCondition, row: tuple[str, str, str] | None, now: str) -> NodeCondition:
    if row is None:
        return one
    status, reason, message = row
    return replace(one, status=status, reason=reason, message=message, last_transition_time=now)


def _unready(plane: Plane, pod: Pod) -> None:
    now = plane.clock.timestamp()
    conditions = tuple(
        replace(one, status="False", last_transition_time=now) if (one.type, one.status) == ("Ready", "True") else one
        for one in pod.status.conditions
    )
    if conditions != pod.status.conditions:
        plane.server.update_status(replace(pod, status=replace(pod.status, conditions=conditions)))
        plane.recorder.record(pod, "Warning", "NodeNotReady", "Node is not ready", COMPONENT)


NODE_LIFECYCLE = Controller(name="node-lifecycle", watches={"Node": _cordoned}, reconcile=reconcile)
