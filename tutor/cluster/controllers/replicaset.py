"""ReplicaSets and ReplicationControllers: as many pods as wanted, no more, no less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.kinds import POD, kind_of
from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.pod import Pod, PodTemplateSpec
from tutor.api.selectors import from_label_selector
from tutor.api.workloads import ReplicaSet, ReplicationController
from tutor.cluster.control import Controller, Plane, controlled_by, itself
from tutor.cluster.controllers.pods_of import active, adoptable, available, is_ready, owned_pods, surplus
from tutor.cluster.objects import amend, key_of, owner_reference, replace
from tutor.cluster.store import Change, Key, Store

Set = ReplicaSet | ReplicationController

COMPONENTS = {ReplicaSet: "replicaset-controller", ReplicationController: "replication-controller"}
BURST = 30  # pods a second: the controller manager's own rate limit keeps a slip of the pen from filling the cluster


def reconcile(plane: Plane, key: Key) -> None:
    """Create or delete pods until their number is right, then report."""
    rs: Set | None = plane.store.get(key)
    if rs is None:
        return
    pods = _claim(plane, rs)
    if rs.metadata.deletion_timestamp is None:
        _scale(plane, rs, pods)
    status = _status(rs, active(owned_pods(plane.store, rs)), plane)
    plane.server.update_status(replace(rs, status=replace(rs.status, **status)))


def _claim(plane: Plane, rs: Set) -> tuple[Pod, ...]:
    """Adopt orphans that fit, let go of own pods that no longer do. Mirrors PodControllerRefManager."""
    selector = from_label_selector(rs.spec.selector)
    owned = []
    for pod in owned_pods(plane.store, rs):
        if selector.matches(pod.metadata.labels):
            owned.append(pod)
        else:
            rest = tuple(one for one in pod.metadata.owner_references if one.uid != rs.metadata.uid)
            plane.server.update(amend(pod, owner_references=rest))
    for pod in adoptable(plane.store, rs.metadata.namespace, _pairs(rs), selector):
        references = (*pod.metadata.owner_references, owner_reference(rs))
        owned.append(plane.server.update(amend(pod, owner_references=references)))
    return active(tuple(owned))


def _pairs(rs: Set) -> Mapping[str, str]:
    """The labels that every pod of a set has."""
    selector = rs.spec.selector
    return selector.match_labels if isinstance(selector, LabelSelector) else selector or {}


def _scale(plane: Plane, rs: Set, pods: tuple[Pod, ...]) -> None:
    wanted = 1 if rs.spec.replicas is None else rs.spec.replicas
    missing = wanted - len(pods)
    batch = min(missing, BURST - sum(pod.metadata.creation_timestamp == plane.clock.timestamp() for pod in pods))
    if batch < missing:
        plane.schedule(1.0, kind_of(rs).kind.lower(), key_of(rs))
    for _ in range(batch):
        pod = plane.server.insert(new_pod(rs))
        message = f"Created pod: {pod.metadata.name}"
        plane.recorder.record(rs, "Normal", "SuccessfulCreate", message, COMPONENTS[type(rs)])
    for pod in surplus(pods, len(pods) - wanted):
        plane.server.delete(POD, pod.metadata.name, namespace=pod.metadata.namespace)
        message = f"Deleted pod: {pod.metadata.name}"
        plane.recorder.record(rs, "Normal", "SuccessfulDelete", message, COMPONENTS[type(rs)])


def new_pod(rs: Set) -> Pod:
    """A pod of the template, with a name yet to be made."""
    template = rs.spec.template or PodTemplateSpec()
    meta = ObjectMeta(
        generate_name=f"{rs.metadata.name}-",
        namespace=rs.metadata.namespace,
        labels=template.metadata.labels,
        annotations=template.metadata.annotations,
        finalizers=template.metadata.finalizers,
        owner_references=(owner_reference(rs),),
    )
    return Pod(metadata=meta, spec=template.spec)


def _status(rs: Set, pods: tuple[Pod, ...], plane: Plane) -> dict[str, Any]:
    """Mirrors calculateStatus."""
    labels = (rs.spec.template or PodTemplateSpec()).metadata.labels
    leaving = sum(pod.metadata.deletion_timestamp is not None for pod in owned_pods(plane.store, rs))
    counts = {
        "replicas": len(pods),
        "fully_labeled_replicas": sum(labels.items() <= pod.metadata.labels.items() for pod in pods),
        "ready_replicas": sum(map(is_ready, pods)),
        "available_replicas": sum(available(pod, rs.spec.min_ready_seconds, plane.clock) for pod in pods),
        "observed_generation": rs.metadata.generation,
    }
    return {**counts, "terminating_replicas": leaving} if isinstance(rs, ReplicaSet) else counts


def _owners(kind: str) -> Callable[[Change, Store], tuple[Key, ...]]:
    """The sets of a kind that a pod belongs to, or that might adopt it."""
    controlling = controlled_by(kind)

    def keys(change: Change, store: Store) -> tuple[Key, ...]:
        found = dict.fromkeys(controlling(change, store))
        pod: Pod = change.object
        if change.type != "DELETED" and not pod.metadata.owner_references:
            for rs in store.sets_selecting(pod.metadata.namespace, pod.metadata.labels):
                key = key_of(rs)
                if key.kind == kind and from_label_selector(rs.spec.selector).matches(pod.metadata.labels):
                    found[key] = None
        return tuple(found)

    return keys


def _controller(kind: str) -> Controller:
    return Controller(name=kind.lower(), watches={kind: itself, "Pod": _owners(kind)}, reconcile=reconcile)


REPLICA_SET = _controller("ReplicaSet")
REPLICATION_CONTROLLER = _controller("ReplicationController")
