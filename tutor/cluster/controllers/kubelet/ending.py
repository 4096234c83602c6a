"""How containers and pods end, and when a container gets another chance."""

from __future__ import annotations

from typing import Any

from tutor.api.container import ContainerState, ContainerStateTerminated, ContainerStateWaiting, ContainerStatus
from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet import pulling
from tutor.cluster.controllers.kubelet.conditions import phase, report
from tutor.cluster.controllers.kubelet.starting import start_next
from tutor.cluster.controllers.kubelet.work import (
    ENDED,
    STOP_TIME,
    Work,
    container_of,
    sidecar_names,
    status_of,
    tell,
    with_container,
)
from tutor.cluster.objects import key_of, replace
from tutor.cluster.store import Key
from tutor.values import frozen

_BACK_OFFS = (10, 20, 40, 80, 160, 300)
_FORGIVEN = 600  # seconds that a container must run for its back-off to be forgotten
_SOON = 0.5
_LEAST_GRACE = 2.0  # seconds that a program gets after its preStop hook, however long that took
KILLED, FORCED = "killed", "forced"  # told to end, and made to end when that was not heeded
_TERMINATED = 143
_CODES = {FORCED: 137}
_UNSTARTED = 128  # the exit status of a program that the runtime could not start
_START_ERROR = "StartError"
_NEVER = "1970-01-01T00:00:00Z"
_AT_ONCE = frozenset({"replaced"})  # ends that are no fault of the program


def _exit(plane: Plane, key: Key) -> None:
    """A container's program has ended, by itself (`detail` is its status) or because it was told to."""
    work = Work.read(key)
    pod = work.find_running(plane)
    if pod is None or pod.metadata.deletion_timestamp is not None:
        return
    status = status_of(pod, work.container)
    if status is None:
        return
    code = int(work.detail) if work.detail.isdigit() else _CODES.get(work.detail, _TERMINATED)
    ended = _ended(plane, status, code)
    init = any(one.name == work.container for one in pod.spec.init_containers)
    kept_up = init and work.container in sidecar_names(pod)
    if init and not code and not kept_up:
        start_next(plane, report(plane, with_container(pod, replace(ended, ready=True))))
    elif kept_up or _again(pod, code, told=not work.detail.isdigit()):
        _back_off(plane, pod, ended, work)
    else:
        report(plane, _without_sidecars(plane, with_container(pod, ended)))


def _without_sidecars(plane: Plane, pod: Pod) -> Pod:
    """A pod whose containers have ended for good ends its sidecars, the last one first."""
    kept_up = sidecar_names(pod)
    if not kept_up or phase(pod) not in ENDED:
        return pod
    for status in reversed(pod.status.init_container_statuses):
        if status.name in kept_up and status.state.running is not None:
            tell(plane, pod, status.name, "Killing", f"Stopping container {status.name}")
            pod = with_container(pod, _ended(plane, status, _TERMINATED))
    return pod


def _ended(plane: Plane, status: ContainerStatus, code: int) -> ContainerStatus:
    running = status.state.running
    end = ContainerStateTerminated(
        exit_code=code,
        reason="Error" if code else "Completed",
        started_at=running.started_at if running is not None else None,
        finished_at=plane.clock.timestamp(),
        container_id=status.container_id,
    )
    return replace(status, state=ContainerState(terminated=end), ready=False, started=False)


def _unstarted(plane: Plane, key: Key) -> None:
    """The runtime has created a container, but there is no such program in its image."""
    work = Work.read(key)
    pod = work.find(plane)
    status = status_of(pod, work.container) if pod is not None else None
    if pod is None or status is None or pod.metadata.deletion_timestamp is not None:
        return
    container = container_of(pod, work.container)
    fault = plane.processes.start_fault(pod, container)
    tell(plane, pod, work.container, "Failed", f"Error: {fault}", warning=True)
    identity = pulling.container_id(plane)
    end = ContainerStateTerminated(
        exit_code=_UNSTARTED,
        reason=_START_ERROR,
        message=fault,
        started_at=_NEVER,
        finished_at=plane.clock.timestamp(),
        container_id=identity,
    )
    image = pulling.image_id(container.image)
    ended = replace(status, state=ContainerState(terminated=end), image_id=image, container_id=identity, started=False)
    if _again(pod, _UNSTARTED, told=False):
        _back_off(plane, pod, ended, work)
    else:
        report(plane, with_container(pod, ended))


def _again(pod: Pod, code: int, *, told: bool) -> bool:
    policy = pod.spec.restart_policy
    return policy == "Always" or (policy == "OnFailure" and bool(code)) or (told and policy != "Never")


