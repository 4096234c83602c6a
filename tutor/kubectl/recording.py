"""`--record`: the command itself, kept in an annotation of what it changes."""

from __future__ import annotations

from typing import Any

from tutor.kubectl.command import Call
from tutor.kubectl.resources import Target
from tutor.kubectl.rollouts import CHANGE_CAUSE


def recorded(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """The body with the command in its annotation, if that is wanted. Mirrors ChangeCauseRecorder.Record."""
    if not call.parsed.values.get("record"):
        return body
    metadata = body.get("metadata") or {}
    annotations = {**(metadata.get("annotations") or {}), CHANGE_CAUSE: _cause(call)}
    return {**body, "metadata": {**metadata, "annotations": annotations}}


def record_afterwards(call: Call, target: Target) -> None:
    """Write the annotation by a request of its own. Mirrors MakeRecordMergePatch."""
    if call.parsed.values.get("record") and call.dry_run == "none":
        patch: Any = recorded(call, {})
        call.client.patch(target.kind, target.name, patch, target.namespace, patch_type="merge")


def _cause(call: Call) -> str:
    """Mirrors parseCommandArguments: words first, then flags in the order in which they were typed."""
    words = (call.command.path, *call.args)
    return " ".join((*words, *(f"--{name}={text}" for name, text in call.parsed.typed)))
