"""Probes: readiness, liveness and startup, asked in their own time."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any

from tutor.api.container import Container, ContainerStatus
from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet.conditions import report
from tutor.cluster.controllers.kubelet.ending import FORCED, KILLED, time_to_stop
from tutor.cluster.controllers.kubelet.starting import FIRST_PROBE, begin_probes, start_next
from tutor.cluster.controllers.kubelet.work import Work, container_of, status_of, tell, with_container
from tutor.cluster.objects import replace
from tutor.cluster.processes import ProbeFault, ProbeTrouble
from tutor.cluster.store import Key

_EVENT_BURST = 25  # events of one source about one object, before they come once in five minutes
_EVENT_REFILL = 300.0
_TITLES = {"readiness": "Readiness", "liveness": "Liveness", "startup": "Startup"}


def _probe(plane: Plane, key: Key) -> None:
    """Ask once; `count` is how often the answer has been the same, failures below zero."""
    work = Work.read(key)
    pod = work.find_running(plane)
    if pod is None or pod.metadata.deletion_timestamp is not None:
        return
    container = container_of(pod, work.container)
    probe: Any = getattr(container, f"{work.detail}_probe")
    fault = _ask(plane, pod, container, work.detail)
    if fault is not None and fault.errored:
        _pass_over(plane, pod, work, fault)
        return
    streak = min(work.count, 0) - 1 if fault else max(work.count, 0) + 1
    if fault and -streak <= _EVENT_BURST:
        message = f"{_TITLES[work.detail]} probe failed: {fault.message}"
        tell(plane, pod, container.name, "Unhealthy", message, warning=True)
    if streak >= (probe.success_threshold or 1):
        _succeed(plane, pod, work)
        return
    decided = -streak >= (probe.failure_threshold or 3)
    if decided and work.detail != "readiness":
        _kill(plane, pod, work)
        return
    if decided:
        _unready(plane, pod, work)
    again = replace(work, count=streak)
    due = float(probe.period_seconds or 10) if -streak < _EVENT_BURST else _EVENT_REFILL
    plane.schedule(due, "kubelet-probe", again.key(), background=decided)


def _pass_over(plane: Plane, pod: Pod, work: Work, fault: ProbeFault) -> None:
    """A probe that could not be asked says nothing of the container: only an event tells, and it is tried again."""
    message = f"{_TITLES[work.detail]} probe errored and resulted in unknown state: {fault.message}"
    tell(plane, pod, work.container, "Unhealthy", message, warning=True)
    probe: Any = getattr(container_of(pod, work.container), f"{work.detail}_probe")
    plane.schedule(float(probe.period_seconds or 10), "kubelet-probe", work.key(), background=True)


def _ask(plane: Plane, pod: Pod, container: Container, kind: str) -> ProbeFault | None:
    """Why a probe fails at this moment, None when it succeeds."""
    faults = plane.faults
    trouble = ProbeTrouble(fails=faults.fails(pod, kind), deaf=faults.deafens(pod), delay=faults.delay(pod))
    return plane.processes.probe(pod, container, getattr(container, f"{kind}_probe"), trouble)


def _succeed(plane: Plane, pod: Pod, work: Work) -> None:
    """Nobody asks again once enough answers were good: until a fault comes, a program does not change its mind."""
    status = status_of(pod, work.container)
    if status is None or work.detail == "liveness":
        return
    container = container_of(pod, work.container)
    if work.detail == "readiness":
        if not status.ready:
            report(plane, with_container(pod, replace(status, ready=True)))
        return
    ready = container.readiness_probe is None
    pod = report(plane, with_container(pod, replace(status, started=True, ready=ready)))
    for kind in ("readiness", "liveness"):
        begin_probes(plane, pod, container, kind)
    if container in pod.spec.init_containers:
        start_next(plane, pod)


def _unready(plane: Plane, pod: Pod, work: Work) -> None:
    status = status_of(pod, work.container)
    if status is not None and status.ready:
        report(plane, with_container(pod, replace(status, ready=False)))


def _kill(plane: Plane, pod: Pod, work: Work) -> None:
    message = f"Container {work.container} failed {work.detail} probe, will be restarted"
    tell(plane, pod, work.container, "Killing", message)
    probe: Any = getattr(container_of(pod, work.container), f"{work.detail}_probe")
    grace = probe.termination_grace_period_seconds or pod.spec.termination_grace_period_seconds or 0
    ended = time_to_stop(plane, pod, work.container, float(grace))
    end = replace(work, detail=FORCED if ended.forced else KILLED, count=0)
    plane.schedule(ended.seconds, "kubelet-exit", end.key())


def probe_again(plane: Plane, pod: Pod) -> None:
    """Ask the probes of a pod from now on, each at its next turn, because its answers may be others than before."""
    for status in (*pod.status.init_container_statuses, *pod.status.container_statuses):
        if status.state.running is not None:
            container = container_of(pod, status.name)
            for kind in _asked(container, status):
                _resume(plane, pod, container, kind)


def _asked(container: Container, status: ContainerStatus) -> Iterator[str]:
    """The probes that a container of this state is asked."""
    kinds = ("readiness", "liveness") if status.started else ("startup",)
    return (kind for kind in kinds if getattr(container, f"{kind}_probe") is not None)


def _resume(plane: Plane, pod: Pod, container: Container, kind: str) -> None:
    """Go on with a probe's answers so far, or begin again where nobody asked any more."""
    work = Work.of(pod, container.name, detail=kind)
    known = plane.clock.withdraw("kubelet-probe", lambda key: replace(Work.read(key), count=0) == work)
    again = Work.read(known[0]) if known else work
    plane.schedule(_next_turn(plane, pod, container, kind), "kubelet-probe", again.key())


def _next_turn(plane: Plane, pod: Pod, container: Container, kind: str) -> float:
    """Seconds until a probe's ticker fires next."""
    probe: Any = getattr(container, f"{kind}_probe")
    status = status_of(pod, container.name)
    running = status.state.running if status is not None else None
    started = plane.clock.seconds(running.started_at or plane.clock.timestamp()) if running is not None else 0.0
    first = started + float(probe.initial_delay_seconds) + FIRST_PROBE
    period = float(probe.period_seconds or 10)
    turns = max(0, floor((plane.clock.now - first) / period) + 1)
    return first + turns * period - plane.clock.now


PROBE = Controller(name="kubelet-probe", watches={}, reconcile=_probe)
