"""Reads a path of the API: which resource, in which namespace, which object, which part of it."""

from __future__ import annotations

from tutor.server.resources import Resource
from tutor.values import frozen


@frozen
class Target:
    """What a path names; `rest` is what stands behind a proxy subresource."""

    resource: Resource
    namespace: str = ""
    name: str = ""
    subresource: str = ""
    rest: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether it is a namespaced resource of all namespaces."""
        return self.resource.namespaced and not self.namespace


def group_version(path: str) -> tuple[str, tuple[str, ...]] | None:
    """`apps/v1` and the words behind it, None where the path is none of the API."""
    words = tuple(path.strip("/").split("/"))
    if words[0] == "api" and len(words) >= 2:
        return words[1], words[2:]
    if words[0] == "apis" and len(words) >= 3:
        return f"{words[1]}/{words[2]}", words[3:]
    return None


def find_target(served: tuple[Resource, ...], path: str) -> Target | None:
    """The target of a path below a group and version, None where nothing is served."""
    found = group_version(path)
    if found is None or not found[1] or "" in found[1][:3]:
        return None
    version, words = found
    namespace = ""
    if words[0] == "namespaces" and len(words) > 2 and words[2] not in {"status", "finalize"}:
        namespace, words = words[1], words[2:]
    known = (one for one in served if one.api_version == version and one.plural == words[0])
    resource = next(known, None)
    if resource is None or (namespace and not resource.namespaced):
        return None
    target = _placed(resource, namespace, words[1:])
    return None if target.everywhere and target.name else target


def _placed(resource: Resource, namespace: str, words: tuple[str, ...]) -> Target:
    name, subresource = (words[at] if len(words) > at else "" for at in (0, 1))
    return Target(resource=resource, namespace=namespace, name=name, subresource=subresource, rest="/".join(words[2:]))
