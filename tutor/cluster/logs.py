"""Why a container has no log to show, for those who are asked for it."""

from __future__ import annotations

from tutor.api.container import ContainerStateWaiting, ContainerStatus
from tutor.api.pod import Pod
from tutor.api.status import bad_request

_PULLS = {"ErrImagePull": "image can't be pulled", "ImagePullBackOff": "trying and failing to pull image"}
_FIRST = ContainerStateWaiting(reason="ContainerCreating")  # what a pod waits for before its kubelet reports


def refuse_log(pod: Pod, container: str, status: ContainerStatus | None, *, previous: bool) -> None:
    """Raise StatusError when the container has not run. Mirrors LogLocation and validateContainerLogStatus."""
    if not pod.spec.node_name:
        raise bad_request(f"pod {pod.metadata.name} does not have a host assigned")
    where = f'container "{container}" in pod "{pod.metadata.name}"'
    ran = status is not None and status.last_state.terminated is not None
    if previous and not ran:
        raise bad_request(f"previous terminated {where} not found")
    waiting = _FIRST if status is None else status.state.waiting
    if waiting is not None and not ran:
        raise bad_request(f"{where} is waiting to start: {_PULLS.get(waiting.reason, waiting.reason)}")
