"""From a pod that was given a node to containers that run."""

from __future__ import annotations

from typing import Any

from tutor.api.container import (
    Container,
    ContainerState,
    ContainerStateRunning,
    ContainerStateWaiting,
    ContainerStatus,
)
from tutor.api.core import Node
from tutor.api.pod import HostIP, Pod, PodIP
from tutor.cluster.addresses import next_pod_address
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers.kubelet import pulling
from tutor.cluster.controllers.kubelet.conditions import report
from tutor.cluster.controllers.kubelet.mounting import mounted
from tutor.cluster.controllers.kubelet.work import (
    ENDED,
    SANDBOX_TIME,
    START_TIME,
    Work,
    container_of,
    status_of,
    tell,
    with_container,
)
from tutor.cluster.controllers.references import environment_fault
from tutor.cluster.indexes import PODS_BY_NODE
from tutor.cluster.objects import replace
from tutor.cluster.store import Change, Key, Store

UNSTARTED = frozenset({"ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"})
BEGINNING = frozenset({"ContainerCreating", "PodInitializing"})  # what a container waits for at first
SYNC_AGAIN = (
    12.0  # seconds until a pod that could not be brought up is looked at again: ten, and half as much by chance
)
FIRST_PROBE = 0.05  # seconds from a container's start to its first probe, where no initial delay is set


def _admit(plane: Plane, key: Key) -> None:
    """Take up a pod that has a node, notice one that was changed, and stop one that is to go."""
    pod: Pod | None = plane.store.get(key)
    node = _node(plane, pod)
    if pod is None or node is None or pod.spec.node_name in plane.stopped:
        return
    if pod.metadata.deletion_timestamp is not None:
        plane.schedule(0, "kubelet-stop", Work.of(pod).key())
    elif pod.status.start_time is None:
        pod = report(plane, _taken_up(plane, pod, node))
        plane.schedule(SANDBOX_TIME, "kubelet-sandbox", Work.of(pod).key())
    else:
        _replace_changed(plane, pod)
        _heed_gates(plane, pod)


def _heed_gates(plane: Plane, pod: Pod) -> None:
    """Say anew whether a pod is ready when others decide on it as well."""
    if pod.spec.readiness_gates and pod.status.phase not in ENDED:
        report(plane, pod)


def _node(plane: Plane, pod: Pod | None) -> Node | None:
    if pod is None or not pod.spec.node_name:
        return None
    found: Node | None = plane.store.get(Key(kind="Node", name=pod.spec.node_name))
    return found


def node_ips(node: Node) -> tuple[str, ...]:
    """The node's own addresses, one a family."""
    return tuple(one.address for one in node.status.addresses if one.type == "InternalIP")


def _taken_up(plane: Plane, pod: Pod, node: Node) -> Pod:
    """The first report: nothing runs yet."""
    addresses = node_ips(node)
    pending = "PodInitializing" if pod.spec.init_containers else "ContainerCreating"
    status = replace(
        pod.status,
        start_time=plane.clock.timestamp(),
        host_ip=next(iter(addresses), ""),
        host_ips=tuple(HostIP(ip=address) for address in addresses),
        init_container_statuses=tuple(_waiting(one, "PodInitializing") for one in pod.spec.init_containers),
        container_statuses=tuple(_waiting(one, pending) for one in pod.spec.containers),
    )
    return replace(pod, status=status)


def _waiting(container: Container, reason: str) -> ContainerStatus:
    state = ContainerState(waiting=ContainerStateWaiting(reason=reason))
    return ContainerStatus(name=container.name, image=container.image, state=state, started=False)


def _replace_changed(plane: Plane, pod: Pod) -> None:
    """A container whose image was changed is stopped and started anew, or tried again if it could not start."""
    for status in (*pod.status.init_container_statuses, *pod.status.container_statuses):
        wanted = container_of(pod, status.name).image
        if status.image == wanted:
            continue
        work = Work.of(pod, status.name)
        if status.state.running is not None:
            message = f"Container {status.name} definition changed, will be restarted"
            tell(plane, pod, status.name, "Killing", message)
            plane.schedule(0, "kubelet-exit", replace(work, detail="replaced").key())
        elif status.state.waiting is not None and status.state.waiting.reason in UNSTARTED:
            pulling.forget_attempts(plane, work)
            plane.schedule(0, "kubelet-pull", work.key())


