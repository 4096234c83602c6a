"""Server-side apply: a configuration merged, its manager's former fields pruned, conflicts refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tutor.api.kinds import Kind
from tutor.api.status import Cause, Details, Status, StatusError, bad_request
from tutor.api.wire import Json
from tutor.cluster.managed.checking import check_form
from tutor.cluster.managed.entries import Manager, Managers, Owned, read_managers, write_managers
from tutor.cluster.managed.forms import Form, root
from tutor.cluster.managed.merging import merge, remove
from tutor.cluster.managed.paths import NOTHING, FieldSet, Path, in_order, shown, with_parents
from tutor.cluster.managed.tracking import Writer, content, empty, keepable, taken
from tutor.cluster.managed.walk import UntypedError, compare, field_set
from tutor.values import frozen

KUBECTL = "kubectl"
BEFORE_FIRST_APPLY = "before-first-apply"
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


@frozen
class Applied:
    """An object's JSON after an apply, managedFields included, and whether that is anything new."""

    body: dict[str, Any]
    changed: bool


@frozen
class _Request:
    """One apply: the live object and the configuration, both without what has no manager."""

    form: Form
    live: dict[str, Any]
    config: dict[str, Any]
    manager: Manager
    managers: Managers
    time: str


def apply(kind: Kind, live: dict[str, Any] | None, config: Json, writer: Writer, *, force: bool = False) -> Applied:
    """Apply a configuration to an object's JSON (None creates one); raises StatusError with every conflict."""
    request = _read(kind, live, config, writer)
    try:
        merged, managers = _apply(request, force=force)
    except StatusError:
        if writer.manager != KUBECTL or live is None or not _forgivable(request):
            raise
        merged, managers = _apply(request, force=True)
    if writer.manager == KUBECTL:
        merged = _noted(merged, config)
    changed = live is None or merged != request.live or managers != request.managers
    metadata = {**(merged.get("metadata") or {}), "managedFields": write_managers(managers)}
    body = {"apiVersion": kind.api_version, "kind": kind.kind, **merged, "metadata": metadata}
    return Applied(body=body, changed=changed)


def _read(kind: Kind, live: dict[str, Any] | None, config: Json, writer: Writer) -> _Request:
    if not writer.manager:
        raise _manager_required()
    if not isinstance(config, dict):
        raise bad_request("error decoding YAML: configuration is not an object")
    metadata = config.get("metadata")
    if isinstance(metadata, dict) and metadata.get("managedFields"):
        raise bad_request("metadata.managedFields must be nil")
    form, wanted = root(kind.type), content(config)
    try:
        check_form(form, wanted)
    except UntypedError as fault:
        raise _untyped(kind, wanted, str(fault)) from fault
    now = empty(kind) if live is None else content(live)
    meta = dict(now.get("metadata") or {})
    entries = meta.pop("managedFields", None)
    now = {**now, "metadata": meta}
    managers = read_managers(entries)
    if live is not None and not managers:
        first = Manager(BEFORE_FIRST_APPLY, "Update", kind.api_version)
        owned = keepable(compare(form, empty(kind), now).changed)
        managers = {first: Owned(fields=owned, time=writer.time)}
    manager = Manager(writer.manager, "Apply", kind.api_version, writer.subresource)
    return _Request(form=form, live=now, config=wanted, manager=manager, managers=managers, time=writer.time)


def _apply(request: _Request, *, force: bool) -> tuple[dict[str, Any], Managers]:
    """Mirrors Updater.Apply."""
    last = request.managers.get(request.manager)
    mine = keepable(field_set(request.form, request.config))
    same = last is not None and last.fields == mine
    managers = {**request.managers, request.manager: last if last and same else Owned(fields=mine, time=request.time)}
    merged = merge(request.form, request.live, request.config)
    if last is not None:
        owned = with_parents(path for one in managers.values() for path in one.fields)
        merged = remove(request.form, merged, last.fields - owned)
    changes = compare(request.form, request.live, merged)
    conflicts = dict(_conflicts(request, changes.changed))
    if conflicts and not force:
        raise _refuse(conflicts)
    managers = taken(managers, request.manager, changes)
    if merged != request.live:
        managers[request.manager] = Owned(fields=managers[request.manager].fields, time=request.time)
    return merged, {one: owned for one, owned in managers.items() if owned.fields}


def _conflicts(request: _Request, changed: FieldSet) -> Iterator[tuple[Manager, FieldSet]]:
    for manager in sorted(request.managers):
        lost = request.managers[manager].fields & changed
        if manager != request.manager and lost:
            yield manager, lost


def _forgivable(request: _Request) -> bool:
    """Whether every conflict is about what kubectl itself applied on the client's side, and nobody changed since."""
    text = ((request.live.get("metadata") or {}).get("annotations") or {}).get(LAST_APPLIED)
    try:
        last = content(json.loads(text)) if text else {}
    except (ValueError, AttributeError):
        return False
    changes = compare(request.form, request.live, last)
    allowed = field_set(request.form, last) - changes.changed - changes.removed if last else NOTHING
    wanted = merge(request.form, request.live, request.config)
    found = _conflicts(request, compare(request.form, request.live, wanted).changed)
    return all(fields <= allowed for _, fields in found)


def _noted(merged: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """What kubectl applies on the server's side is what its client's side finds the next time."""
    metadata = merged.get("metadata") or {}
    notes = metadata.get("annotations") or {}
    if LAST_APPLIED not in notes:
        return merged
    own = config.get("metadata") or {}
    annotations = {key: text for key, text in (own.get("annotations") or {}).items() if key != LAST_APPLIED}
    plain = {**config, "metadata": {**own, **({"annotations": annotations} if "annotations" in own else {})}}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    return {**merged, "metadata": {**metadata, "annotations": {**notes, LAST_APPLIED: text}}}


def _refuse(conflicts: dict[Manager, FieldSet]) -> StatusError:
    """Mirrors NewConflictError."""
    rows: list[tuple[Manager, Path]] = [(one, path) for one, lost in conflicts.items() for path in in_order(lost)]
    causes = tuple(
        Cause(reason="FieldManagerConflict", message=f"conflict with {one.shown}", field=shown(path))
        for one, path in rows
    )
    if len(rows) == 1:
        message = f"Apply failed with 1 conflict: conflict with {rows[0][0].shown}: {shown(rows[0][1])}"
    else:
        lines: list[str] = []
        for one, lost in conflicts.items():
            lines.append(f"conflicts with {one.shown}:")
            lines += [f"- {shown(path)}" for path in in_order(lost)]
        message = f"Apply failed with {len(rows)} conflicts: " + "\n".join(lines)
    return StatusError(Status(message=message, reason="Conflict", code=409, details=Details(causes=causes)))


def _untyped(kind: Kind, config: dict[str, Any], fault: str) -> StatusError:
    metadata = config.get("metadata")
    meta = metadata if isinstance(metadata, dict) else {}
    about = f"{meta.get('namespace', '')}/{meta.get('name', '')}; {kind.group}/{kind.version}, Kind={kind.kind}"
    return StatusError(Status(message=f"failed to create typed patch object ({about}): {fault}", code=500))


def _manager_required() -> StatusError:
    cause = Cause(
        reason="FieldValueRequired", message="Required value: is required for apply patch", field="fieldManager"
    )
    message = f'PatchOptions.meta.k8s.io "" is invalid: {cause.field}: {cause.message}'
    details = Details(group="meta.k8s.io", kind="PatchOptions", causes=(cause,))
    return StatusError(Status(message=message, reason="Invalid", code=422, details=details))
