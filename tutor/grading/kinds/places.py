"""Where a check asks from, and the addresses that its text leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from tutor.cluster.network.trace import LAPTOP, Place
from tutor.grading.kinds.backends import port_of
from tutor.grading.kinds.endpoints import find
from tutor.grading.scene import Scene
from tutor.grading.verdict import Message

_BLANK = re.compile(r"\{([A-Za-z]+):([^}]*)\}")


@lru_cache(maxsize=256)
def place_of(text: str) -> Place:
    """Read `outside`, `Node/name` or `Pod/namespace/name`."""
    kind, *rest = text.split("/")
    if kind == "Node":
        return Place(kind="node", name=rest[0])
    if kind == "Pod":
        return Place(kind="pod", namespace=rest[0], name=rest[1])
    return LAPTOP


def asleep(scene: Scene, place: Place) -> Message | None:
    """Say that nothing runs where a check asks from: a pod that waits, crashes or has ended."""
    if place.kind != "pod":
        return None
    pod = scene.find(f"Pod/{place.namespace}/{place.name}")
    if pod is not None and any(one.state.running for one in pod.status.container_statuses):
        return None
    return Message(id="grading.pod-not-running", params={"pod": place.name})


def filled(scene: Scene, text: str) -> str | None:
    """Put addresses into `{clusterIP:default/web}` and its like; None when one does not exist."""
    if "{" not in text:
        return text
    values = {found[0]: _value(scene, found[1], found[2]) for found in _BLANK.finditer(text)}
    if None in values.values():
        return None
    return _BLANK.sub(lambda found: str(values[found[0]]), text)


def _value(scene: Scene, word: str, argument: str) -> str | None:
    return _BLANKS[word](scene, argument) if word in _BLANKS else None


def _cluster_ip(scene: Scene, argument: str) -> str | None:
    service = find(scene, argument)
    return service.spec.cluster_ip or None if service else None


def _node_port(scene: Scene, argument: str) -> str | None:
    """Find the node port of `namespace/name` or `namespace/name:port`."""
    name, _, port = argument.partition(":")
    service = find(scene, name)
    row = port_of(service, int(port) if port.isdigit() else port or None) if service else None
    return str(row.node_port) if row and row.node_port else None


def _load_balancer(scene: Scene, argument: str) -> str | None:
    service = find(scene, argument)
    addresses = [one.ip or one.hostname for one in service.status.load_balancer.ingress] if service else []
    return addresses[0] if addresses else None


def _pod_ip(scene: Scene, argument: str) -> str | None:
    pod = scene.find(f"Pod/{argument}")
    return pod.status.pod_ip or None if pod else None


def _node_ip(scene: Scene, argument: str) -> str | None:
    return next((node.ip for node in scene.cluster.settings.nodes if node.name == argument), None)


_BLANKS: Mapping[str, Callable[[Scene, str], str | None]] = {
    "clusterIP": _cluster_ip,
    "nodePort": _node_port,
    "loadBalancerIP": _load_balancer,
    "podIP": _pod_ip,
    "nodeIP": _node_ip,
}