def _sandbox(plane: Plane, key: Key) -> None:
    """Give the pod its address, then start what comes first."""
    work = Work.read(key)
    pod = work.find(plane)
    node = _node(plane, pod)
    if pod is None or node is None or pod.status.pod_ip or pod.metadata.deletion_timestamp is not None:
        return
    if pod.spec.volumes and not mounted(plane, pod, work):
        return
    addresses = node_ips(node) if pod.spec.host_network else _free_addresses(plane, node)
    if not addresses:
        return
    ips = tuple(PodIP(ip=address) for address in addresses)
    pod = replace(pod, status=replace(pod.status, pod_ip=addresses[0], pod_ips=ips))
    start_next(plane, report(plane, pod))


def _free_addresses(plane: Plane, node: Node) -> tuple[str, ...]:
    """Mirrors host-local IPAM: from each block of the node the address after the one given last."""
    given: list[str] = []
    for block in node.spec.pod_cidrs or (node.spec.pod_cidr,):
        address = next_pod_address(plane.store, block, plane.addresses.get(block, ""))
        if address is None:
            return ()
        plane.addresses[block] = address
        given.append(address)
    return tuple(given)


def start_next(plane: Plane, pod: Pod) -> None:
    """Start the first init container that is not done, or else all containers; a sidecar need only have started."""
    for container in pod.spec.init_containers:
        status = status_of(pod, container.name)
        done = status is None or (status.started if container.restart_policy == "Always" else status.ready)
        if not done:
            _begin(plane, pod, container)
            return
    for container in pod.spec.containers:
        _begin(plane, pod, container)


def _begin(plane: Plane, pod: Pod, container: Container) -> None:
    status = status_of(pod, container.name)
    if status is not None and status.state.waiting is not None and status.state.waiting.reason in BEGINNING:
        _prepare(plane, pod, container)


def _prepare(plane: Plane, pod: Pod, container: Container, attempt: int = 0) -> None:
    """Fetch the image; the container starts when it is there."""
    took = pulling.pull(plane, pod, container, attempt)
    if took is not None:
        plane.schedule(took + START_TIME, "kubelet-start", Work.of(pod, container.name).key())


def _start(plane: Plane, key: Key) -> None:
    """Run a container whose image is there."""
    work = Work.read(key)
    pod = work.find(plane)
    if pod is None or pod.metadata.deletion_timestamp is not None:
        return
    status = status_of(pod, work.container)
    if status is None or status.state.running is not None or status.restart_count != work.restarts:
        return
    container = container_of(pod, work.container)
    pulling.pulled(plane, pod, container)
    fault = environment_fault(plane.store, pod, container) if container.env or container.env_from else ""
    if fault:
        _misconfigured(plane, pod, status, fault)
        return
    tell(plane, pod, container.name, "Created", "Container created")
    if plane.processes.start_fault(pod, container):
        plane.schedule(0, "kubelet-unstarted", work.key())
        return
    tell(plane, pod, container.name, "Started", "Container started")
    pod = report(plane, with_container(pod, _running(plane, pod, container, status)))
    _follow(plane, pod, container)


def _misconfigured(plane: Plane, pod: Pod, status: ContainerStatus, fault: str) -> None:
    """Wait for what a container's variables are read from. Mirrors ErrCreateContainerConfig."""
    tell(plane, pod, status.name, "Failed", f"Error: {fault}", warning=True)
    state = ContainerState(waiting=ContainerStateWaiting(reason="CreateContainerConfigError", message=fault))
    pod = report(plane, with_container(pod, replace(status, state=state)))
    plane.schedule(SYNC_AGAIN, "kubelet-pull", Work.of(pod, status.name).key(), background=True)


