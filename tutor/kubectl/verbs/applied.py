"""`kubectl apply view-last-applied`, `set-last-applied` and `edit-last-applied`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.context import EditorFault
from tutor.kubectl.errors import CommandError
from tutor.kubectl.lastapplied import ANNOTATION, last_applied
from tutor.kubectl.manifests import sort_keys
from tutor.kubectl.printers.gojson import compact_json, indented_json
from tutor.kubectl.resources import NO_RESOURCES, Target, find, for_each, manifests_of, placed_body, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.manifest import dump, parse
from tutor.manifest.model import KUBECTL


def run_view(call: Call) -> None:
    """Print what was applied last, as YAML or JSON."""
    bodies: list[dict[str, Any]] = []
    for_each(call, read_query(call), lambda target, obj: bodies.extend(_found(target, obj)))
    word = str(call.flag("output"))
    if bodies and word not in {"yaml", "json"}:
        raise call.usage_error(f"Unexpected -o output mode: {word}, the flag 'output' must be one of yaml|json")
    for body in bodies:
        call.say(dump(sort_keys(body)) if word == "yaml" else indented_json(body, sort=False, indent=2) + "\n")


def _found(target: Target, obj: Any) -> tuple[dict[str, Any], ...]:
    body = last_applied(encode(obj))
    if body is None:
        if target.source:  # Upstream wraps an error that is none, and so fails for files alone.
            words = f"no last-applied-configuration annotation found on resource: {target.name}\n"
            raise CommandError(f"error when {words} {quote(target.source)}: <nil>")
        return ()
    return (body,)


def _configuration(obj: Any) -> dict[str, Any]:
    body = last_applied(encode(obj))
    if body is None:
        raise CommandError(
            "no last-applied-configuration annotation found on resources, to create the annotation, use command "
            "`kubectl apply set-last-applied --create-annotation`"
        )
    return body


def run_set(call: Call) -> None:
    """Write the annotation anew from a file, and nothing else."""
    if not call.flag("filename"):
        raise CommandError(NO_RESOURCES)
    printer = ResultPrinter(call)
    changes: list[tuple[Target, dict[str, Any]]] = []
    for target in manifests_of(call):
        if isinstance(target, CommandError):
            raise target
        wanted = placed_body(target)
        obj = find(call, target)
        _check_annotation(call, target, obj)
        if obj.metadata.annotations.get(ANNOTATION) == _text(wanted):
            call.say(f"set-last-applied {target.name}: no changes required.\n")
        else:
            changes.append((target, wanted))
    for target, wanted in changes:
        _set(call, target, wanted, printer)


def _set(call: Call, target: Target, wanted: dict[str, Any], printer: ResultPrinter) -> None:
    """Mirrors SetLastAppliedOptions.Validate and RunSetLastApplied."""
    obj = find(call, target)
    _check_annotation(call, target, obj)
    patch: Any = {"metadata": {"annotations": {ANNOTATION: _text(wanted)}}}
    changed: Any = obj
    if call.parsed.values.get("dry-run", "none") == "none" or call.dry_run == "server":
        changed = call.client.patch(
            target.kind,
            target.name,
            patch,
            target.namespace,
            patch_type="merge",
            dry_run="dry-run" in call.parsed.values and call.dry_run == "server",
        )
    printer.tell(target.kind, target.name, "configured", changed)


def _text(wanted: dict[str, Any]) -> str:
    """Mirrors GetApplyPatch, which unlike apply adds no empty annotations."""
    return compact_json(wanted) + "\n"


def _check_annotation(call: Call, target: Target, obj: Any) -> None:
    if ANNOTATION not in obj.metadata.annotations and not call.parsed.values.get("create-annotation", True):
        raise CommandError(
            f"no last-applied-configuration annotation found on resource: {target.name}, to create the annotation, "
            "run the command with --create-annotation"
        )


def run_edit(call: Call) -> None:
    """Open what was applied last in the editor, and write it back as the annotation."""
    printer = ResultPrinter(call)
    for_each(call, read_query(call), lambda target, obj: _edit(call, target, obj, printer))


def _edit(call: Call, target: Target, obj: Any, printer: ResultPrinter) -> None:
    old = dump(sort_keys(_configuration(obj)))
    if call.context.editor is None:
        raise CommandError('unable to launch the editor "vi"')
    edited = call.context.editor(old)
    if isinstance(edited, EditorFault):
        raise CommandError(edited.message)
    if edited == old:
        call.complain("Edit cancelled, no changes made.\n")
        return
    documents = parse(edited, KUBECTL).documents
    body = documents[0].value if documents and documents[0].error is None else None
    if not isinstance(body, dict):
        raise CommandError(f"the edited configuration of {quote(target.name)} cannot be read")
    _set(call, target, body, printer)
