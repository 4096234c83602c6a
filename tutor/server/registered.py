"""What tells which groups and kinds are served here: APIServices and definitions, read only like others that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from tutor.cluster.cluster import Cluster
from tutor.cluster.store import Key
from tutor.cluster.synthetic import Row, synthetic, uid_of
from tutor.cluster.synthetic import born as born_of
from tutor.server.resources import resources


def derived(cluster: Cluster, kind: str, namespace: str = "") -> list[Row]:
    """The objects of a kind that nothing stores, of one namespace or of all, without their own kind."""
    return list(_MAKERS[kind](cluster)) if kind in _MAKERS else synthetic(cluster, kind, namespace)


def _services(cluster: Cluster) -> Iterator[Row]:
    """What tells the aggregator that each group's version is served here. Mirrors autoregister.syncAPIService."""
    api = cluster.store.get(Key(kind="Service", namespace="default", name="kubernetes"))
    born = {} if api is None else born_of(api)
    told = {"type": "Available", "status": "True", "lastTransitionTime": born.get("creationTimestamp")}
    told |= {"reason": "Local", "message": "Local APIServices are always available"}
    versions = {(one.group, one.version) for one in resources(cluster.server.custom_kinds)}
    for group, version in sorted(versions, key=lambda pair: f"{pair[1]}.{pair[0]}"):
        name = f"{version}.{group}"
        meta = {
            **born,
            "uid": uid_of(born.get("uid", ""), name),
            "labels": {"kube-aggregator.kubernetes.io/automanaged": "onstart"},
        }
        spec = {**({"group": group} if group else {}), "version": version}
        yield {"metadata": {"name": name, **meta}, "spec": spec, "status": {"conditions": [told]}}


def _definitions(cluster: Cluster) -> Iterator[Row]:
    """What defines the kinds that somebody has installed."""
    for kind in sorted(cluster.server.custom_kinds, key=lambda kind: kind.resource):
        space = cluster.store.get(Key(kind="Namespace", name="metallb-system"))
        born = {} if space is None else born_of(space)
        names = {"plural": kind.plural, "singular": kind.singular, "kind": kind.kind, "listKind": f"{kind.kind}List"}
        yield {
            "metadata": {"name": kind.resource, **born, "uid": uid_of(born.get("uid", ""), kind.resource)},
            "spec": {
                "group": kind.group,
                "names": names,
                "scope": "Namespaced" if kind.namespaced else "Cluster",
                "versions": [{"name": kind.version, "served": True, "storage": True}],
            },
        }


_MAKERS: Mapping[str, Callable[[Cluster], Iterator[Row]]] = MappingProxyType(
    {"APIService": _services, "CustomResourceDefinition": _definitions}
)
