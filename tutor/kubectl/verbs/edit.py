"""`kubectl edit`: the object in the person's editor, then back to the server."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import KINDS
from tutor.api.patch import PatchError, two_way
from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.context import EditorFault
from tutor.kubectl.errors import CommandError
from tutor.kubectl.managers import without_manager
from tutor.kubectl.manifests import find_kind, no_match, sort_keys, validation_fault
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import short_name
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


_PATIENCE = 20  # a program that never leaves the text as it was would go on for ever


@frozen
class _Rejected:
    """Why a saved text did not reach the cluster: for the file's header, and for the terminal at once."""

    header: tuple[str, ...]
    words: str = ""


def run_edit(call: Call) -> None:
    """Open what was named, one object after another."""
    query = read_query(call, whole_kinds=True)
    if for_each(call, query, lambda target, obj: _edit(call, target, without_manager(encode(obj)))) == 0:
        raise CommandError("no objects passed to edit")


def _edit(call: Call, target: Target, old: dict[str, Any]) -> None:
    """Ask for changes until the server takes them, or until the text comes back as it was. Mirrors EditOptions.Run."""
    original = text = dump(old)
    rejected: _Rejected | None = None
    rounds = 0
    while True:
        edited = _without_comments(_open(call, _HEADER + _reasons(rejected) + text))
        if edited == original:
            call.complain("Edit cancelled, no changes made.\n")
            return
        rounds += 1
        if rejected is not None and (edited == text or rounds == _PATIENCE):
            raise _kept(call, _HEADER + _reasons(rejected) + text, "Edit cancelled, no valid changes were saved.")
        rejected = _save(call, target, old, edited)
        if rejected is None:
            return
        call.complain(rejected.words)
        text = edited


def _kept(call: Call, text: str, why: str) -> CommandError:
    """Store what was typed before the edit ends. Mirrors preservedFile."""
    call.context.files.write(COPY, text)
    call.complain(f"A copy of your changes has been stored to {quote(COPY)}\n")
    return CommandError(why)


def _reasons(rejected: _Rejected | None) -> str:
    return "".join(f"# {line}\n" for line in rejected.header) + "#\n" if rejected else ""


def _open(call: Call, text: str) -> str:
    if call.context.editor is None:
        raise CommandError('unable to launch the editor "vi"')
    edited = call.context.editor(text)
    if isinstance(edited, EditorFault):
        raise CommandError(edited.message)
    return edited


def _without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def _save(call: Call, target: Target, old: dict[str, Any], edited: str) -> _Rejected | None:
    """Send the difference; says why it was not taken."""
    documents = parse(edited, KUBECTL).documents
    fault = next((document.error for document in documents if document.error), "")
    body = documents[0].value if documents else None
    invalid = fault.removeprefix("error converting YAML to JSON: ") or validation_fault(body)
    if invalid or not isinstance(body, dict):
        return _rejected(target, (f'<nil>: Invalid value: "The edited file failed validation": {invalid}',))
    if find_kind(body, (*KINDS, *call.custom_kinds)) is None:
        unknown = str(no_match(sort_keys(body), "edited-file"))
        return _Rejected(header=tuple(f"The edited file had a syntax error: {unknown}".split("\n")))
    if _identity(body) != _identity(old):
        raise _kept(call, edited, "At least one of apiVersion, kind and name was changed")
    try:
        patch = two_way(target.kind, old, body)
    except PatchError as refused:
        raise CommandError(str(refused)) from refused
    if not patch:
        call.say(f"{short_name(target.kind, target.name)} skipped\n")
        return None
    try:
        call.client.patch(target.kind, target.name, patch, target.namespace, field_manager="kubectl-edit")
    except StatusError as refusal:
        return _refused(target, refusal)
    call.say(f"{short_name(target.kind, target.name)} edited\n")
    return None


def _refused(target: Target, refusal: StatusError) -> _Rejected:
    """Mirrors editResults.addError."""
    what = f"{target.kind.resource} {quote(target.name)}"
    if refusal.status.reason != "Invalid":
        words = f"error: {what} could not be patched: {refusal.status.message}"
        return _Rejected(header=(words.removeprefix("error: "),), words=f"{words}\n")
    causes = refusal.status.details.causes if refusal.status.details else ()
    return _rejected(target, tuple(f"{cause.field}: {cause.message}" for cause in causes))


def _rejected(target: Target, causes: tuple[str, ...]) -> _Rejected:
    what = f"{target.kind.resource} {quote(target.name)}"
    rows = (f"* {cause}" for cause in causes)
    return _Rejected(header=(f"{what} was not valid:", *rows), words=f"error: {what} is invalid\n")


def _identity(body: dict[str, Any]) -> tuple[Any, ...]:
    metadata = body.get("metadata")
    return body.get("apiVersion"), body.get("kind"), metadata.get("name") if isinstance(metadata, dict) else None
