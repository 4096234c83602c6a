"""Values that may stand in a field: its own closed set, or names that exist in the cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tutor.api import kinds
from tutor.api.kinds import Kind
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.controllers.root_certificate import NAME as ROOT_CERTIFICATE
from tutor.cluster.images.catalog import IMAGES
from tutor.cluster.store import Store
from tutor.session.assist.cursor import Spot
from tutor.session.assist.field import TOP
from tutor.session.field_types import nearest_field
from tutor.session.picture import SYSTEM
from tutor.values import frozen

_SELECTORS = frozenset(("ServiceSpec.selector", "LabelSelector.matchLabels"))
_NODE_LABELS = frozenset(("PodSpec.nodeSelector",))
_SERVICE_NAME = "kubernetes.io/service-name"


@frozen(kw_only=False)
class Named:
    """A name with where it comes from."""

    name: str
    detail: str = ""


def entry_names(key: str, store: Store) -> tuple[Named, ...]:
    """Keys for the map of a field: the labels that pods have, for a selector."""
    if key not in _SELECTORS | _NODE_LABELS:
        return ()
    seen: dict[str, list[str]] = {}
    for one in _labelled(key, store):
        for label, value in sorted(one.metadata.labels.items()):
            seen.setdefault(label, []).append(value)
    return tuple(Named(label, ", ".join(sorted(set(values)))) for label, values in sorted(seen.items()))


def values_at(spot: Spot, cluster: Cluster) -> Iterable[Named]:
    """Values for a field."""
    store = cluster.store
    if len(spot.path) == 1 and spot.path[0] in TOP:
        return _of_kinds(spot, cluster.server.kinds)
    found = nearest_field(spot.kind, spot.path) if spot.kind else None
    if spot.kind is None or found is None:
        return ()
    path, field = found
    if len(spot.path) > len(path):
        return _of_entry(field.key, str(spot.path[-1]), store)
    if field.key == "ObjectMeta.name":
        return _objects(spot.kind.kind, store)
    closed = field.facts.values or (("true", "false") if field.type == "boolean" else ())
    return tuple(map(Named, closed)) or _NAMES.get(field.key, _nothing)(store)


def _of_kinds(spot: Spot, there: Sequence[Kind]) -> Iterable[Named]:
    if spot.path == ("kind",):
        versions = {one.api_version for one in there} & {spot.api_version}
        written = [one for one in there if one != kinds.CONTROLLER_REVISION]  # that one no person writes
        return [Named(one.kind, one.api_version) for one in written if not versions or one.api_version in versions]
    fitting = {one.api_version for one in there if one.kind == spot.kind_word}
    return [Named(version) for version in sorted(fitting or {one.api_version for one in there})]


def _of_entry(key: str, label: str, store: Store) -> Iterable[Named]:
    """Values of a label: those that pods have for it, or the Services for the label that names one."""
    if key == "ObjectMeta.labels" and label == _SERVICE_NAME:
        return _objects("Service", store)
    if key not in _SELECTORS | _NODE_LABELS:
        return ()
    owners: dict[str, list[str]] = {}
    for one in _labelled(key, store):
        if label in one.metadata.labels:
            owners.setdefault(one.metadata.labels[label], []).append(one.metadata.name)
    return [Named(value, ", ".join(names)) for value, names in sorted(owners.items())]


def _labelled(key: str, store: Store) -> Iterable[Any]:
    """Whose labels a selector asks for: nodes' or pods'."""
    return store.list("Node") if key in _NODE_LABELS else _pods(store)


def _pods(store: Store) -> Iterable[Pod]:
    return (pod for pod in store.list("Pod") if pod.metadata.namespace not in SYSTEM)


def _objects(kind: str, store: Store) -> Iterable[Named]:
    rows = [one.metadata for one in store.list(kind) if one.metadata.namespace not in SYSTEM]
    return [Named(meta.name, meta.namespace) for meta in rows]


def _port_names(store: Store) -> Iterable[Named]:
    """Names of container ports with their numbers."""
    seen: dict[str, set[str]] = {}
    for pod in _pods(store):
        for container in (*pod.spec.containers, *pod.spec.init_containers):
            for port in container.ports:
                if port.name:
                    seen.setdefault(port.name, set()).add(f"{port.container_port}/{port.protocol or 'TCP'}")
    return [Named(name, ", ".join(sorted(numbers))) for name, numbers in sorted(seen.items())]


def _service_port_names(store: Store) -> Iterable[Named]:
    """Names of Service ports with their Services."""
    seen: dict[str, list[str]] = {}
    for service in store.list("Service"):
        for port in service.spec.ports:
            if port.name and service.metadata.namespace not in SYSTEM:
                seen.setdefault(port.name, []).append(service.metadata.name)
    return [Named(name, ", ".join(owners)) for name, owners in sorted(seen.items())]


def _config_keys(store: Store) -> Iterable[Named]:
    """Entries of ConfigMaps."""
    maps = [one for one in store.list("ConfigMap") if one.metadata.namespace not in SYSTEM]
    return [
        Named(key, one.metadata.name)
        for one in maps
        if one.metadata.name != ROOT_CERTIFICATE
        for key in sorted(one.data)
    ]


def _pools(store: Store) -> Iterable[Named]:
    return [Named(pool.metadata.name, ", ".join(pool.spec.addresses)) for pool in store.list("IPAddressPool")]


def _images(store: Store) -> Iterable[Named]:
    """What can be run: images of the cluster's pods first, then the others that the registries have."""
    used = {one.image for pod in _pods(store) for one in pod.spec.containers}
    known = {image.repositories[0].removeprefix("docker.io/").removeprefix("library/") for image in IMAGES}
    return [Named(name) for name in (*sorted(used), *sorted(known - used))]


def _nothing(store: Store) -> Iterable[Named]:
    del store
    return ()


_NAMES: Mapping[str, Callable[[Store], Iterable[Named]]] = MappingProxyType(
    {
        "ServicePort.targetPort": _port_names,
        "HTTPGetAction.port": _port_names,
        "TCPSocketAction.port": _port_names,
        "ObjectMeta.namespace": lambda store: _objects("Namespace", store),
        "StatefulSetSpec.serviceName": lambda store: _objects("Service", store),
        "PodSpec.nodeName": lambda store: _objects("Node", store),
        "Endpoint.nodeName": lambda store: _objects("Node", store),
        "EndpointAddress.nodeName": lambda store: _objects("Node", store),
        "ForNode.name": lambda store: _objects("Node", store),
        "PodSpec.subdomain": lambda store: _objects("Service", store),
        "ConfigMapEnvSource.name": lambda store: _objects("ConfigMap", store),
        "ConfigMapVolumeSource.name": lambda store: _objects("ConfigMap", store),
        "ConfigMapKeySelector.name": lambda store: _objects("ConfigMap", store),
        "ConfigMapKeySelector.key": _config_keys,
        "ServiceAllocation.namespaces": lambda store: _objects("Namespace", store),
        "L2AdvertisementSpec.ipAddressPools": _pools,
        "EndpointPort.name": _service_port_names,
        "CoreEndpointPort.name": _service_port_names,
        "Container.image": _images,
    }
)
