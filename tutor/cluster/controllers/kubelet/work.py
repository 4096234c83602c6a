"""Pieces of kubelet work: which container of which pod, as keys that a queue can hold."""

from __future__ import annotations

from tutor.api.container import Container, ContainerStatus
from tutor.api.pod import Pod
from tutor.cluster.control import Plane
from tutor.cluster.objects import replace
from tutor.cluster.store import Key
from tutor.values import frozen

COMPONENT = "kubelet"
ENDED = frozenset({"Succeeded", "Failed"})

# Seconds that things take; chosen so that a pod is ready within 1.5 s, images that are there sooner.
SANDBOX_TIME = 0.4
PULL_TIME = 0.7
CHECK_TIME = 0.2
START_TIME = 0.2
STOP_TIME = 0.3


@frozen
class Work:
    """One container of one pod (by uid), at its nth start; `detail` and `count` are the step's own."""

    namespace: str
    pod: str
    uid: str
    container: str = ""
    restarts: int = 0
    detail: str = ""
    count: int = 0

    @classmethod
    def of(cls, pod: Pod, container: str = "", *, detail: str = "", count: int = 0) -> Work:
        """Work on a pod, or on a container of it as it runs now."""
        meta, status = pod.metadata, status_of(pod, container)
        restarts = status.restart_count if status is not None else 0
        return cls(
            namespace=meta.namespace,
            pod=meta.name,
            uid=meta.uid,
            container=container,
            restarts=restarts,
            detail=detail,
            count=count,
        )

    @classmethod
    def read(cls, key: Key) -> Work:
        """What `key` wrote."""
        pod, uid, container, restarts, detail, count = key.name.split("/")
        return cls(
            namespace=key.namespace,
            pod=pod,
            uid=uid,
            container=container,
            restarts=int(restarts),
            detail=detail,
            count=int(count),
        )

    def key(self) -> Key:
        """The same as a key; no part of it may hold a slash."""
        parts = (self.pod, self.uid, self.container, str(self.restarts), self.detail, str(self.count))
        return Key(kind="Pod", namespace=self.namespace, name="/".join(parts))

    def find(self, plane: Plane) -> Pod | None:
        """The pod, unless it is gone, has ended, its node is off, or another one has its name."""
        pod: Pod | None = plane.store.get(Key(kind="Pod", namespace=self.namespace, name=self.pod))
        if pod is None or pod.metadata.uid != self.uid or pod.status.phase in ENDED:
            return None
        if pod.spec.node_name in plane.stopped:
            return None
        return pod

    def find_running(self, plane: Plane) -> Pod | None:
        """The pod, if the container still is in the run that this work is about."""
        pod = self.find(plane)
        status = status_of(pod, self.container) if pod is not None else None
        current = status is not None and status.state.running is not None and status.restart_count == self.restarts
        return pod if current else None


def container_of(pod: Pod, name: str) -> Container:
    """A container, init containers included, by name."""
    return next(one for one in (*pod.spec.init_containers, *pod.spec.containers) if one.name == name)


def sidecar_names(pod: Pod) -> frozenset[str]:
    """The init containers that are kept up beside the others. Mirrors IsRestartableInitContainer."""
    return frozenset(one.name for one in pod.spec.init_containers if one.restart_policy == "Always")


def status_of(pod: Pod, name: str) -> ContainerStatus | None:
    """What is reported of a container."""
    statuses = (*pod.status.init_container_statuses, *pod.status.container_statuses)
    return next((one for one in statuses if one.name == name), None)


def with_container(pod: Pod, status: ContainerStatus) -> Pod:
    """The pod with another report of one container."""

    def changed(statuses: tuple[ContainerStatus, ...]) -> tuple[ContainerStatus, ...]:
        return tuple(status if one.name == status.name else one for one in statuses)

    report = pod.status
    return replace(
        pod,
        status=replace(
            report,
            container_statuses=changed(report.container_statuses),
            init_container_statuses=changed(report.init_container_statuses),
        ),
    )


def tell(plane: Plane, pod: Pod, container: str, reason: str, message: str, *, warning: bool = False) -> None:
    """An event about a container, from the pod's kubelet."""
    init = any(one.name == container for one in pod.spec.init_containers)
    path = f"spec.{'initContainers' if init else 'containers'}{{{container}}}" if container else ""
    kind = "Warning" if warning else "Normal"
    plane.recorder.record(pod, kind, reason, message, COMPONENT, host=pod.spec.node_name, field_path=path)
