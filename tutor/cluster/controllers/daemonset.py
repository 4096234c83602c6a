"""DaemonSets: one pod on every node that will have it."""

from __future__ import annotations

import json

from tutor.api.codec import encode_part
from tutor.api.core import Node
from tutor.api.kinds import POD
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod, Toleration
from tutor.api.workloads import ControllerRevision, DaemonSet
from tutor.cluster.control import Controller, Plane, controlled_by, itself
from tutor.cluster.controllers import history
from tutor.cluster.controllers.node_affinity import fits_node
from tutor.cluster.controllers.pods_of import active, available, is_ready, owned_pods
from tutor.cluster.controllers.shares import resolve
from tutor.cluster.controllers.taints import tolerates_all
from tutor.cluster.hashes import encode_safe, fnv32a
from tutor.cluster.objects import owner_reference, replace
from tutor.cluster.store import Change, Key, Store

COMPONENT = "daemonset-controller"
_REVISION = "controller-revision-hash"
_TOLERATED = (
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
)


def reconcile(plane: Plane, key: Key) -> None:
    """Give each fitting node its pod, take away the others, then report."""
    ds: DaemonSet | None = plane.store.get(key)
    if ds is None or ds.metadata.deletion_timestamp is not None:
        return  # its revisions go before it does, and must not be made again
    found = history.revisions_of(plane.store, ds)
    current, collisions = history.take_up(plane, found, ds.status.collision_count or 0, _naming(ds, found))
    newest = current.metadata.labels.get(_REVISION, "")
    nodes = {node.metadata.name: node for node in plane.store.list("Node") if _wants(ds, node)}
    pods = active(owned_pods(plane.store, ds))
    _place(plane, ds, pods, nodes, newest)
    _renew(plane, ds, pods, nodes, newest)
    _report(plane, ds, nodes, newest, collisions)
    _forget(plane, ds, found, current)


def _naming(ds: DaemonSet, found: history.Revisions) -> history.Named:
    """How a revision of the present template is named, in the form of ComputeHash."""
    text = json.dumps(encode_part(ds.spec.template), sort_keys=True)
    number = history.next_number(found)

    def named(collisions: int) -> ControllerRevision:
        return history.new_revision(ds, number, encode_safe(fnv32a(f"{text}{collisions or ''}")), _REVISION)

    return named


def _forget(plane: Plane, ds: DaemonSet, found: history.Revisions, current: ControllerRevision) -> None:
    """Mirrors cleanupHistory: what pods run on is never forgotten, and counts among those that are kept."""
    live = {pod.metadata.labels.get(_REVISION) for pod in owned_pods(plane.store, ds)}
    old = [one for one in found if one.metadata.uid != current.metadata.uid]
    used = [one.metadata.name for one in old if one.metadata.labels.get(_REVISION) in live]
    limit = 10 if ds.spec.revision_history_limit is None else ds.spec.revision_history_limit
    history.truncate(plane, tuple(old), used, max(0, limit - len(used)))


def _tolerations(ds: DaemonSet) -> tuple[Toleration, ...]:
    """Mirrors AddOrUpdateDaemonPodTolerations."""
    own = tuple(Toleration(key=key, operator="Exists", effect=effect) for key, effect in _TOLERATED)
    return (*ds.spec.template.spec.tolerations, *own)


def _wants(ds: DaemonSet, node: Node) -> bool:
    return fits_node(ds.spec.template, node) and tolerates_all(_tolerations(ds), node.spec.taints)


def _place(plane: Plane, ds: DaemonSet, pods: tuple[Pod, ...], nodes: dict[str, Node], newest: str) -> None:
    leaving = {pod.spec.node_name for pod in owned_pods(plane.store, ds)}
    for name in nodes:
        if name not in leaving:
            pod: Pod = plane.server.insert(_new_pod(ds, name, newest))
            message = f"Created pod: {pod.metadata.name}"
            plane.recorder.record(ds, "Normal", "SuccessfulCreate", message, COMPONENT)
    for pod in pods:
        if pod.spec.node_name not in nodes:
            _delete(plane, ds, pod)


def _renew(plane: Plane, ds: DaemonSet, pods: tuple[Pod, ...], nodes: dict[str, Node], newest: str) -> None:
    """Old pods that do not serve go at once, others as far as enough stay available. Mirrors rollingUpdate."""
    if ds.spec.update_strategy.type == "OnDelete":
        return
    rolling = ds.spec.update_strategy.rolling_update
    most = resolve(rolling.max_unavailable if rolling is not None else 1, len(nodes), up=True)
    serving = [pod for pod in pods if available(pod, ds.spec.min_ready_seconds, plane.clock)]
    old = [pod for pod in pods if pod.metadata.labels.get(_REVISION) != newest]
    spare = max(0, most - (len(nodes) - len(serving)))
    for pod in (*(one for one in old if one not in serving), *[one for one in old if one in serving][:spare]):
        _delete(plane, ds, pod)


def _generation(ds: DaemonSet) -> str:
    return ds.metadata.annotations.get("deprecated.daemonset.template.generation", "1")


def _new_pod(ds: DaemonSet, node: str, newest: str) -> Pod:
    template = ds.spec.template
    meta = ObjectMeta(
        generate_name=f"{ds.metadata.name}-",
        namespace=ds.metadata.namespace,
        labels={**template.metadata.labels, _REVISION: newest, "pod-template-generation": _generation(ds)},
        annotations=template.metadata.annotations,
        owner_references=(owner_reference(ds),),
    )
    return Pod(metadata=meta, spec=replace(template.spec, node_name=node, tolerations=_tolerations(ds)))


def _delete(plane: Plane, ds: DaemonSet, pod: Pod) -> None:
    plane.server.delete(POD, pod.metadata.name, namespace=pod.metadata.namespace)
    message = f"Deleted pod: {pod.metadata.name}"
    plane.recorder.record(ds, "Normal", "SuccessfulDelete", message, COMPONENT)


def _report(plane: Plane, ds: DaemonSet, nodes: dict[str, Node], newest: str, collisions: int) -> None:
    pods = [pod for pod in active(owned_pods(plane.store, ds)) if pod.spec.node_name in nodes]
    ready = sum(available(pod, ds.spec.min_ready_seconds, plane.clock) for pod in pods)
    status = replace(
        ds.status,
        observed_generation=ds.metadata.generation,
        current_number_scheduled=len(pods),
        desired_number_scheduled=len(nodes),
        number_ready=sum(map(is_ready, pods)),
        updated_number_scheduled=sum(pod.metadata.labels.get(_REVISION) == newest for pod in pods),
        number_available=ready,
        number_unavailable=len(nodes) - ready,
        collision_count=collisions or None,
    )
    plane.server.update_status(replace(ds, status=status))


def _all(change: Change, store: Store) -> tuple[Key, ...]:
    """Every DaemonSet, when a node comes, goes or is changed in what matters."""
    old = change.old
    if old is not None and change.type == "MODIFIED":
        same = (old.spec, old.metadata.labels) == (change.object.spec, change.object.metadata.labels)
        if same:
            return ()
    rows = store.list("DaemonSet")
    return tuple(Key(kind="DaemonSet", namespace=one.metadata.namespace, name=one.metadata.name) for one in rows)


_OWNED = controlled_by("DaemonSet")
DAEMON_SET = Controller(
    name="daemonset",
    watches={"DaemonSet": itself, "Pod": _OWNED, "ControllerRevision": _OWNED, "Node": _all},
    reconcile=reconcile,
)
