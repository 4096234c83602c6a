"""`kubectl apply`: creates what is missing, patches what differs from what was applied last."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.patch import PatchError, json_merge, strategic_merge, three_way
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all, with_source
from tutor.kubectl.kustomize import require_files
from tutor.kubectl.lastapplied import ANNOTATION, last_applied, with_last_applied
from tutor.kubectl.managers import without_managers
from tutor.kubectl.manifests import sort_keys
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, find, is_selected, manifests_of, placed_body
from tutor.kubectl.results import ORDERED, ResultPrinter
from tutor.kubectl.verbs.delete import check_cascade, delete_now
from tutor.kubectl.verbs.prune import check_prune, prune
from tutor.kubectl.verbs.serverside import apply_on_server

_MISSING = (
    "Warning: resource {resource}/{name} is missing the " + ANNOTATION + " annotation which is required by {tool} "
    "apply. {tool} apply should only be used on resources created declaratively by either {tool} create --save-config "
    "or {tool} apply. The missing annotation will be patched automatically.\n"
)


class _Applied(ResultPrinter):
    """Prints whole objects together, once all of them are applied. Mirrors ApplyOptions.printObjects."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._objects: list[dict[str, Any]] = []

    def tell(self, kind: Kind, name: str, operation: str, obj: Any) -> None:
        """Keep a whole object for later; say at once what became of it otherwise."""
        if self.prints_objects:
            self._objects.append(obj if isinstance(obj, dict) else encode(obj))
        else:
            super().tell(kind, name, operation, obj)

    def close(self) -> None:
        """Print what was kept: one object, or a list of several."""
        items = self._objects
        if len(items) == 1:
            self.show(items[0])
        elif items:
            self._show_list({"kind": "List", "apiVersion": "v1", "metadata": {}, "items": items})

    def _show_list(self, body: dict[str, Any]) -> None:
        """Print a list that kubectl made itself: its JSON has the order of Go's fields."""
        if self.call.flag("output") not in ORDERED:
            self.show(body)
            return
        items = without_managers(body["items"]) if not self.call.flag("show-managed-fields") else body["items"]
        self.show_ordered({**body, "items": list(map(sort_keys, items))})


def run_apply(call: Call) -> None:
    """Apply every object of the files; faults of reading are told before the rest."""
    _check(call)
    kinds = check_prune(call)
    if call.flag("subresource") and not call.flag("server-side"):
        raise CommandError("--subresource can only be specified for --server-side")
    found = list(manifests_of(call))
    faults: list[Refusal] = [fault for fault in found if isinstance(fault, CommandError)]
    targets = [target for target in found if isinstance(target, Target) and is_selected(call, target)]
    if not targets and not faults:
        raise CommandError("no objects passed to apply")
    printer = _Applied(call)
    for target in targets:
        try:
            _apply(call, target, printer)
        except (CommandError, StatusError) as refusal:
            faults.append(refusal)
    raise_all(faults, sources_first=True)
    printer.close()
    if kinds:
        _prune(call, kinds, targets)


def _check(call: Call) -> None:
    """Mirrors ApplyOptions.Validate and what stands before it."""
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    check_cascade(call)
    require_files(call)
    if call.flag("force-conflicts") and not call.flag("server-side"):
        raise CommandError("--force-conflicts only works with --server-side")
    if call.flag("server-side") and call.dry_run == "client":
        raise CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
    if call.flag("force") and call.flag("server-side"):
        raise CommandError("--force cannot be used with --server-side")
    if call.flag("force") and call.dry_run == "server":
        raise CommandError("--dry-run=server cannot be used with --force")
    if call.flag("all") and call.flag("selector"):
        raise CommandError("cannot set --all and --selector at the same time")


def _prune(call: Call, kinds: tuple[Kind, ...], targets: list[Target]) -> None:
    namespaces = {target.namespace for target in targets if target.namespace}
    there = call.context.cluster.server
    uids: set[str] = set()
    for target in targets:
        try:
            uids.add(there.get(target.kind, target.name, namespace=target.namespace).metadata.uid)
        except StatusError:  # a dry run has created nothing
            continue
    prune(call, kinds, uids, namespaces)


