"""Faults come and go: each changes what is broken, and lets those look again who would notice."""

from __future__ import annotations

from collections.abc import Callable

from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet import BOOT_SECONDS, probe_again
from tutor.cluster.controllers.node_lifecycle import GRACE_SECONDS
from tutor.cluster.faults import Fault, NodePower, Pods, after
from tutor.cluster.store import Key


def inflict(plane: Plane, fault: Fault) -> None:
    """Break something, or mend it; what is so already stays as it is."""
    before = plane.faults
    plane.trouble.faults = after(before, fault)
    if plane.faults == before:
        return
    if isinstance(fault, NodePower):
        _POWER[fault.on](plane, Key(kind="Node", name=fault.node))
    else:
        _probe(plane, fault.pods)


def _stop(plane: Plane, node: Key) -> None:
    plane.schedule(GRACE_SECONDS, "node-lifecycle", node, background=True)


def _start(plane: Plane, node: Key) -> None:
    for controller in ("node-lifecycle", "kubelet-boot"):
        plane.schedule(BOOT_SECONDS, controller, node)


_POWER: dict[bool, Callable[[Plane, Key], None]] = {False: _stop, True: _start}


def _probe(plane: Plane, pods: Pods) -> None:
    for pod in plane.store.pods_by_label(pods.namespace, dict(pods.labels)):
        probe_again(plane, pod)


def _planned(plane: Plane, key: Key) -> None:
    """The time of one of the world's own faults has come."""
    inflict(plane, plane.settings.faults[int(key.name)].fault)


PLANNED = Controller(name="fault", watches={}, reconcile=_planned)
