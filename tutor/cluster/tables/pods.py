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
    return _of_containers(pod, starting or _gated(pod) or pod.status.reason or pod.status.phase)


def _gated(pod: Pod) -> str:
    """The word of a pod that the scheduler is not to look at yet."""
    gated = pod.spec.scheduling_gates and any(one.reason == "SchedulingGated" for one in pod.status.conditions)
    return "SchedulingGated" if gated else ""


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
    at = _at(pod)
    statuses = pod.status.init_container_statuses
    if at == len(statuses):
        return ""
    word = _state_word(statuses[at])
    if word and word != "PodInitializing":
        return f"Init:{word}"
    return f"Init:{at}/{len(pod.spec.init_containers)}"


def _at(pod: Pod) -> int:
    """Which init container's turn it is; as many as there are when all are done."""
    kept_up = {one.name for one in pod.spec.init_containers if one.restart_policy == "Always"}
    for index, status in enumerate(pod.status.init_container_statuses):
        ended = status.state.terminated
        if (ended is None or ended.exit_code) and not (status.name in kept_up and status.started):
            return index
    return len(pod.status.init_container_statuses)


def _ready(pod: Pod) -> int:
    kept_up = {one.name for one in pod.spec.init_containers if one.restart_policy == "Always"}
    sidecars = (one for one in pod.status.init_container_statuses if one.name in kept_up)
    running = (one for one in pod.status.container_statuses if one.state.running is not None)
    return sum(one.ready for one in (*sidecars, *running))


def _restarts(pod: Pod, clock: Clock) -> str:
    """How often containers were started again: the init containers' while they are at work, then all others'."""
    inits = pod.status.init_container_statuses
    if inits and _initializing(pod) and not _holds(pod, "Initialized"):
        statuses = inits[: _at(pod) + 1]
    else:
        kept_up = {one.name for one in pod.spec.init_containers if one.restart_policy == "Always"}
        statuses = (*(one for one in inits if one.name in kept_up), *pod.status.container_statuses)
    count = sum(one.restart_count for one in statuses)
    ends = [one.last_state.terminated for one in statuses]
    last = max((one.finished_at or "" for one in ends if one is not None), default="")
    return f"{count} ({age(last, clock)} ago)" if count and last else str(count)


def _holds(pod: Pod, condition: str) -> bool:
    return any(one.type == condition and one.status == "True" for one in pod.status.conditions)
