"""`kubectl edit`: the object in the person's editor, then back to the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import KINDS
from tutor.api.patch import PatchError, two_way
from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.context import EditorFault
from tutor.kubectl.errors import CommandError, Refusal, explain_refusal, raise_all
from tutor.kubectl.lastapplied import with_last_applied
from tutor.kubectl.managers import without_manager
from tutor.kubectl.manifests import find_kind, no_match, sort_keys, validation_fault
from tutor.kubectl.printers.structured import as_json, as_kyaml
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, manifests_of, placed_body, read_query, resolve
from tutor.kubectl.results import short_name
from tutor.kubectl.verbs.subresources import subresource_of
from tutor.manifest import dump, parse
from tutor.manifest.model import KUBECTL
from tutor.values import frozen

_HEADER = """\
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
"""
COPY = "/tmp/kubectl-edit-1234567890.yaml"  # noqa: S108 - a path of the simulated place


_FORMATS: Mapping[str, Callable[[dict[str, Any]], str]] = MappingProxyType(
    {"": dump, "yaml": dump, "json": as_json, "kyaml": lambda body: as_kyaml([body])}
)
_PATIENCE = 20  # a program that never leaves the text as it was would go on for ever


@frozen
class Rejected:
    """Why a saved text did not reach the cluster: for the file's header, and for the terminal at once."""

    reasons: tuple[tuple[str, ...], ...]
    words: str = ""


Save = Callable[[str], Rejected | None]
_Pair = tuple[Target, dict[str, Any]]


def run_edit(call: Call) -> None:
    """Open what was named, several objects as one list. Mirrors EditOptions.Run."""
    show = _format(call)
    found: list[_Pair] = []
    faults: list[Refusal] = []
    for one in resolve(call, read_query(call, whole_kinds=True)):
        if isinstance(one, tuple):
            found.append((one[0], without_manager(encode(one[1]))))
            subresource_of(call, one[0], "get")
        else:
            faults.append(one)
    raise_all(faults)
    if not found:
        raise CommandError("edit cancelled, no objects found")
    bodies = [old for _, old in found]
    whole = bodies[0] if len(bodies) == 1 else {"apiVersion": "v1", "items": bodies, "kind": "List", "metadata": {}}
    edit_until_taken(call, show(whole), lambda edited: _save(call, found, edited))


def _format(call: Call) -> Callable[[dict[str, Any]], str]:
    """How the file is written; raises CommandError."""
    word = str(call.flag("output"))
    if word not in _FORMATS:
        formats = ",".join(sorted(name for name in _FORMATS if name))
        raise CommandError(
            f"unable to match a printer suitable for the output format {quote(word)}, allowed formats are: {formats}"
        )
    return _FORMATS[word]


def edit_until_taken(call: Call, original: str, save: Save) -> None:
    """Ask for changes until they are taken, or until the text comes back as it was."""
    text = original
    rejected: Rejected | None = None
    rounds = 0
    while True:
        header = "" if call.flag("output") == "json" else _HEADER + _reasons(rejected)
        edited = _without_comments(_open(call, header + text))
        if edited == original:
            call.complain("Edit cancelled, no changes made.\n")
            return
        rounds += 1
        if rejected is not None and (edited == text or rounds == _PATIENCE):
            raise _kept(call, header + text, "Edit cancelled, no valid changes were saved.")
        rejected = save(edited)
        if rejected is None:
            return
        call.complain(rejected.words)
        text = edited


def _kept(call: Call, text: str, why: str) -> CommandError:
    """Store what was typed before the edit ends. Mirrors preservedFile."""
    call.context.files.write(COPY, text)
    call.complain(f"A copy of your changes has been stored to {quote(COPY)}\n")
    return CommandError(why)


def _reasons(rejected: Rejected | None) -> str:
    """Mirrors editHeader.writeTo."""
    reasons = rejected.reasons if rejected else ()
    return "".join("".join(f"# {line}\n" for line in reason) + "#\n" for reason in reasons)


def _open(call: Call, text: str) -> str:
    if call.context.editor is None:
        raise CommandError('unable to launch the editor "vi"')
    edited = call.context.editor(text)
    if isinstance(edited, EditorFault):
        raise CommandError(edited.message)
    return edited


