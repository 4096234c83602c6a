"""`kubectl apply --server-side`: the server merges; kubectl hands over what its client side applied before."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.status import StatusError
from tutor.cluster.patches import PatchType
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.managers import LAST_APPLIED, SERVER_SIDE, applies_annotation, migrated
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, placed_body
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.subresources import subresource_of

_CONFLICT_HELP = """\
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the `--force-conflicts` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"""


def apply_on_server(call: Call, target: Target, printer: ResultPrinter) -> None:
    """Send a manifest as an apply patch. Mirrors the server-side half of applyOneObject."""
    manager = str(call.flag("field-manager")) or SERVER_SIDE
    try:
        changed = _send(call, target, recorded(call, placed_body(target)), "apply", manager)
    except StatusError as refusal:
        if refusal.status.reason != "Conflict":
            raise
        raise CommandError(f"{refusal.status.message}\n{_CONFLICT_HELP}") from None
    if manager == SERVER_SIDE and call.dry_run == "none":
        changed = _hand_over(call, target, _keep_annotation(call, target, changed))
    printer.tell(target.kind, target.name, "serverside-applied", changed)


def _keep_annotation(call: Call, target: Target, changed: Any) -> Any:
    """Give the annotation of client-side apply a manager that keeps it. Mirrors saveLastApplyAnnotationIfNecessary."""
    text = changed.metadata.annotations.get(ANNOTATION)
    if text is None or applies_annotation(encode(changed), ANNOTATION):
        return changed
    meta = {"name": target.name, "annotations": {ANNOTATION: text}}
    place = {"namespace": target.namespace} if target.namespace else {}
    kind = target.kind
    body = {"apiVersion": kind.api_version, "kind": kind.kind, "metadata": {**meta, **place}}
    return _send(call, target, body, "apply", LAST_APPLIED)


def _hand_over(call: Call, target: Target, changed: Any) -> Any:
    """Mirrors migrateToSSAIfNecessary."""
    entries = migrated(encode(changed))
    if entries is None:
        return changed
    _send(call, target, {"metadata": {"managedFields": entries}}, "merge", SERVER_SIDE)
    return _send(call, target, recorded(call, placed_body(target)), "apply", SERVER_SIDE)


def _send(call: Call, target: Target, body: Any, patch_type: PatchType, manager: str) -> Any:
    return call.client.patch(
        target.kind,
        target.name,
        body,
        target.namespace,
        patch_type=patch_type,
        subresource=subresource_of(call, target, "patch"),
        dry_run=call.dry_run == "server",
        field_manager=manager,
        force=bool(call.flag("force-conflicts")),
    )
