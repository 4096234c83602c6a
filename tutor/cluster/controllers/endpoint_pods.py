"""Which pods stand behind a Service, and under which port numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from tutor.api.container import Container
from tutor.api.discovery import ObjectReference
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod
from tutor.api.service import Service, ServicePort
from tutor.cluster.store import Change, Key, Store

TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time"
HEADLESS_LABEL = "service.kubernetes.io/headless"
_ENDED = frozenset({"Succeeded", "Failed"})


def is_ready(pod: Pod) -> bool:
    """Whether the pod's Ready condition is true."""
    return any(one.type == "Ready" and one.status == "True" for one in pod.status.conditions)


def belongs(pod: Pod, *, terminating: bool) -> bool:
    """Whether a selected pod is listed at all. Mirrors ShouldPodBeInEndpoints."""
    if pod.status.phase in _ENDED or not pod.status.pod_ip:
        return False
    return terminating or pod.metadata.deletion_timestamp is None


def hostname(pod: Pod, service: Service) -> str:
    """The name a headless Service gives the pod. Mirrors ShouldSetHostname."""
    return pod.spec.hostname if pod.spec.subdomain == service.metadata.name else ""


def find_port(pod: Pod, port: ServicePort) -> int | None:
    """The pod's port that a Service port leads to; a name is looked up by name and protocol. Mirrors FindPort."""
    if isinstance(port.target_port, int):
        return port.target_port
    for container in (*pod.spec.containers, *_sidecars(pod)):
        for one in container.ports:
            if one.name == port.target_port and one.protocol == port.protocol:
                return one.container_port
    return None


def _sidecars(pod: Pod) -> Iterable[Container]:
    return (one for one in pod.spec.init_containers if one.restart_policy == "Always")


def has_cluster_ip(service: Service) -> bool:
    """Whether the Service has an address of its own."""
    return service.spec.cluster_ip not in {"", "None"}


def takes_pods(service: Service) -> bool:
    """Whether controllers, not people, write the endpoints of this Service."""
    return bool(service.spec.selector) and service.spec.type != "ExternalName"


def target(pod: Pod) -> ObjectReference:
    """How endpoints point to a pod."""
    meta = pod.metadata
    return reference(meta.namespace, meta.name, meta.uid)


@lru_cache(maxsize=1024)
def reference(namespace: str, name: str, uid: str) -> ObjectReference:
    """Made once for a pod, for it stands in every list of endpoints."""
    return ObjectReference(kind="Pod", namespace=namespace, name=name, uid=uid)


def trigger_time(service: Service, pods: Iterable[Pod], known: ObjectMeta | None) -> str:
    """When the earliest change since `known` was written came to be, or "". Mirrors TriggerTimeTracker."""
    if known is None:
        return service.metadata.creation_timestamp or ""
    last = known.annotations.get(TRIGGER_TIME, known.creation_timestamp or "")
    times = [time for pod in pods if (time := _ready_since(pod)) > last]
    return min(times, default="")


def _ready_since(pod: Pod) -> str:
    for condition in pod.status.conditions:
        if condition.type == "Ready":
            return condition.last_transition_time or ""
    return ""


def services_of_pod(change: Change, store: Store) -> tuple[Key, ...]:
    """The Services that a pod's change may concern: those that select it or did."""
    old, new = change.old, change.object
    if change.type == "MODIFIED" and old is not None and _seen(old) == _seen(new):
        return ()
    found: dict[Key, None] = {}
    for pod in (old, new):
        if pod is not None:
            for service in store.services_selecting(pod.metadata.namespace, pod.metadata.labels):
                found[Key(kind="Service", namespace=service.metadata.namespace, name=service.metadata.name)] = None
    return tuple(found)


def _seen(pod: Pod) -> tuple[Any, ...]:
    meta, status = pod.metadata, pod.status
    spec = (pod.spec.node_name, pod.spec.hostname, pod.spec.subdomain)
    return (meta.labels, meta.deletion_timestamp is None, spec, status.pod_ips, status.phase in _ENDED, is_ready(pod))


def service_of_lost(change: Change, _store: Store) -> tuple[Key, ...]:
    """The Service whose Endpoints were deleted; others' writes are left alone. Mirrors onEndpointsDelete."""
    if change.type != "DELETED":
        return ()
    return (Key(kind="Service", namespace=change.key.namespace, name=change.key.name),)