def _apply(call: Call, target: Target, printer: ResultPrinter) -> None:
    if not target.name and target.manifest is not None and target.manifest.generate_name:
        raise CommandError(f"from {target.manifest.generate_name}: cannot use generate name with apply")
    if call.flag("server-side"):
        apply_on_server(call, target, printer)
        return
    if not target.name:
        raise CommandError(
            f"error when retrieving current configuration of:\n{_resource_line(target)}\n"
            f'Name: "", Namespace: "{target.namespace}"\n'
            f'from server for: "{target.source}": resource name may not be empty'
        )
    modified = with_last_applied(recorded(call, placed_body(target)))
    try:
        current = encode(find(call, target))
    except StatusError as refusal:
        if refusal.status.reason != "NotFound":
            raise
        _create(call, target, modified, printer)
        return
    _change(call, target, modified, current, printer)


def _create(call: Call, target: Target, modified: dict[str, Any], printer: ResultPrinter) -> None:
    created: Any = modified
    if call.dry_run != "client":
        try:
            created = call.client.create(target.kind, modified, target.namespace, dry_run=call.dry_run == "server")
        except StatusError as refusal:
            raise with_source(refusal, "creating", target.source) from None
    printer.tell(target.kind, target.name, "created", created)


def _change(
    call: Call, target: Target, modified: dict[str, Any], current: dict[str, Any], printer: ResultPrinter
) -> None:
    if ANNOTATION not in (current["metadata"].get("annotations") or {}):
        call.complain(_MISSING.format(resource=target.kind.plural, name=target.name, tool="kubectl"))
    patch = _patch(call, target, modified, current)
    if not patch:
        printer.tell(target.kind, target.name, "unchanged", current)
        return
    if call.dry_run == "client":
        printer.tell(target.kind, target.name, "configured", _patched(target.kind, current, patch))
        return
    try:
        changed = call.client.patch(target.kind, target.name, patch, target.namespace, dry_run=call.dry_run == "server")
    except StatusError as refusal:
        if not (call.flag("force") and refusal.status.reason in {"Invalid", "Conflict"}):
            raise _with_patch(refusal, target, patch) from None
        changed = _create_anew(call, target, modified)
    printer.tell(target.kind, target.name, "configured", changed)


def _create_anew(call: Call, target: Target, modified: dict[str, Any]) -> Any:
    """Delete what cannot be changed, and create it as it should be. Mirrors deleteAndCreate."""
    delete_now(call, target)
    call.context.cluster.advance(1)
    return call.client.create(target.kind, modified, target.namespace)


def _patched(kind: Kind, current: dict[str, Any], patch: dict[str, Any]) -> Any:
    """What the patch would make of it. Mirrors PatchLocal."""
    return json_merge(current, patch) if kind.custom else strategic_merge(kind, current, patch)


def _patch(call: Call, target: Target, modified: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    """What to send; the schemas are tried one after another before kubectl gives up. Mirrors patchSimple."""
    original = last_applied(current)
    try:
        patch: dict[str, Any] = three_way(target.kind, original, modified, current)
    except PatchError as fault:
        for schema in ("v3 ", ""):
            call.complain(f"warning: error calculating patch from openapi {schema}spec: {fault}\n")
        texts = ("" if body is None else compact_json(body) + "\n" for body in (original, modified, current))
        shown = (
            f'error when patching "{target.source}": '
            + "creating patch with:\noriginal:\n{}\nmodified:\n{}\ncurrent:\n{}\nfor:".format(*texts)
        )
        subject = f'{_resource_line(target)}\nName: "{target.name}", Namespace: "{target.namespace}"'
        words = f'error when applying patch:\n\nto:\n{subject}\nfor: "{target.source}": {shown}: {fault}'
        raise CommandError(words) from fault
    return patch


def _resource_line(target: Target) -> str:
    group_version = f"{target.kind.group}/{target.kind.version}"
    return (
        f'Resource: "{group_version}, Resource={target.kind.plural}", '
        f'GroupVersionKind: "{group_version}, Kind={target.kind.kind}"'
    )


def _with_patch(refusal: StatusError, target: Target, patch: Any) -> StatusError:
    """Mirrors applyOneObject: what was sent, and to what."""
    subject = f'{_resource_line(target)}\nName: "{target.name}", Namespace: "{target.namespace}"'
    patched = with_source(refusal, "patching", target.source)
    return with_source(patched, f"applying patch:\n{compact_json(patch)}\nto:\n{subject}\nfor:", target.source)
