"""Create, update and patch: bodies to the API server's verbs, and what they leave to JSON or tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.status import Details
from tutor.cluster import custom, scale
from tutor.cluster.apiserver import Written
from tutor.cluster.patches import PatchType
from tutor.cluster.store import Key
from tutor.cluster.subresources import SUBRESOURCES, Subresource
from tutor.server.addresses import Target
from tutor.server.bodies import Body, read_json, read_object, read_yaml
from tutor.server.checks import check_write
from tutor.server.exchange import Ask, Reply, not_allowed, reply, unsupported
from tutor.server.options import write_options
from tutor.server.tables import table, wants_table
from tutor.server.world import World

_PATCHES: Mapping[str, PatchType] = MappingProxyType(
    {
        "application/json-patch+json": "json",
        "application/merge-patch+json": "merge",
        "application/strategic-merge-patch+json": "strategic",
        "application/apply-patch+yaml": "apply",
    }
)


def simulated(target: Target) -> Kind:
    """The kind of a target; those that are not simulated cannot be written. Raises StatusError."""
    if target.resource.row is None:
        raise custom.not_served()
    return target.resource.row


def create_object(world: World, target: Target, ask: Ask) -> Reply:
    """POST to a collection."""
    kind = simulated(target)
    if target.name or target.everywhere:
        raise not_allowed()
    check_write(ask, "CreateOptions")
    body = read_object(ask, kind)
    written = world.cluster.server.create(
        kind,
        body.value,
        namespace=target.namespace,
        options=write_options(ask, body.duplicates),
    )
    return _written(world, kind, written, ask, status=201)


def update_object(world: World, target: Target, ask: Ask) -> Reply:
    """PUT to an object or a part of it; some kinds are created where they are missing."""
    kind = simulated(target)
    part = _part(target)
    check_write(ask, "UpdateOptions")
    body = read_object(ask, scale.SCALE if part == "scale" else kind)
    before = _is_there(world, kind, target)
    written = world.cluster.server.replace(
        kind,
        target.name,
        body.value,
        namespace=target.namespace,
        subresource=part,
        options=write_options(ask, body.duplicates),
    )
    return _written(world, kind, written, ask, part=part, status=200 if before else 201)


def patch_object(world: World, target: Target, ask: Ask) -> Reply:
    """PATCH in each of the four types."""
    kind = simulated(target)
    media = ask.header("content-type").partition(";")[0].strip()
    patch_type = _PATCHES.get(media)
    if patch_type is None:
        raise unsupported("415: Unsupported Media Type", Details())
    check_write(ask, "PatchOptions", apply=patch_type == "apply")
    body: Body = read_yaml(ask.body) if patch_type == "apply" else read_json(ask.body)
    part = _part(target)
    before = _is_there(world, kind, target)
    written = world.cluster.server.patch(
        kind,
        target.name,
        body.value,
        patch_type=patch_type,
        namespace=target.namespace,
        subresource=part,
        options=write_options(ask, apply=patch_type == "apply"),
    )
    return _written(world, kind, written, ask, part=part, status=200 if before else 201)


def _part(target: Target) -> Subresource:
    """The part that is written; raises StatusError for one that nobody writes."""
    if target.subresource not in SUBRESOURCES:
        raise not_allowed()
    return SUBRESOURCES[target.subresource]


def _is_there(world: World, kind: Kind, target: Target) -> bool:
    namespace = target.namespace if kind.namespaced else ""
    return world.cluster.store.get(Key(kind=kind.kind, namespace=namespace, name=target.name)) is not None


def _written(world: World, kind: Kind, written: Written, ask: Ask, *, part: str = "", status: int = 200) -> Reply:
    obj = written.object
    warnings = (*((kind.deprecation,) if kind.deprecation else ()), *written.warnings)
    body: Any
    if part == "scale":
        body = scale.encode(obj)
    elif wants_table(ask):
        metadata = {"resourceVersion": obj.metadata.resource_version}
        body = table(kind, (obj,), world.cluster.clock, metadata, ask)
    else:
        body = encode(obj)
    return reply(body, status, warnings)
