"""Pods as the workload controllers look at them: whose they are, which count, which go first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tutor.api.pod import Pod
from tutor.api.selectors import Selector
from tutor.cluster.clock import Clock
from tutor.cluster.indexes import OWNED
from tutor.cluster.store import Store

_ENDED = frozenset({"Succeeded", "Failed"})
_PHASES = {"Pending": 0, "Unknown": 1, "Running": 2}


def owned_pods(store: Store, owner: Any) -> tuple[Pod, ...]:
    """The pods that an object controls, by name."""
    return tuple(pod for pod in store.by(OWNED, owner.metadata.uid) if isinstance(pod, Pod))


def active(pods: Iterable[Pod]) -> tuple[Pod, ...]:
    """Pods that have not ended and are not leaving."""
    return tuple(pod for pod in pods if pod.status.phase not in _ENDED and pod.metadata.deletion_timestamp is None)


def is_ready(pod: Pod) -> bool:
    """Whether the pod's Ready condition is true."""
    return _ready_since(pod) is not None


def _ready_since(pod: Pod) -> str | None:
    for condition in pod.status.conditions:
        if condition.type == "Ready" and condition.status == "True":
            return condition.last_transition_time or ""
    return None


def available(pod: Pod, min_ready_seconds: int, clock: Clock) -> bool:
    """Whether the pod has been ready for long enough. Mirrors IsPodAvailable."""
    since = _ready_since(pod)
    if since is None:
        return False
    return not min_ready_seconds or clock.seconds(since) + min_ready_seconds <= clock.now


def adoptable(store: Store, namespace: str, labels: Mapping[str, str], selector: Selector) -> tuple[Pod, ...]:
    """Pods that nobody controls and that a selector fits, which asks for these labels."""
    found = active(store.pods_by_label(namespace, labels))
    return tuple(pod for pod in found if not pod.metadata.owner_references and selector.matches(pod.metadata.labels))


def surplus(pods: tuple[Pod, ...], count: int) -> tuple[Pod, ...]:
    """Pods to delete first: without node, pending, unready, on crowded nodes, young. Mirrors ActivePodsWithRanks."""
    if count <= 0:
        return ()
    crowd: dict[str, int] = {}
    place: dict[str, int] = {}  # how many pods of the same node came before this one
    for pod in sorted(pods, key=lambda one: (one.metadata.creation_timestamp or "", one.metadata.name)):
        place[pod.metadata.uid] = crowd.get(pod.spec.node_name, 0)
        crowd[pod.spec.node_name] = place[pod.metadata.uid] + 1

    def rank(pod: Pod) -> tuple[Any, ...]:
        placed = bool(pod.spec.node_name)
        cost = int(pod.metadata.annotations.get("controller.kubernetes.io/pod-deletion-cost", "0") or 0)
        youth = int(pod.metadata.resource_version) if not is_ready(pod) else 0
        phase = _PHASES.get(pod.status.phase, 0)
        age = _descending(pod.metadata.creation_timestamp or "")
        return (placed, phase, is_ready(pod), cost, -place[pod.metadata.uid], age, -youth, pod.metadata.name)

    return tuple(sorted(pods, key=rank)[:count])


def _descending(timestamp: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in timestamp)
