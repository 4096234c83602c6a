"""StatefulSets: numbered pods with names that stay, one after the other."""

from __future__ import annotations

from tutor.api.kinds import POD
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod, PodTemplateSpec
from tutor.api.workloads import ControllerRevision, StatefulSet
from tutor.cluster.control import Controller, Plane, controlled_by, itself
from tutor.cluster.controllers import history
from tutor.cluster.controllers.pods_of import active, available, is_ready, owned_pods
from tutor.cluster.objects import key_of, owner_reference, replace
from tutor.cluster.store import Key
from tutor.values import frozen

COMPONENT = "statefulset-controller"
_REVISION = "controller-revision-hash"
_ENDED = frozenset({"Succeeded", "Failed"})


@frozen
class Revisions:
    """Where an update comes from and where it goes; `collisions` counts names that were taken."""

    current: ControllerRevision
    update: ControllerRevision
    collisions: int


def reconcile(plane: Plane, key: Key) -> None:
    """Take the next step that order allows, then report."""
    sts: StatefulSet | None = plane.store.get(key)
    if sts is None or sts.metadata.deletion_timestamp is not None:
        return  # its revisions go before it does, and must not be made again
    pods = owned_pods(plane.store, sts)
    found = history.revisions_of(plane.store, sts)
    revisions = _revisions(plane, sts, found)
    _step(plane, sts, revisions, {ordinal(pod): pod for pod in pods})
    _report(plane, sts, revisions, owned_pods(plane.store, sts))
    live = {_revision(pod) for pod in pods} | {revisions.current.metadata.name, revisions.update.metadata.name}
    history.truncate(plane, found, live, sts.spec.revision_history_limit)


def ordinal(pod: Pod) -> int:
    """The number at the end of a pod's name."""
    tail = pod.metadata.name.rpartition("-")[2]
    return int(tail) if tail.isdigit() else -1


def _revision(pod: Pod) -> str:
    return pod.metadata.labels.get(_REVISION, "")


def _revisions(plane: Plane, sts: StatefulSet, found: history.Revisions) -> Revisions:
    """Mirrors getStatefulSetRevisions."""
    data, number = history.data_of(sts), history.next_number(found)

    def named(collisions: int) -> ControllerRevision:
        return history.new_revision(sts, number, history.data_hash(data, collisions), history.HASH_LABEL)

    update, collisions = history.take_up(plane, found, sts.status.collision_count or 0, named)
    current = next((one for one in found if one.metadata.name == sts.status.current_revision), update)
    return Revisions(current=current, update=update, collisions=collisions)


def _step(plane: Plane, sts: StatefulSet, revisions: Revisions, pods: dict[int, Pod]) -> None:
    wanted = 1 if sts.spec.replicas is None else sts.spec.replicas
    parallel = sts.spec.pod_management_policy == "Parallel"
    first = _first(sts)
    for number in range(first, first + wanted):
        pod = pods.get(number)
        if pod is None:
            _create(plane, sts, number, *_version(sts, revisions, number))
        elif pod.status.phase in _ENDED and pod.metadata.deletion_timestamp is None:
            _recreate(plane, sts, pod)
        if (pod is None or not _healthy(plane, sts, pod)) and not parallel:
            return
    surplus = [pods[number] for number in sorted(pods, reverse=True) if not first <= number < first + wanted]
    if surplus:
        for pod in surplus if parallel else surplus[:1]:
            _delete(plane, sts, pod)
        return
    _update(plane, sts, revisions.update.metadata.name, pods)


def _first(sts: StatefulSet) -> int:
    """The lowest number."""
    return int((sts.spec.ordinals or {}).get("start", 0))


def _healthy(plane: Plane, sts: StatefulSet, pod: Pod) -> bool:
    """Whether the next pod may follow; a pod that is ready but not yet for long enough is looked at again."""
    if pod.metadata.deletion_timestamp is not None or not is_ready(pod):
        return False
    if available(pod, sts.spec.min_ready_seconds, plane.clock):
        return True
    plane.schedule(1.0, STATEFUL_SET.name, key_of(sts))
    return False


def _recreate(plane: Plane, sts: StatefulSet, pod: Pod) -> None:
    """A pod that has ended for good makes room for one of the same name."""
    where = f"{sts.metadata.namespace}/{sts.metadata.name}"
    message = f"StatefulSet {where} is recreating failed Pod {pod.metadata.name}"
    plane.recorder.record(sts, "Warning", "RecreatingFailedPod", message, COMPONENT)
    _delete(plane, sts, pod)


