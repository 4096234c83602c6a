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
from tutor.cluster.objects import replace
from tutor.cluster.store import Key

_RETRY = 10.0
_SIZE = 40_000_000


def pull(plane: Plane, pod: Pod, container: Container) -> float | None:
    """Begin to fetch an image; gives the seconds that it takes, or None when it cannot be had."""
    present = _present(plane, pod, container.image)
    policy = container.image_pull_policy
    if policy == "Never" and not present:
        _fail(
            plane,
            pod,
            container,
            "ErrImageNeverPull",
            f'Container image "{container.image}" is not present with pull policy of Never',
        )
        return None
    if present and policy != "Always":
        return CHECK_TIME
    tell(plane, pod, container.name, "Pulling", f'Pulling image "{container.image}"')
    fault = plane.processes.pull_fault(container)
    if fault:
        message = f'Failed to pull image "{container.image}": {fault}'
        _fail(plane, pod, container, "ErrImagePull", message)
        return None
    return CHECK_TIME if present else PULL_TIME


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


def _fail(plane: Plane, pod: Pod, container: Container, reason: str, message: str) -> None:
    tell(plane, pod, container.name, "Failed" if reason == "ErrImagePull" else reason, message, warning=True)
    tell(plane, pod, container.name, "Failed", f"Error: {reason}", warning=True)
    status = status_of(pod, container.name)
    if status is None:
        return
    shown = "ImagePullBackOff" if reason == "ErrImagePull" else reason
    words = f'Back-off pulling image "{container.image}"' if reason == "ErrImagePull" else message
    state = ContainerState(waiting=ContainerStateWaiting(reason=shown, message=words))
    pod = report(plane, with_container(pod, replace(status, state=state)))
    if reason == "ErrImagePull":
        tell(plane, pod, container.name, "BackOff", words)
        plane.schedule(_RETRY, "kubelet-pull", Work.of(pod, container.name).key(), background=True)


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
