"""`--overrides` of `kubectl run` and `kubectl expose`: a patch on what kubectl has made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec import decode, refusal
from tutor.api.kinds import Kind
from tutor.api.patch import PatchError, json_merge, json_patch, strategic_merge
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.manifest import Json, parse
from tutor.manifest.model import KUBECTL

_PATCHES: Mapping[str, Callable[[Kind, Json, Json], Json]] = MappingProxyType(
    {
        "merge": lambda _, body, patch: json_merge(body, patch),
        "json": lambda _, body, operations: json_patch(body, operations),
        "strategic": strategic_merge,
    }
)


def with_overrides(call: Call, kind: Kind, body: dict[str, Any]) -> dict[str, Any]:
    """The body as `--overrides` wants it; raises CommandError for a patch that cannot be used."""
    text = str(call.flag("overrides"))
    if not text:
        return body
    patch = _PATCHES.get(str(call.flag("override-type")))
    if patch is None:
        raise CommandError(f"invalid override type: {call.flag('override-type')}")
    documents = parse(text, KUBECTL).documents
    if not documents or documents[0].error is not None or text.lstrip()[:1] not in "{[":
        raise CommandError("Invalid JSON Patch")
    try:
        patched = patch(kind, body, documents[0].value)
    except PatchError as fault:
        raise CommandError(str(fault)) from None
    if not isinstance(patched, dict):
        raise CommandError("Invalid JSON Patch")
    _check(kind, patched)
    return patched


def _check(kind: Kind, body: dict[str, Any]) -> None:
    """Refuse what Go cannot read as the object that it was. Mirrors the decoding in MergePatch."""
    version, word = str(body.get("apiVersion") or ""), str(body.get("kind") or "")
    if (version, word) != (kind.api_version, kind.kind):
        scheme = 'scheme "pkg/scheme/scheme.go:28"'
        raise CommandError(f"no kind {quote(word)} is registered for version {quote(version)} in {scheme}")
    faults = tuple(fault for fault in decode(kind, body).faults if not fault.strict)
    if faults:
        raise CommandError(refusal(faults))