def _partition(sts: StatefulSet) -> int:
    """The number below which pods stay what they were."""
    rolling = sts.spec.update_strategy.rolling_update
    return _first(sts) + (rolling.partition or 0) if rolling is not None else 0


def _version(sts: StatefulSet, revisions: Revisions, number: int) -> tuple[PodTemplateSpec, str]:
    """The template of a new pod and the name of its revision. Mirrors newVersionedStatefulSetPod."""
    old = history.template_of(revisions.current) if number < _partition(sts) else None
    if old is None:
        return sts.spec.template, revisions.update.metadata.name
    return old, revisions.current.metadata.name


def _update(plane: Plane, sts: StatefulSet, newest: str, pods: dict[int, Pod]) -> None:
    """Replace pods of an older template from the highest number down, each after the one before is ready."""
    if sts.spec.update_strategy.type == "OnDelete":
        return
    for number in sorted(pods, reverse=True):
        pod = pods[number]
        if number >= _partition(sts) and _revision(pod) != newest:
            _delete(plane, sts, pod)
            return
        if not _healthy(plane, sts, pod):
            return


def _create(plane: Plane, sts: StatefulSet, number: int, template: PodTemplateSpec, revision: str) -> None:
    name = f"{sts.metadata.name}-{number}"
    if plane.store.get(Key(kind=POD.kind, namespace=sts.metadata.namespace, name=name)) is not None:
        plane.schedule(1.0, STATEFUL_SET.name, key_of(sts))  # another's, or one of a deleted set that still ends
        return
    labels = {
        **template.metadata.labels,
        "apps.kubernetes.io/pod-index": str(number),
        _REVISION: revision,
        "statefulset.kubernetes.io/pod-name": name,
    }
    meta = ObjectMeta(
        name=name,
        generate_name=f"{sts.metadata.name}-",
        namespace=sts.metadata.namespace,
        labels=labels,
        annotations=template.metadata.annotations,
        owner_references=(owner_reference(sts),),
    )
    spec = replace(template.spec, hostname=name, subdomain=sts.spec.service_name)
    plane.server.insert(Pod(metadata=meta, spec=spec))
    message = f"create Pod {name} in StatefulSet {sts.metadata.name} successful"
    plane.recorder.record(sts, "Normal", "SuccessfulCreate", message, COMPONENT)


def _delete(plane: Plane, sts: StatefulSet, pod: Pod) -> None:
    if pod.metadata.deletion_timestamp is not None:
        return
    plane.server.delete(POD, pod.metadata.name, namespace=pod.metadata.namespace)
    message = f"delete Pod {pod.metadata.name} in StatefulSet {sts.metadata.name} successful"
    plane.recorder.record(sts, "Normal", "SuccessfulDelete", message, COMPONENT)


def _report(plane: Plane, sts: StatefulSet, revisions: Revisions, pods: tuple[Pod, ...]) -> None:
    """An update is complete when every pod that is wanted is ready and new. Mirrors completeRollingUpdate."""
    running, newest = active(pods), revisions.update.metadata.name
    updated = sum(_revision(pod) == newest for pod in running)
    ready = sum(map(is_ready, running))
    wanted = 1 if sts.spec.replicas is None else sts.spec.replicas
    whole = sts.spec.update_strategy.type == "RollingUpdate" and updated == len(running) == ready == wanted
    present = newest if whole else revisions.current.metadata.name
    status = replace(
        sts.status,
        observed_generation=sts.metadata.generation,
        replicas=len(running),
        ready_replicas=ready,
        available_replicas=sum(available(pod, sts.spec.min_ready_seconds, plane.clock) for pod in running),
        current_replicas=sum(_revision(pod) == present for pod in running),
        updated_replicas=updated,
        current_revision=present,
        update_revision=newest,
        collision_count=revisions.collisions,
    )
    plane.server.update_status(replace(sts, status=status))


_OWNED = controlled_by("StatefulSet")
STATEFUL_SET = Controller(
    name="statefulset",
    watches={"StatefulSet": itself, "Pod": _OWNED, "ControllerRevision": _OWNED},
    reconcile=reconcile,
)
