"""What a kubelet does when its machine is switched on again."""

from __future__ import annotations

from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet.starting import start_next
from tutor.cluster.controllers.kubelet.work import ENDED, Work
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.objects import key_of
from tutor.cluster.store import Key

BOOT_SECONDS = 2.0


def _boot(plane: Plane, key: Key) -> None:
    """Take up each pod that the API still has for this node."""
    if key.name not in plane.stopped:
        for pod in plane.store.by(PODS_BY_NODE, key.name):
            _take_up(plane, pod)


def _take_up(plane: Plane, pod: Pod) -> None:
    """Containers that ran when the machine went off have ended with it and start anew."""
    if pod.metadata.deletion_timestamp is not None or pod.status.start_time is None:
        plane.schedule(0, "kubelet", key_of(pod))
        return
    running = [one.name for one in pod.status.container_statuses if one.state.running is not None]
    for name in running:
        plane.schedule(0, "kubelet-exit", Work.of(pod, name, detail="rebooted").key())
    if not running and pod.status.phase not in ENDED:
        start_next(plane, pod)


BOOT = Controller(name="kubelet-boot", watches={}, reconcile=_boot)
