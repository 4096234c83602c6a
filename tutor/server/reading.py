"""Get and list: objects as JSON or tables, page by page, as of now or of an earlier revision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.codec import encode, encode_part
from tutor.api.status import bad_request, not_found
from tutor.cluster import scale
from tutor.cluster.objects import key_of
from tutor.cluster.store import Store
from tutor.cluster.subresources import SUBRESOURCES, check_subresource
from tutor.cluster.synthetic import DEPRECATED
from tutor.cluster.synthetic_tables import has_table, synthetic_table
from tutor.server.addresses import Target
from tutor.server.checks import check_list, too_new
from tutor.server.exchange import Ask, Reply, reply
from tutor.server.options import Selection, number_of, revision_of, selection
from tutor.server.paging import LATEST, Page, cut, page_of, too_old
from tutor.server.registered import derived
from tutor.server.tables import table, wants_table
from tutor.server.world import World


def get_object(world: World, target: Target, ask: Ask) -> Reply:
    """One object or a part of it; raises StatusError."""
    kind = target.resource.row
    if kind is None:
        return _get_synthetic(world, target, ask)
    obj = world.cluster.server.get(kind, target.name, namespace=target.namespace)
    warnings = (kind.deprecation,) if kind.deprecation else ()
    if target.subresource:
        part = SUBRESOURCES.get(target.subresource, "")
        check_subresource(kind, part)
        return reply(scale.encode(obj) if part == "scale" else encode(obj), warnings=warnings)
    if wants_table(ask):
        metadata = {"resourceVersion": obj.metadata.resource_version}
        return reply(table(kind, (obj,), world.cluster.clock, metadata, ask), warnings=warnings)
    return reply(encode(obj), warnings=warnings)


def _get_synthetic(world: World, target: Target, ask: Ask) -> Reply:
    rows = derived(world.cluster, target.resource.kind, target.namespace)
    found = next((row for row in rows if row["metadata"]["name"] == target.name), None)
    if found is None or target.subresource:
        raise not_found(target.resource.subject, target.name)
    warnings = DEPRECATED.get(target.resource.kind, ())
    if wants_table(ask) and has_table(target.resource.kind):
        metadata = {"resourceVersion": found["metadata"].get("resourceVersion", "")}
        return reply(synthetic_table(target.resource.kind, (found,), world.cluster.clock, metadata), warnings=warnings)
    return reply({"kind": target.resource.kind, "apiVersion": target.resource.api_version, **found}, warnings=warnings)


def list_objects(world: World, target: Target, ask: Ask) -> Reply:
    """All objects that a selection fits; raises StatusError."""
    chosen = selection(ask, None if target.everywhere or not target.resource.namespaced else target.namespace)
    check_list(ask)
    kind = target.resource.row
    if kind is None:
        return _list_synthetic(world, target, ask, chosen)
    chosen.check(kind)
    page = page_of(ask, chosen.namespace or "")
    revision = page.revision if page else _exact(ask)
    revision = None if revision == LATEST else revision
    found = objects_at(world.cluster.store, kind.kind, revision, page)
    fitting = [obj for obj in found if chosen.fits(obj)]
    if page is not None:
        fitting = [obj for obj in fitting if _place(obj) > page.after]
    _check_known(world.cluster.store, revision_of(ask), page)
    as_of = world.cluster.store.revision if revision is None else revision
    shown, metadata = cut(fitting, number_of(ask, "limit"), as_of, chosen)
    warnings = (kind.deprecation,) if kind.deprecation else ()
    if wants_table(ask):
        return reply(table(kind, shown, world.cluster.clock, metadata, ask), warnings=warnings)
    return reply(list_body(target, shown, metadata), warnings=warnings)


def list_body(target: Target, objects: Sequence[Any], metadata: dict[str, Any]) -> dict[str, Any]:
    """A list of a kind; its items do not say what they are."""
    resource = target.resource
    items = [encode_part(obj) for obj in objects]
    return {"kind": f"{resource.kind}List", "apiVersion": resource.api_version, "metadata": metadata, "items": items}


def objects_at(store: Store, kind: str, revision: int | None, page: Page | None = None) -> tuple[Any, ...]:
    """All objects of a kind as they were at a revision (None: now); raises StatusError when it is forgotten."""
    if revision is None or revision >= store.revision:
        return store.list(kind)
    changes = store.since(revision)
    if changes is None:
        raise too_old(page)
    found = {_place(obj): obj for obj in store.list(kind)}
    for change in reversed([one for one in changes if one.key.kind == kind]):
        place = (change.key.namespace, change.key.name)
        if change.old is None:
            found.pop(place, None)
        else:
            found[place] = change.old
    return tuple(found[place] for place in sorted(found))


def _check_known(store: Store, wanted: int | None, page: Page | None) -> None:
    if wanted and page is not None:
        raise bad_request("specifying resource version is not allowed when using continue")
    if wanted is not None and wanted > store.revision:
        raise too_new(wanted, store.revision)


def _exact(ask: Ask) -> int | None:
    """The revision that a list must show; without `Exact` the present always does."""
    revision = revision_of(ask)
    return revision if ask.text("resourceVersionMatch") == "Exact" else None


def _place(obj: Any) -> tuple[str, str]:
    key = key_of(obj)
    return key.namespace, key.name


def _list_synthetic(world: World, target: Target, ask: Ask, chosen: Selection) -> Reply:
    if "list" not in target.resource.verbs:
        raise not_found(target.resource.subject, "")
    found = derived(world.cluster, target.resource.kind, target.namespace)
    items = [row for row in found if chosen.means(row)]
    metadata = {"resourceVersion": str(world.cluster.store.revision)}
    warnings = DEPRECATED.get(target.resource.kind, ())
    if wants_table(ask) and has_table(target.resource.kind):
        return reply(synthetic_table(target.resource.kind, items, world.cluster.clock, metadata), warnings=warnings)
    return reply({**list_body(target, (), metadata), "items": items}, warnings=warnings)
