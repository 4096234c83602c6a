"""`kubectl replace`."""

from __future__ import annotations

from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kustomize import require_files
from tutor.kubectl.lastapplied import ANNOTATION, with_last_applied
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, for_each_manifest, placed_body
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.delete import check_cascade
from tutor.kubectl.verbs.rawpaths import refuse_raw
from tutor.kubectl.verbs.subresources import subresource_of


def run_replace(call: Call) -> None:
    """Write every object of the files over the one that is there."""
    check_cascade(call)
    require_files(call)
    if call.flag("grace-period") >= 0 and not call.flag("force"):
        raise CommandError("--grace-period must have --force specified")
    if call.flag("timeout") and not call.flag("force"):
        raise CommandError("--timeout must have --force specified")
    if call.flag("force") and call.dry_run != "none":
        raise CommandError("--dry-run can not be used when --force is set")
    if call.flag("raw"):
        refuse_raw(call)
    printer = ResultPrinter(call)
    if call.flag("force"):
        for_each_manifest(call, lambda target: _remove(call, target))
        call.context.cluster.advance(0.5)
    if for_each_manifest(call, lambda target: _replace(call, target, printer), "replacing") == 0:
        raise CommandError("no objects passed to replace")


def _replace(call: Call, target: Target, printer: ResultPrinter) -> None:
    body = placed_body(target)
    if call.flag("force"):
        created = call.client.create(target.kind, body, target.namespace)
        printer.tell(target.kind, target.name, "replaced", created)
        return
    if not target.name and call.dry_run != "client":
        raise CommandError(f'error when replacing "{target.source}": resource name may not be empty')
    if call.flag("save-config") or ANNOTATION in (body["metadata"].get("annotations") or {}):
        body = with_last_applied(body)
    body = recorded(call, body)
    if call.dry_run == "client":
        printer.tell(target.kind, target.name, "replaced", body)
        return
    replaced = call.client.replace(
        target.kind,
        target.name,
        body,
        target.namespace,
        subresource=subresource_of(call, target, "put"),
        dry_run=call.dry_run == "server",
    )
    printer.tell(target.kind, target.name, "replaced", replaced)


def _remove(call: Call, target: Target) -> None:
    """Delete the object, if it is there, to be created anew once all of them are gone. Mirrors forceReplace."""
    try:
        call.client.delete(target.kind, target.name, target.namespace, grace_period=0)
        place = f" from {target.namespace} namespace" if target.namespace else ""
        call.say(f'{target.kind.singular_resource} "{target.name}" deleted{place}\n')
    except StatusError as refusal:
        if refusal.status.reason != "NotFound":
            raise
