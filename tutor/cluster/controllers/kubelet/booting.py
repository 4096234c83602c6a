"""What a kubelet does when its machine is switched on again."""

from __future__ import annotations

from tutor.api.container import ContainerState, ContainerStateTerminated, ContainerStateWaiting, ContainerStatus
from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet.conditions import report
from tutor.cluster.controllers.kubelet.work import ENDED, SANDBOX_TIME, Work, tell
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.objects import key_of, replace
from tutor.cluster.store import Key

BOOT_SECONDS = 2.0
_LOST = 255  # the exit status of a container that went with its machine


def _boot(plane: Plane, key: Key) -> None:
    """Take up each pod that the API still has for this node."""
    node: Node | None = plane.store.get(key)
    if node is None or key.name in plane.stopped:
        return
    _tell_of_boot(plane, node)
    for pod in plane.store.by(PODS_BY_NODE, key.name):
        _take_up(plane, pod)


def _tell_of_boot(plane: Plane, node: Node) -> None:
    """Mirrors rebootStatus."""
    name, digits = node.metadata.name, f"{plane.random.next():016x}{plane.random.next():016x}"
    boot_id = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    info = replace(node.status.node_info, boot_id=boot_id)
    plane.server.update_status(replace(node, status=replace(node.status, node_info=info)))
    message = f"Node {name} has been rebooted, boot id: {boot_id}"
    plane.recorder.record(node, "Warning", "Rebooted", message, "kubelet", host=name)


def _take_up(plane: Plane, pod: Pod) -> None:
    """A pod's sandbox has gone with the machine, and its address with the sandbox: it begins again."""
    if pod.metadata.deletion_timestamp is not None or pod.status.start_time is None:
        plane.schedule(0, "kubelet", key_of(pod))
    elif pod.status.phase not in ENDED:
        _begin_again(plane, pod)


def _begin_again(plane: Plane, pod: Pod) -> None:
    """Mirrors computePodActions for a sandbox that is no more."""
    if pod.spec.restart_policy == "Never" and pod.status.container_statuses:
        ended = tuple(_lost(plane, one) for one in pod.status.container_statuses)
        report(plane, replace(pod, status=replace(pod.status, container_statuses=ended)))
        return
    status = replace(
        pod.status,
        pod_ip="",
        pod_ips=(),
        init_container_statuses=tuple(_anew(plane, pod, one) for one in pod.status.init_container_statuses),
        container_statuses=tuple(_anew(plane, pod, one) for one in pod.status.container_statuses),
    )
    pod = report(plane, replace(pod, status=status))
    tell(plane, pod, "", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")
    plane.schedule(SANDBOX_TIME, "kubelet-sandbox", Work.of(pod).key())


def _lost(plane: Plane, status: ContainerStatus) -> ContainerStatus:
    """A container as it ended with its machine; one that had ended before stays as it was."""
    running = status.state.running
    if running is None:
        return status
    end = ContainerStateTerminated(
        exit_code=_LOST,
        reason="Unknown",
        started_at=running.started_at,
        finished_at=plane.clock.timestamp(),
        container_id=status.container_id,
    )
    return replace(status, state=ContainerState(terminated=end), ready=False, started=False)


def _anew(plane: Plane, pod: Pod, status: ContainerStatus) -> ContainerStatus:
    """A container that waits for the new sandbox; its earlier run counts as a restart."""
    reason = "PodInitializing" if pod.spec.init_containers else "ContainerCreating"
    state = ContainerState(waiting=ContainerStateWaiting(reason=reason))
    lost = _lost(plane, status)
    ran = lost.state.terminated is not None
    last = lost.state if ran else status.last_state
    return replace(
        lost,
        state=state,
        last_state=last,
        ready=False,
        started=False,
        restart_count=status.restart_count + ran,
    )


BOOT = Controller(name="kubelet-boot", watches={}, reconcile=_boot)
