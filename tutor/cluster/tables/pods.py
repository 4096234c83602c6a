"""Cells of pods."""

from __future__ import annotations

from tutor.api.container import ContainerStatus
from tutor.api.pod import Pod
from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.cluster.tables.lists import NONE

_ENDED = frozenset({"Succeeded", "Failed"})


def cells(pod: Pod, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printPod."""
    status = pod.status
    sidecars = sum(one.restart_policy == "Always" for one in pod.spec.init_containers)
    gates = pod.spec.readiness_gates
    met = {one.type for one in status.conditions if one.status == "True"}
    return (
        pod.metadata.name,
        f"{_ready(pod)}/{len(pod.spec.containers) + sidecars}",
        reason(pod),
        _restarts(pod, clock),
        age(pod.metadata.creation_timestamp, clock),
        status.pod_ip or NONE,
        pod.spec.node_name or NONE,
        status.nominated_node_name or NONE,
        f"{sum(one.condition_type in met for one in gates)}/{len(gates)}" if gates else NONE,
    )


def reason(pod: Pod) -> str:
    """The word under STATUS."""
    if pod.metadata.deletion_timestamp is not None and pod.status.phase not in _ENDED:
        return "Terminating"
    starting = _initializing(pod)
    if starting and not _holds(pod, "Initialized"):
        return starting
    return _of_containers(pod, starting or pod.status.reason or pod.status.phase)


def _of_containers(pod: Pod, word: str) -> str:
    statuses = pod.status.container_statuses
    for status in reversed(statuses):
        word = _state_word(status) or word
    if word == "Completed" and any(one.ready and one.state.running is not None for one in statuses):
        return "Running" if _holds(pod, "Ready") else "NotReady"
    return word


def _state_word(status: ContainerStatus) -> str:
    state = status.state
    if state.waiting is not None and state.waiting.reason:
        return state.waiting.reason
    if state.terminated is None:
        return ""
    ended = state.terminated
    return ended.reason or (f"Signal:{ended.signal}" if ended.signal else f"ExitCode:{ended.exit_code}")


def _initializing(pod: Pod) -> str:
    """The word of the init container that is not done, or ""."""
    kept_up = {one.name for one in pod.spec.init_containers if one.restart_policy == "Always"}
    for index, status in enumerate(pod.status.init_container_statuses):
        state = status.state
        if state.terminated is not None and not state.terminated.exit_code:
            continue
        if status.name in kept_up and status.started:
            continue
        word = _state_word(status)
        if word and word != "PodInitializing":
            return f"Init:{word}"
        return f"Init:{index}/{len(pod.spec.init_containers)}"
    return ""


def _ready(pod: Pod) -> int:
    kept_up = {one.name for one in pod.spec.init_containers if one.restart_policy == "Always"}
    sidecars = (one for one in pod.status.init_container_statuses if one.name in kept_up)
    running = (one for one in pod.status.container_statuses if one.state.running is not None)
    return sum(one.ready for one in (*sidecars, *running))


def _restarts(pod: Pod, clock: Clock) -> str:
    statuses = pod.status.container_statuses
    count = sum(one.restart_count for one in statuses)
    ends = [one.last_state.terminated for one in statuses]
    last = max((one.finished_at or "" for one in ends if one is not None), default="")
    return f"{count} ({age(last, clock)} ago)" if count and last else str(count)


def _holds(pod: Pod, condition: str) -> bool:
    return any(one.type == condition and one.status == "True" for one in pod.status.conditions)
