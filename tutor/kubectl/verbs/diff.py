"""`kubectl diff`: what an apply would change."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from tutor.api.codec import encode
from tutor.api.patch import PatchError, three_way
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Failures, PlainError, explain_refusal
from tutor.kubectl.kustomize import require_files
from tutor.kubectl.lastapplied import ANNOTATION, last_applied, with_last_applied
from tutor.kubectl.resources import Target, find, is_selected, manifests_of, placed_body
from tutor.manifest import dump


def run_diff(call: Call) -> None:
    """Print differences and exit with 1 when there are some, with 2 when something fails."""
    try:
        _diff(call)
    except CommandError as fault:
        raise type(fault)(fault.message, code=2) from None
    except (Failures, StatusError) as fault:
        raise PlainError(explain_refusal(fault), code=2) from None


def _diff(call: Call) -> None:
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    require_files(call)
    texts: dict[str, str] = {}
    for found in manifests_of(call):  # here, the first failure ends it, and nothing is compared
        if isinstance(found, CommandError):
            raise found
        if is_selected(call, found):
            name = f"{found.kind.api_version.replace('/', '.')}.{found.kind.kind}.{found.namespace}.{found.name}"
            texts[name] = _difference(call, found, name)
    call.say("".join(texts[name] for name in sorted(texts)))
    call.code = int(any(texts.values()))


def _difference(call: Call, target: Target, name: str) -> str:
    modified = with_last_applied(placed_body(target))
    try:
        live = encode(find(call, target))
    except StatusError as refusal:
        if refusal.status.reason != "NotFound":
            raise
        live = {}
    if live:
        try:
            patch = three_way(target.kind, last_applied(live), modified, live)
        except PatchError as fault:
            raise CommandError(str(fault)) from fault
        merged = encode(call.client.patch(target.kind, target.name, patch, target.namespace, dry_run=True))
    else:
        merged = encode(call.client.create(target.kind, modified, target.namespace, dry_run=True))
    lines = unified_diff(_lines(live), _lines(merged), f"/tmp/LIVE/{name}", f"/tmp/MERGED/{name}")  # noqa: S108
    text = "".join(lines)
    return f"diff -u -N /tmp/LIVE/{name} /tmp/MERGED/{name}\n{text}" if text else ""


def _lines(body: dict[str, Any]) -> list[str]:
    if not body:
        return []
    metadata = {name: value for name, value in body["metadata"].items() if name != "managedFields"}
    notes = {key: text for key, text in (metadata.pop("annotations", None) or {}).items() if key != ANNOTATION}
    metadata |= {"annotations": notes} if notes else {}
    return dump({**body, "metadata": metadata}).splitlines(keepends=True)
