"""Phase and conditions of a pod, as they follow from its containers."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.api.container import ContainerStatus
from tutor.api.pod import Pod, PodCondition
from tutor.cluster.control import Plane
from tutor.cluster.controllers.kubelet.work import sidecar_names
from tutor.cluster.objects import replace

_ORDER = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")


def report(plane: Plane, pod: Pod) -> Pod:
    """Store a pod's status with the phase and conditions that fit its containers; gives what was stored."""
    pod = replace(pod, status=replace(pod.status, phase=phase(pod), observed_generation=pod.metadata.generation))
    conditions = _conditions(plane, pod)
    stored: Pod = plane.server.update_status(replace(pod, status=replace(pod.status, conditions=conditions)))
    return stored


def phase(pod: Pod) -> str:
    """Mirrors getPhase."""
    statuses = pod.status.container_statuses
    if any(_fresh(one) for one in statuses) or not statuses:
        return "Pending" if not _init_failed(pod) else "Failed"
    going = any(one.state.running is not None or one.state.waiting is not None for one in statuses)
    policy = pod.spec.restart_policy
    if going or policy == "Always":
        return "Running"
    codes = [one.state.terminated.exit_code for one in statuses if one.state.terminated is not None]
    if not any(codes):
        return "Succeeded"
    return "Failed" if policy == "Never" else "Running"


def _fresh(status: ContainerStatus) -> bool:
    """Whether a container has never run."""
    return status.state.waiting is not None and status.last_state.terminated is None


def _init_failed(pod: Pod) -> bool:
    ends = (one.state.terminated for one in pod.status.init_container_statuses)
    return pod.spec.restart_policy == "Never" and any(end is not None and end.exit_code for end in ends)


def _conditions(plane: Plane, pod: Pod) -> tuple[PodCondition, ...]:
    known = {one.type: one for one in pod.status.conditions}
    ended = pod.status.phase in {"Succeeded", "Failed"}
    containers = _containers_ready(pod)
    rows = {
        "PodReadyToStartContainers": ("True" if pod.status.pod_ip and not ended else "False", "", ""),
        "Initialized": _initialized(pod),
        "Ready": _gates(pod, known) or containers,
        "ContainersReady": containers,
        "PodScheduled": ("True", "", ""),
    }
    now = plane.clock.timestamp()
    for type_, (status, reason, message) in rows.items():
        old = known.get(type_)
        said = (status, reason, message, pod.metadata.generation)
        if old is not None and said == (old.status, old.reason, old.message, old.observed_generation):
            continue
        since = old.last_transition_time if old is not None and old.status == status else now
        known[type_] = PodCondition(
            type=type_,
            status=status,
            reason=reason,
            message=message,
            last_transition_time=since,
            observed_generation=pod.metadata.generation,
        )
    rest = (one for name, one in known.items() if name not in _ORDER)
    return (*rest, *(known[name] for name in _ORDER if name in known))


def _initialized(pod: Pod) -> tuple[str, str, str]:
    """Mirrors GeneratePodInitializedCondition: sidecars need only have started, and what ran once stays so."""
    waiting = _uninitialized(pod) if pod.spec.init_containers else []
    if not waiting or not all(_fresh(one) for one in pod.status.container_statuses):
        return "True", "PodCompleted" if pod.status.phase == "Succeeded" else "", ""
    return "False", "ContainersNotInitialized", f"containers with incomplete status: {_listed(waiting)}"


def _uninitialized(pod: Pod) -> list[str]:
    kept_up = sidecar_names(pod)
    statuses = pod.status.init_container_statuses
    return [one.name for one in statuses if not (one.started if one.name in kept_up else one.ready)]


def _containers_ready(pod: Pod) -> tuple[str, str, str]:
    """Mirrors GenerateContainersReadyCondition: sidecars count."""
    if pod.status.phase == "Succeeded":
        return "False", "PodCompleted", ""
    if pod.status.phase == "Failed":
        return "False", "PodFailed", ""
    kept_up = sidecar_names(pod) if pod.spec.init_containers else ()
    unready = [one.name for one in pod.status.init_container_statuses if one.name in kept_up and not one.ready]
    unready += [one.name for one in pod.status.container_statuses if not one.ready]
    if not unready and pod.status.container_statuses:
        return "True", "", ""
    return "False", "ContainersNotReady", f"containers with unready status: {_listed(unready)}"


def _gates(pod: Pod, known: dict[str, PodCondition]) -> tuple[str, str, str] | None:
    """What readiness gates say against a pod whose containers are ready."""
    if _containers_ready(pod)[0] != "True":
        return None
    for gate in pod.spec.readiness_gates:
        found = known.get(gate.condition_type)
        if found is None:
            message = f'corresponding condition of pod readiness gate "{gate.condition_type}" does not exist.'
            return "False", "ReadinessGatesNotReady", message
        if found.status != "True":
            message = f'the status of pod readiness gate "{gate.condition_type}" is not "True", but {found.status}'
            return "False", "ReadinessGatesNotReady", message
    return None


def _listed(names: Iterable[str]) -> str:
    return f"[{' '.join(names)}]"
