"""StatefulSets: numbered pods with names that stay, one after the other."""

from __future__ import annotations

import json

from tutor.api.codec import encode_part
from tutor.api.kinds import POD
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod
from tutor.api.workloads import StatefulSet
from tutor.cluster.control import Controller, Plane, controlled_by, itself
from tutor.cluster.controllers.pods_of import active, available, is_ready, owned_pods
from tutor.cluster.hashes import fnv32a
from tutor.cluster.objects import key_of, owner_reference, replace
from tutor.cluster.random import SUFFIX_LETTERS
from tutor.cluster.store import Key

COMPONENT = "statefulset-controller"
_REVISION = "controller-revision-hash"
_ENDED = frozenset({"Succeeded", "Failed"})


def reconcile(plane: Plane, key: Key) -> None:
    """Take the next step that order allows, then report."""
    sts: StatefulSet | None = plane.store.get(key)
    if sts is None:
        return
    pods = owned_pods(plane.store, sts)
    if sts.metadata.deletion_timestamp is None:
        _step(plane, sts, {ordinal(pod): pod for pod in pods})
    _report(plane, sts, owned_pods(plane.store, sts))


def ordinal(pod: Pod) -> int:
    """The number at the end of a pod's name."""
    tail = pod.metadata.name.rpartition("-")[2]
    return int(tail) if tail.isdigit() else -1


def revision(sts: StatefulSet) -> str:
    """A name for the present template."""
    number = fnv32a(json.dumps(encode_part(sts.spec.template), sort_keys=True))
    tail = "".join(SUFFIX_LETTERS[ord(digit) % len(SUFFIX_LETTERS)] for digit in str(number))
    return f"{sts.metadata.name}-{tail}"


def _step(plane: Plane, sts: StatefulSet, pods: dict[int, Pod]) -> None:
    wanted = 1 if sts.spec.replicas is None else sts.spec.replicas
    parallel = sts.spec.pod_management_policy == "Parallel"
    first = _first(sts)
    for number in range(first, first + wanted):
        pod = pods.get(number)
        if pod is None:
            _create(plane, sts, number)
        elif pod.status.phase in _ENDED and pod.metadata.deletion_timestamp is None:
            _recreate(plane, sts, pod)
        if (pod is None or not _healthy(plane, sts, pod)) and not parallel:
            return
    surplus = [pods[number] for number in sorted(pods, reverse=True) if not first <= number < first + wanted]
    if surplus:
        for pod in surplus if parallel else surplus[:1]:
            _delete(plane, sts, pod)
        return
    _update(plane, sts, pods)


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


def _update(plane: Plane, sts: StatefulSet, pods: dict[int, Pod]) -> None:
    """Replace pods of an older template from the highest number down, each after the one before is ready."""
    strategy = sts.spec.update_strategy
    if strategy.type == "OnDelete":
        return
    first = (strategy.rolling_update.partition or 0) if strategy.rolling_update is not None else 0
    for number in sorted(pods, reverse=True):
        pod = pods[number]
        if number >= first and pod.metadata.labels.get(_REVISION) != revision(sts):
            _delete(plane, sts, pod)
            return
        if not _healthy(plane, sts, pod):
            return


def _create(plane: Plane, sts: StatefulSet, number: int) -> None:
    name, template = f"{sts.metadata.name}-{number}", sts.spec.template
    labels = {
        **template.metadata.labels,
        "apps.kubernetes.io/pod-index": str(number),
        _REVISION: revision(sts),
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


def _report(plane: Plane, sts: StatefulSet, pods: tuple[Pod, ...]) -> None:
    running, newest = active(pods), revision(sts)
    updated = sum(pod.metadata.labels.get(_REVISION) == newest for pod in running)
    ready = sum(map(is_ready, running))
    whole = updated == len(running) == ready
    present = newest if whole else sts.status.current_revision or newest
    status = replace(
        sts.status,
        observed_generation=sts.metadata.generation,
        replicas=len(running),
        ready_replicas=ready,
        available_replicas=sum(available(pod, sts.spec.min_ready_seconds, plane.clock) for pod in running),
        current_replicas=sum(pod.metadata.labels.get(_REVISION) == present for pod in running),
        updated_replicas=updated,
        current_revision=present,
        update_revision=newest,
        collision_count=0,
    )
    plane.server.update_status(replace(sts, status=status))


STATEFUL_SET = Controller(
    name="statefulset", watches={"StatefulSet": itself, "Pod": controlled_by("StatefulSet")}, reconcile=reconcile
)