def _running(plane: Plane, pod: Pod, container: Container, status: ContainerStatus) -> ContainerStatus:
    startup = container.startup_probe is not None
    sidecar = container.restart_policy == "Always"
    init = container in pod.spec.init_containers
    ready = not startup and container.readiness_probe is None and (not init or sidecar)
    return replace(
        status,
        state=ContainerState(running=ContainerStateRunning(started_at=plane.clock.timestamp())),
        image=container.image,
        image_id=pulling.image_id(container.image),
        container_id=pulling.container_id(plane),
        started=not startup,
        ready=ready,
    )


def _follow(plane: Plane, pod: Pod, container: Container) -> None:
    """What comes after a start: probes, the program's own end, the next container in line."""
    kinds = ("startup",) if container.startup_probe is not None else ("readiness", "liveness")
    for kind in kinds:
        begin_probes(plane, pod, container, kind)
    end = plane.processes.exit_of(pod, container)
    if end is not None:
        detail = f"{end.code}"
        plane.schedule(end.after + 0.05, "kubelet-exit", Work.of(pod, container.name, detail=detail).key())
    if container.restart_policy == "Always" and container in pod.spec.init_containers:
        start_next(plane, pod)


def _pull(plane: Plane, key: Key) -> None:
    """Go on with a container that could not be started: its image or its settings were not to be had."""
    work = Work.read(key)
    pod = work.find(plane)
    status = status_of(pod, work.container) if pod is not None else None
    if pod is None or status is None or status.state.waiting is None or pod.metadata.deletion_timestamp is not None:
        return
    if work.detail == pulling.WAIT:
        pulling.hold_back(plane, pod, container_of(pod, work.container), work.count)
    else:
        _prepare(plane, pod, container_of(pod, work.container), work.count)


def begin_probes(plane: Plane, pod: Pod, container: Container, kind: str) -> None:
    """Ask a probe for the first time after its initial delay."""
    probe: Any = getattr(container, f"{kind}_probe")
    if probe is not None:
        work = Work.of(pod, container.name, detail=kind)
        plane.schedule(probe.initial_delay_seconds + FIRST_PROBE, "kubelet-probe", work.key())


def _restart(plane: Plane, key: Key) -> None:
    """Start a container again that has waited long enough."""
    work = Work.read(key)
    pod = work.find(plane)
    status = status_of(pod, work.container) if pod is not None else None
    if pod is None or status is None or status.state.running is not None or status.restart_count != work.restarts:
        return
    if pod.metadata.deletion_timestamp is None:
        status = replace(status, restart_count=status.restart_count + 1)
        pod = report(plane, with_container(pod, status))
        _prepare(plane, pod, container_of(pod, work.container))


def _taken(change: Change, _store: Store) -> tuple[Key, ...]:
    """A pod that got a node, another spec, another word on its readiness gates, or a deletion time."""
    old, pod = change.old, change.object
    if change.type == "DELETED" or not pod.spec.node_name:
        return ()
    same = old is not None and old.spec == pod.spec and _gates(old) == _gates(pod)
    leaving = old is not None and old.metadata.deletion_timestamp != pod.metadata.deletion_timestamp
    return () if same and not leaving else (change.key,)


def _gates(pod: Pod) -> dict[str, str]:
    """What others report of a pod's readiness."""
    gates = {gate.condition_type for gate in pod.spec.readiness_gates}
    return {one.type: one.status for one in pod.status.conditions if one.type in gates}


def _waiting_on(change: Change, store: Store) -> tuple[Key, ...]:
    """Pods that were bound to a node before it was there."""
    return store.keys_by(PODS_BY_NODE, change.key.name) if change.type == "ADDED" else ()


ADMIT = Controller(name="kubelet", watches={"Pod": _taken, "Node": _waiting_on}, reconcile=_admit)
SANDBOX = Controller(name="kubelet-sandbox", watches={}, reconcile=_sandbox)
PULL = Controller(name="kubelet-pull", watches={}, reconcile=_pull)
START = Controller(name="kubelet-start", watches={}, reconcile=_start)
RESTART = Controller(name="kubelet-restart", watches={}, reconcile=_restart)