def _without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def _save(call: Call, pairs: Sequence[_Pair], edited: str) -> Rejected | None:
    """Send the differences; says why something was not taken."""
    bodies = bodies_of(call, pairs[0][0], edited)
    if isinstance(bodies, Rejected):
        return bodies
    known = {old["metadata"].get("uid"): (target, old) for target, old in pairs}
    rejected: list[Rejected] = []
    for body in bodies:
        metadata = body.get("metadata")
        target, old = known.get(metadata.get("uid") if isinstance(metadata, dict) else None, pairs[0])
        if _identity(body) != _identity(old):
            raise _kept(call, edited, "At least one of apiVersion, kind and name was changed")
        refusal = _send(call, target, old, annotated(call, body))
        rejected += [refusal] if refusal else []
    if not rejected:
        return None
    reasons = tuple(reason for one in rejected for reason in one.reasons)
    return Rejected(reasons=reasons, words="".join(one.words for one in rejected))


def bodies_of(call: Call, target: Target, edited: str) -> list[dict[str, Any]] | Rejected:
    """The objects of a saved text; what cannot be read is told of the first one, `target`."""
    documents = parse(edited, KUBECTL).documents
    fault = next((document.error for document in documents if document.error), "")
    body = documents[0].value if documents else None
    invalid = fault.removeprefix("error converting YAML to JSON: ") or validation_fault(body)
    if invalid or not isinstance(body, dict):
        return _rejected(target, (f'<nil>: Invalid value: "The edited file failed validation": {invalid}',))
    items = body.get("items")
    bodies = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else [body]
    for one in bodies:
        if find_kind(one, (*KINDS, *call.custom_kinds)) is None:
            unknown = str(no_match(sort_keys(one), "edited-file"))
            return Rejected(reasons=(tuple(f"The edited file had a syntax error: {unknown}".split("\n")),))
    return bodies


def annotated(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """The body with what `--save-config` and `--record` add. Mirrors visitAnnotation."""
    return recorded(call, with_last_applied(body) if call.flag("save-config") else body)


def _send(call: Call, target: Target, old: dict[str, Any], body: dict[str, Any]) -> Rejected | None:
    try:
        patch = two_way(target.kind, old, body)
    except PatchError as refused:
        raise CommandError(str(refused)) from refused
    title = short_name(target.kind, target.name)
    if not patch:
        call.say(f"{title} skipped\n")
        return None
    part = subresource_of(call, target, "patch")
    manager = str(call.flag("field-manager")) or "kubectl-edit"
    try:
        call.client.patch(target.kind, target.name, patch, target.namespace, subresource=part, field_manager=manager)
    except StatusError as refusal:
        return _refused(target, refusal)
    call.say(f"{title} edited\n")
    return None


def _refused(target: Target, refusal: StatusError) -> Rejected:
    """Mirrors editResults.addError."""
    what = f"{target.kind.resource} {quote(target.name)}"
    if refusal.status.reason != "Invalid":
        words = f"error: {what} could not be patched: {refusal.status.message}"
        return Rejected(reasons=((words.removeprefix("error: "),),), words=f"{words}\n")
    causes = refusal.status.details.causes if refusal.status.details else ()
    return _rejected(target, tuple(f"{cause.field}: {cause.message}" for cause in causes))


def _rejected(target: Target, causes: tuple[str, ...]) -> Rejected:
    what = f"{target.kind.resource} {quote(target.name)}"
    rows = (f"* {cause}" for cause in causes)
    return Rejected(reasons=((f"{what} was not valid:", *rows),), words=f"error: {what} is invalid\n")


def _identity(body: dict[str, Any]) -> tuple[Any, ...]:
    metadata = body.get("metadata")
    return body.get("apiVersion"), body.get("kind"), metadata.get("name") if isinstance(metadata, dict) else None


def edit_before_create(call: Call) -> None:
    """Open each object of the files and create what was made of it; unchanged ones are not created."""
    for target in manifests_of(call):
        if isinstance(target, CommandError):
            raise target
        edit_until_taken(call, dump(placed_body(target)), partial(_create, call, target))


def _create(call: Call, target: Target, edited: str) -> Rejected | None:
    """Mirrors visitToCreate."""
    bodies = bodies_of(call, target, edited)
    if isinstance(bodies, Rejected):
        return bodies
    for body in bodies:
        try:
            made = call.client.create(target.kind, annotated(call, body), target.namespace)
        except StatusError as refusal:
            raise _kept(call, edited, explain_refusal(refusal).rstrip("\n")) from refusal
        call.say(f"{short_name(target.kind, made.metadata.name)} created\n")
    return None
