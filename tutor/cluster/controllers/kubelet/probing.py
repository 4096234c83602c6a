"""Probes: readiness, liveness and startup, asked in their own time."""

from __future__ import annotations

from typing import Any

from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet.conditions import report
from tutor.cluster.controllers.kubelet.starting import begin_probes
from tutor.cluster.controllers.kubelet.work import Work, container_of, status_of, tell, with_container
from tutor.cluster.objects import replace
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
    fault = plane.processes.probe(pod, container, probe)
    streak = min(work.count, 0) - 1 if fault else max(work.count, 0) + 1
    if fault and -streak <= _EVENT_BURST:
        message = f"{_TITLES[work.detail]} probe failed: {fault}"
        tell(plane, pod, container.name, "Unhealthy", message, warning=True)
    if streak >= (probe.success_threshold or 1):
        _succeed(plane, pod, work)
        return
    if -streak >= (probe.failure_threshold or 3) and work.detail != "readiness":
        _kill(plane, pod, work)
        return
    again = replace(work, count=streak)
    due = float(probe.period_seconds or 10) if -streak < _EVENT_BURST else _EVENT_REFILL
    decided = bool(fault) and -streak >= (probe.failure_threshold or 3)
    plane.schedule(due, "kubelet-probe", again.key(), background=decided)


def _succeed(plane: Plane, pod: Pod, work: Work) -> None:
    """A program does not change its mind here, so nobody asks again once enough answers were good."""
    status = status_of(pod, work.container)
    if status is None or work.detail == "liveness":
        return
    container = container_of(pod, work.container)
    if work.detail == "readiness":
        report(plane, with_container(pod, replace(status, ready=True)))
        return
    ready = container.readiness_probe is None
    pod = report(plane, with_container(pod, replace(status, started=True, ready=ready)))
    for kind in ("readiness", "liveness"):
        begin_probes(plane, pod, container, kind)


def _kill(plane: Plane, pod: Pod, work: Work) -> None:
    message = f"Container {work.container} failed {work.detail} probe, will be restarted"
    tell(plane, pod, work.container, "Killing", message)
    plane.schedule(0, "kubelet-exit", replace(work, detail="killed", count=0).key())


PROBE = Controller(name="kubelet-probe", watches={}, reconcile=_probe)
