"""NoExecute taints: pods that do not tolerate them leave, at once or when their patience ends."""

from __future__ import annotations

from math import inf

from tutor.api.core import Node
from tutor.api.kinds import POD
from tutor.api.pod import Pod, PodCondition
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.taints import tolerated_for
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.objects import replace
from tutor.cluster.store import Change, Key, Store

COMPONENT = "taint-eviction-controller"


def reconcile(plane: Plane, key: Key) -> None:
    """Delete a pod whose time on a tainted node is over, or look again when it will be."""
    pod: Pod | None = plane.store.get(key)
    node: Node | None = plane.store.get(Key(kind="Node", name=pod.spec.node_name)) if pod is not None else None
    if pod is None or node is None or pod.metadata.deletion_timestamp is not None:
        return
    left = _time_left(plane, pod, node)
    if left <= 0:
        _evict(plane, pod)
    elif left != inf:
        plane.schedule(left, "taint-eviction", key, background=True)


def _time_left(plane: Plane, pod: Pod, node: Node) -> float:
    """Seconds until a pod must leave; a taint that does not tell since when it is there counts from now."""
    taints = tuple(taint for taint in node.spec.taints if taint.effect == "NoExecute")
    if not taints:
        return inf
    patience = tolerated_for(pod.spec.tolerations, taints)
    since = min(
        (plane.clock.seconds(taint.time_added) for taint in taints if taint.time_added), default=plane.clock.now
    )
    return patience - (plane.clock.now - since) if patience else 0.0


def _evict(plane: Plane, pod: Pod) -> None:
    """Mirrors addConditionAndDeletePod."""
    where = f"{pod.metadata.namespace}/{pod.metadata.name}"
    plane.recorder.record(pod, "Normal", "TaintManagerEviction", f"Marking for deletion Pod {where}", COMPONENT)
    told = PodCondition(
        type="DisruptionTarget",
        status="True",
        reason="DeletionByTaintManager",
        message="Taint manager: deleting due to NoExecute taint",
        last_transition_time=plane.clock.timestamp(),
    )
    plane.server.update_status(replace(pod, status=replace(pod.status, conditions=(*pod.status.conditions, told))))
    plane.server.delete(POD, pod.metadata.name, namespace=pod.metadata.namespace)


def _on_node(change: Change, store: Store) -> tuple[Key, ...]:
    """The pods of a node whose taints changed."""
    if change.old is None or change.type == "DELETED" or change.old.spec.taints == change.object.spec.taints:
        return ()
    return store.keys_by(PODS_BY_NODE, change.key.name)


def _bound(change: Change, _store: Store) -> tuple[Key, ...]:
    """A pod that has come to a node."""
    if change.type == "DELETED" or not change.object.spec.node_name:
        return ()
    return () if change.old is not None and change.old.spec is change.object.spec else (change.key,)


TAINT_EVICTION = Controller(
    name="taint-eviction", watches={"Node": _on_node, "Pod": _bound}, reconcile=reconcile, delay=0.05
)
