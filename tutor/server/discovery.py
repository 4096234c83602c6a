"""What a client learns of the API before it asks for objects, plain and aggregated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.server.exchange import Ask
from tutor.server.resources import Resource, Subresource

VERSION = {
    "major": "1",
    "minor": "36",
    "emulationMajor": "1",
    "emulationMinor": "36",
    "minCompatibilityMajor": "1",
    "minCompatibilityMinor": "35",
    "gitVersion": "v1.36.2",
    "gitCommit": "$Format:%H$",
    "gitTreeState": "",
    "buildDate": "1970-01-01T00:00:00Z",
    "goVersion": "go1.26.6",
    "compiler": "gc",
    "platform": "linux/amd64",
}
_AGGREGATED = ("as=APIGroupDiscoveryList", "v=v2", "g=apidiscovery.k8s.io")
AGGREGATED_MEDIA = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"


def wants_aggregated(ask: Ask) -> bool:
    """Whether a client takes all of the discovery in one answer."""
    return any(all(word in one for word in _AGGREGATED) for one in ask.header("accept").replace(" ", "").split(","))


def core_versions(address: str) -> dict[str, Any]:
    """`/api`."""
    place = {"clientCIDR": "0.0.0.0/0", "serverAddress": address}
    return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [place]}


def groups(served: tuple[Resource, ...]) -> dict[str, Any]:
    """`/apis`."""
    names = dict.fromkeys(one.group for one in served if one.group)
    return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [_group(served, name) for name in names]}


def group(served: tuple[Resource, ...], name: str) -> dict[str, Any]:
    """`/apis/NAME`."""
    return {"kind": "APIGroup", "apiVersion": "v1", **_group(served, name)}


def _group(served: tuple[Resource, ...], name: str) -> dict[str, Any]:
    versions = [
        {"groupVersion": f"{name}/{version}", "version": version}
        for version in dict.fromkeys(one.version for one in served if one.group == name)
    ]
    return {"name": name, "versions": versions, "preferredVersion": versions[0]}


def resource_list(served: tuple[Resource, ...], api_version: str) -> dict[str, Any]:
    """`/api/v1` and `/apis/GROUP/VERSION`."""
    rows = [row for one in served if one.api_version == api_version for row in _plain(one)]
    typed = {} if api_version == "v1" else {"apiVersion": "v1"}
    return {"kind": "APIResourceList", **typed, "groupVersion": api_version, "resources": rows}


def _plain(one: Resource) -> Iterator[dict[str, Any]]:
    yield {
        "name": one.plural,
        "singularName": one.singular,
        "namespaced": one.namespaced,
        "kind": one.kind,
        "verbs": list(one.verbs),
        **_named(one),
        **({"storageVersionHash": one.storage_hash} if one.storage_hash else {}),
    }
    for sub in one.subresources:
        yield {
            "name": f"{one.plural}/{sub.name}",
            "singularName": "",
            "namespaced": one.namespaced,
            **({"group": sub.group, "version": sub.version} if sub.version else {}),
            "kind": sub.kind,
            "verbs": list(sub.verbs),
        }


def _named(one: Resource) -> dict[str, Any]:
    pairs = (("shortNames", one.short_names), ("categories", one.categories))
    return {name: list(words) for name, words in pairs if words}


def aggregated(served: tuple[Resource, ...], *, core: bool) -> dict[str, Any]:
    """`/api` or `/apis` with all of their resources."""
    names = dict.fromkeys(one.group for one in served if bool(one.group) != core)
    return {
        "kind": "APIGroupDiscoveryList",
        "apiVersion": "apidiscovery.k8s.io/v2",
        "metadata": {},
        "items": [_discovered(served, name) for name in names],
    }


def _discovered(served: tuple[Resource, ...], name: str) -> dict[str, Any]:
    rows = [one for one in served if one.group == name]
    versions = [
        {
            "version": version,
            "resources": [_resource(one) for one in rows if one.version == version],
            "freshness": "Current",
        }
        for version in dict.fromkeys(one.version for one in rows)
    ]
    return {"metadata": {"name": name} if name else {}, "versions": versions}


def _resource(one: Resource) -> dict[str, Any]:
    body = {
        "resource": one.plural,
        "responseKind": {"group": "", "version": "", "kind": one.kind},
        "scope": "Namespaced" if one.namespaced else "Cluster",
        "singularResource": one.singular,
        "verbs": list(one.verbs),
        **_named(one),
    }
    parts = [_subresource(sub) for sub in one.subresources]
    return {**body, "subresources": parts} if parts else body


def _subresource(sub: Subresource) -> dict[str, Any]:
    kind = {"group": sub.group, "version": sub.version, "kind": sub.kind}
    return {"subresource": sub.name, "responseKind": kind, "verbs": list(sub.verbs)}
