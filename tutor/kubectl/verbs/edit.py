"""`kubectl edit`: the object in the person's editor, then back to the server."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.patch import three_way
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.context import EditorFault
from tutor.kubectl.errors import CommandError, explain_refusal
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import short_name
from tutor.manifest import dump, parse
from tutor.manifest.model import KUBECTL

_HEADER = """\
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
"""
_UNCHANGED = "Edit cancelled, no changes made.\n"


def run_edit(call: Call) -> None:
    """Open what was named, one object after another."""
    if for_each(call, read_query(call), lambda target, obj: _edit(call, target, encode(obj))) == 0:
        raise CommandError("no objects passed to edit")


def _edit(call: Call, target: Target, old: dict[str, Any]) -> None:
    """Ask for changes until the server takes them, the text stays as it was, or the editor gives up."""
    text, note = dump(old), ""
    before = text
    while True:
        edited = _open(call, _HEADER + note + text)
        body_text = _without_comments(edited)
        if not note and _without_comments(_HEADER + before) == body_text:
            call.complain(_UNCHANGED)
            return
        if not body_text.strip():
            call.complain("Edit cancelled, saved file was empty.\n")
            return
        fault = _save(call, target, old, edited)
        if not fault:
            return
        if body_text == text:
            raise CommandError(
                f"{fault.rstrip()}\nThe edited file had a syntax error or was refused; nothing was changed"
            )
        text, note = body_text, "".join(f"# {line}\n" for line in fault.splitlines()) + "#\n"
        call.complain(fault)


def _open(call: Call, text: str) -> str:
    if call.context.editor is None:
        raise CommandError('unable to launch the editor "vi"')
    edited = call.context.editor(text)
    if isinstance(edited, EditorFault):
        raise CommandError(edited.message)
    return edited


def _without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def _save(call: Call, target: Target, old: dict[str, Any], edited: str) -> str:
    """Send the difference; says what was wrong, or nothing."""
    documents = parse(edited, KUBECTL).documents
    fault = next((document.error for document in documents if document.error), "")
    body = documents[0].value if documents else None
    if fault or not isinstance(body, dict):
        return f"error: error parsing edited-file: {fault or 'no object'}\n"
    patch = three_way(target.kind, old, body, old)
    if not patch:
        call.complain(_UNCHANGED)
        return ""
    try:
        call.client.patch(target.kind, target.name, patch, target.namespace, field_manager="kubectl-edit")
    except StatusError as refusal:
        words = explain_refusal(refusal)
        return (
            f"error: {target.kind.plural} {chr(34)}{target.name}{chr(34)} is invalid\n{words}"
            if (refusal.status.reason == "Invalid")
            else words
        )
    call.say(f"{short_name(target.kind, target.name)} edited\n")
    return ""
