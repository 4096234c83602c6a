"""The scheduler: gives each pod without a node one that will have it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tutor.api.core import Node
from tutor.api.pod import Pod, PodCondition
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.node_filters import Refusals, look, refusals
from tutor.cluster.controllers.references import missing_claims
from tutor.cluster.indexes import GUESTS_BY_NODE, PODS_APART, PODS_BY_NODE, SIBLINGS_BY_NODE
from tutor.cluster.objects import replace
from tutor.cluster.store import Change, Key, Store

COMPONENT = "default-scheduler"
_NO_VICTIMS = "No preemption victims found for incoming pod"
_NOT_HELPFUL = "Preemption is not helpful for scheduling"
_FEW_NODES = 100  # so many are always looked at


def reconcile(plane: Plane, key: Key) -> None:
    """Bind a pod to the best node, or say why there is none."""
    pod: Pod | None = plane.store.get(key)
    if pod is None or pod.spec.node_name or pod.metadata.deletion_timestamp is not None:
        return
    if pod.spec.scheduler_name not in {"", COMPONENT} or pod.spec.scheduling_gates:
        return
    nodes: tuple[Node, ...] = plane.store.list("Node")
    unclaimed = _unclaimed(plane.store, pod, len(nodes)) if pod.spec.volumes else ""
    if unclaimed:
        _give_up(plane, pod, unclaimed)
        return
    found: list[Refusals] = []
    fitting: list[str] = []
    looking, enough = look(plane.store, pod, nodes), _enough(len(nodes))
    start = plane.store.revision % len(nodes) if enough < len(nodes) else 0
    for node in (*nodes[start:], *nodes[:start]):
        found.append(refusals(looking, node))
        if not found[-1]:
            fitting.append(node.metadata.name)
            if len(fitting) == enough:
                break
    if not fitting:
        _give_up(plane, pod, _fit_error(tuple(found)))
        return
    _bind(plane, pod, _best(plane, pod, fitting))


def _enough(nodes: int) -> int:
    """How many nodes that fit are enough to choose from in a large cluster. Mirrors numFeasibleNodesToFind."""
    return min(nodes, max(_FEW_NODES, nodes * max(5, 50 - nodes // 125) // 100))


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
    scheduled = PodCondition(
        type="PodScheduled", status="True", last_transition_time=now, observed_generation=pod.metadata.generation
    )
    rest = tuple(one for one in pod.status.conditions if one.type != "PodScheduled")
    bound = replace(pod, spec=replace(pod.spec, node_name=node))
    bound = replace(bound, status=replace(pod.status, conditions=(*rest, scheduled)))
    plane.server.update_status(bound)
    message = f"Successfully assigned {where} to {node}"
    plane.recorder.record_series(bound, "Normal", "Scheduled", message, COMPONENT, "Binding")


def _fit_error(found: tuple[Refusals, ...]) -> str:
    """Mirrors FitError.Error with what the plugins after filtering add to it."""
    reasons = Counter(one.words for why in found for one in why)
    helps = Counter(_NO_VICTIMS if all(one.by_pods for one in why) else _NOT_HELPFUL for why in found)
    preemption = _counted(len(found), helps)
    return f"{_counted(len(found), reasons)} no new claims to deallocate, preemption: {preemption}"


def _counted(nodes: int, reasons: Counter[str]) -> str:
    rows = ", ".join(sorted(f"{count} {words}" for words, count in reasons.items()))
    return f"0/{nodes} nodes are available: {rows}."


def _unclaimed(store: Store, pod: Pod, nodes: int) -> str:
    """What is said of a pod whose claim is missing: no node is looked at, and no plugin after that finds its notes."""
    claims = (claim for _, claim in missing_claims(store, pod))
    words = next((f'persistentvolumeclaim "{claim}" not found' for claim in claims), "")
    return f"0/{nodes} nodes are available: {words}. not found" if words else ""


def _give_up(plane: Plane, pod: Pod, message: str) -> None:
    if any(one.type == "PodScheduled" and one.message == message for one in pod.status.conditions):
        return
    failed = PodCondition(
        type="PodScheduled",
        status="False",
        last_transition_time=plane.clock.timestamp(),
        reason="Unschedulable",
        message=message,
        observed_generation=pod.metadata.generation,
    )
    plane.server.update_status(replace(pod, status=replace(pod.status, conditions=(failed,))))
    plane.recorder.record_series(pod, "Warning", "FailedScheduling", message, COMPONENT, "Scheduling")


def _unplaced(change: Change, store: Store) -> tuple[Key, ...]:
    """A pod that waits for a node; when one leaves or a node changes, all that wait."""
    if change.key.kind == "Pod" and change.type != "DELETED":
        pod: Any = change.object
        new = change.old is None or change.old.spec is not pod.spec
        if not pod.spec.node_name:
            return (change.key,) if new else ()
        return store.keys_by(PODS_APART, "waiting") if new else ()
    if change.key.kind == "Node" and change.old is not None and change.old.spec == change.object.spec:
        return ()
    return store.keys_by(PODS_BY_NODE, "")


SCHEDULER = Controller(name="scheduler", watches={"Pod": _unplaced, "Node": _unplaced}, reconcile=reconcile, delay=0.03)
