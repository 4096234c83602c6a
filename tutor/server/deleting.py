"""Delete: options and preconditions, one object or all that fit."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.status import Details, Status, StatusError, bad_request
from tutor.cluster.deletion import Propagation
from tutor.cluster.store import Key
from tutor.server.addresses import Target
from tutor.server.bodies import read_options
from tutor.server.checks import check_delete
from tutor.server.exchange import Ask, Reply, not_allowed, reply
from tutor.server.options import number_of, selection
from tutor.server.reading import list_body
from tutor.server.world import World
from tutor.server.writing import simulated
from tutor.values import frozen

_RETURNED = frozenset({"Pod", "Service"})  # their stores are set to give back what they deleted
_PROPAGATIONS: dict[str, Propagation] = {"Background": "Background", "Foreground": "Foreground", "Orphan": "Orphan"}


@frozen
class DeleteOptions:
    """How a deletion is meant."""

    propagation: Propagation = "Background"
    grace_period: int | None = None
    dry_run: bool = False
    uid: str = ""
    revision: str = ""


def read_delete_options(ask: Ask) -> DeleteOptions:
    """The options of a request; raises StatusError for what they cannot be."""
    return delete_options_of(read_options(ask), ask)


def delete_options_of(body: dict[str, Any], ask: Ask) -> DeleteOptions:
    """The options of a body, or else those of the query; raises StatusError for what they cannot be."""
    policy = str(body.get("propagationPolicy") or ask.text("propagationPolicy"))
    words = body.get("dryRun") or ([ask.text("dryRun")] if ask.text("dryRun") else [])
    dry_run = words if isinstance(words, list) else [words]
    orphan = body.get("orphanDependents", ask.truth("orphanDependents") if "orphanDependents" in ask.query else None)
    check_delete(dry_run, policy, orphan=orphan is not None)
    if orphan:
        policy = "Orphan"
    grace = body.get("gracePeriodSeconds", number_of(ask, "gracePeriodSeconds"))
    if grace is not None and (isinstance(grace, bool) or not isinstance(grace, int)):
        raise bad_request("json: cannot unmarshal into Go struct field DeleteOptions.gracePeriodSeconds of type int64")
    wanted = body.get("preconditions")
    preconditions: dict[str, Any] = wanted if isinstance(wanted, dict) else {}
    return DeleteOptions(
        propagation=_PROPAGATIONS[policy or "Background"],
        grace_period=None if grace is None else max(grace, 0) if grace >= 0 else 1,
        dry_run=bool(dry_run),
        uid=str(preconditions.get("uid") or ""),
        revision=str(preconditions.get("resourceVersion") or ""),
    )


def delete_object(world: World, target: Target, ask: Ask) -> Reply:
    """DELETE of one object: its last state, or a Status for kinds that give none."""
    kind = simulated(target)
    options = read_delete_options(ask)
    server = world.cluster.server
    present = server.get(kind, target.name, namespace=target.namespace)
    check_preconditions(kind, present, options)
    last = server.delete(
        kind,
        target.name,
        namespace=target.namespace,
        propagation=options.propagation,
        grace_period=options.grace_period,
        dry_run=options.dry_run,
    )
    warnings = (kind.deprecation,) if kind.deprecation else ()
    still = _still_there(world, kind, target) and not options.dry_run
    if kind.kind in _RETURNED or still:
        return reply(encode(last), warnings=warnings)
    about = {"name": target.name, "group": kind.group, "kind": kind.plural, "uid": last.metadata.uid}
    details = {name: value for name, value in about.items() if value}
    return reply(
        {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details},
        warnings=warnings,
    )


def delete_collection(world: World, target: Target, ask: Ask) -> Reply:
    """DELETE of all that fit in a namespace, or of a kind of the whole cluster."""
    kind = simulated(target)
    if "deletecollection" not in target.resource.verbs or target.everywhere:
        raise not_allowed()
    options = read_delete_options(ask)
    chosen = selection(ask, target.namespace if kind.namespaced else None)
    chosen.check(kind)
    found = [obj for obj in world.cluster.store.list(kind.kind) if chosen.fits(obj)]
    for obj in found:
        world.cluster.server.delete(
            kind,
            obj.metadata.name,
            namespace=obj.metadata.namespace,
            propagation=options.propagation,
            grace_period=options.grace_period,
            dry_run=options.dry_run,
        )
    return reply(list_body(target, found, {"resourceVersion": str(world.cluster.store.revision)}))


def _still_there(world: World, kind: Kind, target: Target) -> bool:
    namespace = target.namespace if kind.namespaced else ""
    return world.cluster.store.get(Key(kind=kind.kind, namespace=namespace, name=target.name)) is not None


def check_preconditions(kind: Kind, obj: Any, options: DeleteOptions) -> None:
    """Refuse because the object is another one than the client thinks. Mirrors BeforeDelete."""
    meta = obj.metadata
    pairs = (
        (options.uid, meta.uid, "UID"),
        (options.revision, meta.resource_version, "ResourceVersion"),
    )
    for wanted, found, word in pairs:
        if wanted and wanted != found:
            detail = f"the {word} in the precondition ({wanted}) does not match the {word} in record ({found}). "
            reason = "The object might have been deleted and then recreated"
            raise _conflict(
                kind, meta.name, detail + (reason if word == "UID" else "The object might have been modified")
            )


def _conflict(kind: Kind, name: str, detail: str) -> StatusError:
    """A conflict that names the kind, not the resource, as this one check does."""
    from_kind = Details(name=name, group=kind.group, kind=kind.kind)
    message = f'Operation cannot be fulfilled on {kind.qualified} "{name}": {detail}'
    return StatusError(Status(message=message, reason="Conflict", code=409, details=from_kind))
