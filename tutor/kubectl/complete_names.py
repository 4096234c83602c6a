"""What the live cluster offers for a word: kinds, names of objects, containers, label keys, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tutor.api.kinds import KINDS, Kind, by_resource
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.cluster import Cluster
from tutor.cluster.images import image_of
from tutor.cluster.network.trace import Place
from tutor.cluster.store import Key

CONTROLLERS = ("deployment", "daemonset", "statefulset", "replicaset")


def kinds(cluster: Cluster) -> Iterator[str]:
    """Every word for a kind: plurals, short names, and `all`."""
    for kind in (*KINDS, *cluster.server.custom_kinds):
        yield from (kind.plural, *kind.short_names)
    yield "all"


def names(cluster: Cluster, word: str, namespace: str) -> tuple[str, ...]:
    """The objects of a kind, as somebody types it; of several kinds, those of the last."""
    kind = by_resource(word.rpartition(",")[2])
    return tuple(obj.metadata.name for obj in _objects(cluster, kind, namespace))


def _objects(cluster: Cluster, kind: Kind | None, namespace: str) -> Iterable[Any]:
    if kind is None:
        return ()
    found: Iterable[Any] = cluster.store.list(kind.kind, namespace if kind.namespaced else None)
    return found


def prefixed(cluster: Cluster, words: Iterable[str], namespace: str) -> Iterator[str]:
    """KIND/NAME for the objects of some kinds."""
    for word in words:
        yield from (f"{word}/{name}" for name in names(cluster, word, namespace))


def labels(cluster: Cluster, word: str, namespace: str) -> Iterator[str]:
    """The label keys and KEY=VALUE pairs of a kind's objects."""
    for obj in _objects(cluster, by_resource(word.rpartition(",")[2]), namespace):
        for key, value in obj.metadata.labels.items():
            yield from (key, f"{key}={value}")


def label_changes(cluster: Cluster, word: str, name: str, namespace: str) -> Iterator[str]:
    """What `kubectl label` may do to an object: keys to set, keys to take away."""
    for pair in labels(cluster, word, namespace):
        key, equals, _ = pair.partition("=")
        yield from (f"{key}=", pair) if equals else ()
    kind = by_resource(word)
    obj = (
        cluster.store.get(Key(kind=kind.kind, namespace=namespace if kind.namespaced else "", name=name))
        if kind
        else None
    )
    yield from (f"{key}-" for key in (obj.metadata.labels if obj is not None else ()))


def containers(cluster: Cluster, pod: str, namespace: str) -> tuple[str, ...]:
    """The containers of a pod, named as `POD` or `pod/POD`."""
    found = _pod(cluster, pod, namespace)
    return tuple(one.name for one in (*found.spec.containers, *found.spec.init_containers)) if found else ()


def programs(cluster: Cluster, pod: str, namespace: str) -> Iterable[str]:
    """What can be executed in a pod."""
    found = _pod(cluster, pod, namespace)
    image = image_of(found.spec.containers[0]) if found else None
    return image.programs if image else ()


def _pod(cluster: Cluster, word: str, namespace: str) -> Pod | None:
    name = word.rpartition("/")[2]
    found = cluster.store.get(Key(kind="Pod", namespace=namespace, name=name))
    return found if isinstance(found, Pod) else None


def hosts(cluster: Cluster, place: Place) -> Iterator[str]:
    """What one could connect to: names of Services in a pod, addresses elsewhere."""
    yield from (node.ip for node in cluster.settings.nodes)
    for service in cluster.store.list("Service"):
        if not isinstance(service, Service):
            continue
        meta, spec = service.metadata, service.spec
        if place.kind == "pod":
            yield meta.name if meta.namespace == place.namespace else f"{meta.name}.{meta.namespace}"
        elif place.kind == "node" and spec.cluster_ip not in {"", "None"}:
            yield spec.cluster_ip
        yield from (one.ip for one in service.status.load_balancer.ingress if one.ip)


def template_containers(cluster: Cluster, word: str, name: str, namespace: str) -> tuple[str, ...]:
    """The containers of a pod, or of the pods that a controller makes."""
    kind = by_resource(word)
    obj = cluster.store.get(Key(kind=kind.kind, namespace=namespace, name=name)) if kind else None
    if obj is None or not hasattr(obj, "spec"):
        return ()
    spec = obj.spec if isinstance(obj, Pod) else getattr(getattr(obj.spec, "template", None), "spec", None)
    return tuple(one.name for one in spec.containers) if spec is not None else ()