def _back_off(plane: Plane, pod: Pod, ended: ContainerStatus, work: Work) -> None:
    """The first restart comes at once, later ones after 10 s, 20 s and so on up to five minutes."""
    delay = _patience(plane, ended)
    if not delay or work.detail in _AT_ONCE:
        waiting = replace(ended, state=_between(ended.state), last_state=ended.state)
        pod = report(plane, with_container(pod, waiting))
        plane.schedule(_SOON, "kubelet-restart", Work.of(pod, work.container).key())
        return
    where = f"{pod.metadata.name}_{pod.metadata.namespace}({pod.metadata.uid})"
    shown = f"{delay // 60}m{delay % 60}s" if delay >= 60 else f"{delay}s"
    message = f"back-off {shown} restarting failed container={work.container} pod={where}"
    state = ContainerState(waiting=ContainerStateWaiting(reason="CrashLoopBackOff", message=message))
    pod = report(plane, with_container(pod, replace(ended, state=state, last_state=ended.state)))
    words = f"Back-off restarting failed container {work.container} in pod {where}"
    tell(plane, pod, work.container, "BackOff", words, warning=True)
    plane.schedule(delay, "kubelet-restart", Work.of(pod, work.container).key(), background=True)


def _between(state: ContainerState) -> ContainerState:
    """What is shown until the first restart: how the program ended, or that the runtime could not run it."""
    end = state.terminated
    if end is None or end.reason != _START_ERROR:
        return state
    return ContainerState(waiting=ContainerStateWaiting(reason="RunContainerError", message=end.message))


def _patience(plane: Plane, ended: ContainerStatus) -> int:
    """Seconds before the next restart: twice what the last one waited, none after a run of ten minutes.

    Mirrors flowcontrol.Backoff, whose entries expire; the last wait is read from when the runs ended and began.
    """
    end, before = ended.state.terminated, ended.last_state.terminated
    if end is None or before is None or not end.started_at or not end.finished_at or not before.finished_at:
        return 0
    started = plane.clock.seconds(end.finished_at if end.reason == _START_ERROR else end.started_at)
    if plane.clock.now - started > _FORGIVEN:
        return 0
    waited = started - plane.clock.seconds(before.finished_at)
    return next((delay for delay in _BACK_OFFS if delay > waited + _BACK_OFFS[0] / 2), _BACK_OFFS[-1])


def _stop(plane: Plane, key: Key) -> None:
    """A pod is to go: tell its containers, wait for them, then take it out of the API."""
    work = Work.read(key)
    pod: Pod | None = plane.store.get(Key(kind="Pod", namespace=work.namespace, name=work.pod))
    if pod is None or pod.metadata.uid != work.uid or pod.spec.node_name in plane.stopped:
        return
    if work.detail == "stopped":
        if not pod.metadata.finalizers:
            plane.server.registry.remove(key_of(pod))
        return
    statuses = (*pod.status.container_statuses, *reversed(pod.status.init_container_statuses))
    running = [one.name for one in statuses if one.state.running is not None]
    for name in running:
        tell(plane, pod, name, "Killing", f"Stopping container {name}")
    grace = float(pod.metadata.deletion_grace_period_seconds or 0)
    longest = max((time_to_stop(plane, pod, name, grace).seconds for name in running), default=0.0)
    plane.schedule(longest + STOP_TIME, "kubelet-stop", replace(work, detail="stopped").key())


@frozen
class Stop:
    """How long a program takes to end after it was told to, and whether it has to be killed."""

    seconds: float
    forced: bool


def time_to_stop(plane: Plane, pod: Pod, name: str, grace: float) -> Stop:
    """How a container ends: its preStop hook first, then the signal, then no more patience. Mirrors killContainer."""
    container = container_of(pod, name)
    own = plane.processes.stops_in(pod, container)
    waited = min(_pre_stop(container.lifecycle), grace)
    left = max(grace - waited, _LEAST_GRACE)
    forced = own is None or own > left
    return Stop(seconds=waited + (left if own is None or forced else own), forced=forced)


def _pre_stop(lifecycle: Any) -> float:
    """Seconds that a preStop hook sleeps, whether by its own action or by the command."""
    hook = (lifecycle or {}).get("preStop") or {}
    if "sleep" in hook:
        return float(hook["sleep"].get("seconds", 0))
    line = " ".join((hook.get("exec") or {}).get("command") or ())
    words = [word.rpartition("/")[2] for word in line.split()]
    at = words.index("sleep") + 1 if "sleep" in words else len(words)
    return float(words[at]) if at < len(words) and words[at].isdigit() else 0.0


EXIT = Controller(name="kubelet-exit", watches={}, reconcile=_exit)
UNSTARTED = Controller(name="kubelet-unstarted", watches={}, reconcile=_unstarted)
STOP = Controller(name="kubelet-stop", watches={}, reconcile=_stop)
