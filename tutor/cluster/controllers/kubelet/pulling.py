"""Images: which node has which, how long fetching takes, and what is told of it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from tutor.api.container import Container, ContainerState, ContainerStateWaiting
from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.control import Plane
from tutor.cluster.controllers.kubelet.conditions import report
from tutor.cluster.controllers.kubelet.work import CHECK_TIME, PULL_TIME, Work, status_of, tell, with_container
from tutor.cluster.images.names import reference_fault
from tutor.cluster.objects import replace
from tutor.cluster.store import Key
from tutor.values import frozen

_BACK_OFF, _LONGEST = 10.0, 300.0  # seconds between two attempts; they double
_DOUBLINGS = 5
_PAUSE = 1.5  # seconds from an attempt to the kubelet's next look, which finds that it has to wait
AGAIN, WAIT = "again", "wait"  # what a piece of pull work is about: to fetch once more, or to say that one waits
_SIZE = 40_000_000


def pull(plane: Plane, pod: Pod, container: Container, attempt: int = 0) -> float | None:
    """Begin to fetch an image; gives the seconds that it takes, or None when it cannot be had.

    Mirrors EnsureImageExists.
    """
    image = container.image
    invalid = reference_fault(image)
    if invalid:
        words = f'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {invalid}'
        _fail(plane, pod, container, _Failure(reason="InvalidImageName", event="InspectFailed", message=words))
        return None
    present = _present(plane, pod, image)
    if container.image_pull_policy == "Never" and not present:
        words = f'Container image "{image}" is not present with pull policy of Never'
        _fail(plane, pod, container, _Failure(reason="ErrImageNeverPull", event="ErrImageNeverPull", message=words))
        return None
    if present and container.image_pull_policy != "Always":
        return CHECK_TIME
    tell(plane, pod, container.name, "Pulling", f'Pulling image "{image}"')
    fault = plane.processes.pull_fault(container)
    if not fault:
        return CHECK_TIME if present else PULL_TIME
    _fail(plane, pod, container, _Failure(reason="ErrImagePull", event="Failed", message=fault))
    again = Work.of(pod, container.name, detail=WAIT, count=attempt)
    plane.schedule(_PAUSE, "kubelet-pull", again.key())
    return None


def hold_back(plane: Plane, pod: Pod, container: Container, attempt: int) -> None:
    """Say that the next attempt has to wait, and make it when it is due. Mirrors ErrImagePullBackOff."""
    status = status_of(pod, container.name)
    waiting = status.state.waiting if status is not None else None
    if status is None or waiting is None or waiting.reason != "ErrImagePull":
        return
    words = f'Back-off pulling image "{container.image}"'
    tell(plane, pod, container.name, "BackOff", words)
    tell(plane, pod, container.name, "Failed", "Error: ImagePullBackOff", warning=True)
    message = f"{words}: ErrImagePull: {waiting.message}"
    state = ContainerState(waiting=ContainerStateWaiting(reason="ImagePullBackOff", message=message))
    pod = report(plane, with_container(pod, replace(status, state=state)))
    due = min(_BACK_OFF * 2 ** min(attempt, _DOUBLINGS), _LONGEST) - _PAUSE
    again = Work.of(pod, container.name, detail=AGAIN, count=attempt + 1)
    plane.schedule(due, "kubelet-pull", again.key(), background=True)


def forget_attempts(plane: Plane, work: Work) -> None:
    """Let no attempt be made that was planned for a container; another image has a back-off of its own."""
    plane.clock.withdraw("kubelet-pull", lambda key: replace(Work.read(key), detail="", count=0) == work)


def pulled(plane: Plane, pod: Pod, container: Container) -> None:
    """Tell that the image is there, and let the node remember it."""
    image = container.image
    present = _present(plane, pod, image)
    if present and container.image_pull_policy != "Always":
        message = f'Container image "{image}" already present on machine and can be accessed by the pod'
    else:
        took = round((CHECK_TIME if present else PULL_TIME) * 1000)
        message = (
            f'Successfully pulled image "{image}" in {took}ms ({took}ms including waiting). '
            f"Image size: {_size(image)} bytes."
        )
    tell(plane, pod, container.name, "Pulled", message)
    if not present:
        _remember(plane, pod, image)


def image_id(image: str) -> str:
    """The digest by which a node knows an image; the same image has the same on every node."""
    repository = image.rpartition("@")[0] or image
    head, _, tail = repository.rpartition("/")
    name = f"{head}/{tail.partition(':')[0]}" if head else f"docker.io/library/{tail.partition(':')[0]}"
    return f"{name}@sha256:{sha256(image.encode()).hexdigest()}"


def container_id(plane: Plane) -> str:
    """A new container's identifier."""
    return "containerd://" + "".join(f"{plane.random.next():016x}" for _ in range(4))


@frozen
class _Failure:
    """Why an image is not there: the reason a container waits for, of the event, and the words of both."""

    reason: str
    event: str
    message: str


def _fail(plane: Plane, pod: Pod, container: Container, failure: _Failure) -> None:
    pulling = failure.event == "Failed"
    words = f'Failed to pull image "{container.image}": {failure.message}' if pulling else failure.message
    tell(plane, pod, container.name, failure.event, words, warning=True)
    tell(plane, pod, container.name, "Failed", f"Error: {failure.reason}", warning=True)
    status = status_of(pod, container.name)
    if status is not None:
        state = ContainerState(waiting=ContainerStateWaiting(reason=failure.reason, message=failure.message))
        report(plane, with_container(pod, replace(status, state=state, image=container.image)))


def _names(node: Node | None) -> tuple[Any, ...]:
    return tuple((node.status.images if node is not None else None) or ())


def _present(plane: Plane, pod: Pod, image: str) -> bool:
    node: Node | None = plane.store.get(Key(kind="Node", name=pod.spec.node_name))
    return any(image in row["names"] for row in _names(node))


def _remember(plane: Plane, pod: Pod, image: str) -> None:
    node: Node | None = plane.store.get(Key(kind="Node", name=pod.spec.node_name))
    if node is not None:
        images = [*_names(node), {"names": [image_id(image), image], "sizeBytes": _size(image)}]
        plane.server.update_status(replace(node, status=replace(node.status, images=images)))


def _size(image: str) -> int:
    return _SIZE + sha256(image.encode()).digest()[0] * 100_003
