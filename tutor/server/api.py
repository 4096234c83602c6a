"""From a request to its answer: which part of the API a path and a method mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from types import MappingProxyType

from tutor.api.status import Details, Status, StatusError
from tutor.server import discovery, openapi
from tutor.server.addresses import Target, find_target, group_version
from tutor.server.deleting import delete_collection, delete_object
from tutor.server.eviction import evict
from tutor.server.exchange import Answer, Ask, Reply, no_page, not_allowed, refuse, reply
from tutor.server.executing import refuse_plain
from tutor.server.finalizing import finalize
from tutor.server.health import every_path, health
from tutor.server.logs import read_log
from tutor.server.media import check_accept, formed
from tutor.server.partial import narrowed
from tutor.server.proxying import proxy
from tutor.server.reading import get_object, list_objects
from tutor.server.resources import Resource, resources
from tutor.server.reviews import review
from tutor.server.watching import watch_objects
from tutor.server.world import World
from tutor.server.writing import create_object, patch_object, update_object

_REVIEWED = frozenset({"authentication.k8s.io", "authorization.k8s.io"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_LONGEST_TITLE = 120
Verb = Callable[[World, Target, Ask], Answer]


def answer(world: World, ask: Ask) -> Answer:
    """Answer one request; whatever is wrong with it is a Status in the answer."""
    world.catch_up()
    try:
        with world.stage.deed(ask.header("kubectl-session"), _title(ask)) if ask.method in _WRITES else nullcontext():
            found = _dispatch(world, ask)
        return formed(narrowed(found, ask), ask)
    except StatusError as error:
        return formed(refuse(error.status, _deprecations(world, ask)), ask)
    finally:
        world.tell()


def _deprecations(world: World, ask: Ask) -> tuple[str, ...]:
    """What the server warns of at an address whatever comes of the request."""
    target = find_target(resources(world.cluster.server.custom_kinds), ask.path)
    kind = target.resource.row if target is not None else None
    return (kind.deprecation,) if kind is not None and kind.deprecation else ()


def _title(ask: Ask) -> str:
    """What somebody did, in words for the window's history: kubectl says which of its commands asks."""
    return ask.header("kubectl-command")[:_LONGEST_TITLE] or f"{ask.method} {ask.path}"[:_LONGEST_TITLE]


def _dispatch(world: World, ask: Ask) -> Answer:
    served = resources(world.cluster.server.custom_kinds)
    plain = _plain(world, served, ask)
    if plain is not None:
        return plain
    target = find_target(served, ask.path)
    if target is None:
        return no_page()
    if not target.subresource:
        check_accept(ask)
    return _act(world, target, ask)


def _plain(world: World, served: tuple[Resource, ...], ask: Ask) -> Reply | None:
    """What is no resource: health, version, discovery, OpenAPI."""
    path = ask.path.rstrip("/") or "/"
    found = health(path, ask)
    if found is not None:
        return found
    if path == "/":
        return every_path(served)
    if path == "/version":
        return reply(discovery.VERSION)
    if path.startswith("/openapi/"):
        return openapi.answer(world.cluster.server.kinds, ask)
    if path in {"/api", "/apis"}:
        return _roots(world, served, ask, core=path == "/api")
    return _below(served, path)


def _roots(world: World, served: tuple[Resource, ...], ask: Ask, *, core: bool) -> Reply:
    if discovery.wants_aggregated(ask):
        found = reply(discovery.aggregated(served, core=core))
        return Reply(body=found.body, media=discovery.AGGREGATED_MEDIA)
    if core:
        head = next((node.ip for node in world.cluster.settings.nodes if node.control_plane), "127.0.0.1")
        return reply(discovery.core_versions(f"{head}:6443"))
    return reply(discovery.groups(served))


def _below(served: tuple[Resource, ...], path: str) -> Reply | None:
    words = path.strip("/").split("/")
    if len(words) == 2 and words[0] == "apis":
        return reply(discovery.group(served, words[1])) if any(one.group == words[1] for one in served) else no_page()
    found = group_version(path)
    if found is None or found[1]:
        return None
    known = any(one.api_version == found[0] for one in served)
    return reply(discovery.resource_list(served, found[0])) if known else no_page()


def _act(world: World, target: Target, ask: Ask) -> Answer:
    if target.resource.group in _REVIEWED:
        return review(target, ask)
    if target.subresource:
        parts = {sub.name for sub in target.resource.subresources}
        if target.subresource not in parts:
            return no_page()
        own = _PARTS.get((target.resource.plural, target.subresource))
        if own is not None:
            return own(world, target, ask)
    if ask.method == "GET" and ask.truth("watch"):
        return watch_objects(world, target, ask)
    verb = (_OF_OBJECTS if target.name else _OF_COLLECTIONS).get(ask.method)
    if verb is None:
        raise not_allowed()
    return verb(world, target, ask)


def _switched_off(*_: object) -> Answer:
    """As on a server with a feature switched off, which kubectl says then; raises StatusError."""
    words = "the server could not find the requested resource"
    raise StatusError(Status(message=words, reason="NotFound", code=404, details=Details()))


_OF_COLLECTIONS: Mapping[str, Verb] = MappingProxyType(
    {"GET": list_objects, "POST": create_object, "DELETE": delete_collection}
)
_OF_OBJECTS: Mapping[str, Verb] = MappingProxyType(
    {"GET": get_object, "PUT": update_object, "PATCH": patch_object, "DELETE": delete_object}
)
_PARTS: Mapping[tuple[str, str], Verb] = MappingProxyType(
    {
        ("namespaces", "finalize"): finalize,
        ("pods", "attach"): refuse_plain,
        ("pods", "ephemeralcontainers"): _switched_off,
        ("pods", "eviction"): evict,
        ("pods", "exec"): refuse_plain,
        ("pods", "log"): read_log,
        ("pods", "portforward"): refuse_plain,
        ("pods", "proxy"): proxy,
        ("services", "proxy"): proxy,
    }
)
