"""The patch types of the API server, over an object's JSON."""

from __future__ import annotations

from typing import Any, Literal

from tutor.api.codec import Decoded, decode
from tutor.api.kinds import Kind
from tutor.api.patch import (
    PatchContentError,
    PatchError,
    PatchFormatError,
    check_map,
    document_refusal,
    json_merge,
    json_patch,
    narrowed,
    patch_refusal,
    spend,
)
from tutor.api.status import Details, Status, StatusError, bad_request
from tutor.api.wire import Json
from tutor.cluster import custom, scale
from tutor.cluster.requests import FieldValidation
from tutor.values import replace

PatchType = Literal["strategic", "merge", "json", "apply"]


def patched(
    kind: Kind,
    current: dict[str, Any],
    patch: Json,
    patch_type: PatchType,
    *,
    field_validation: FieldValidation = "Strict",
) -> tuple[Json, Decoded]:
    """What an object's JSON becomes under a patch, as it is and decoded; one that does not fit is refused."""
    if kind.custom and patch_type == "strategic":
        raise custom.refuse_strategic()
    whole = current.get("kind") == kind.kind
    kind = kind if whole else scale.SCALE
    body, left = _applied(kind, current, patch, patch_type)
    decoded = custom.without_schema_faults(kind, decode(kind, body)) if whole else scale.decode(body)
    if decoded.faults and patch_type == "strategic" and whole:
        body = narrowed(kind, body)
        decoded = decode(kind, body)
    faults = tuple(fault for fault in decoded.faults if field_validation == "Strict" or not fault.strict)
    read = decoded if faults == decoded.faults else replace(decoded, faults=faults)
    strategic = patch_type == "strategic"
    refusal = patch_refusal(kind, left, body, read) if strategic else document_refusal(body, read)
    if refusal is not None:
        raise refusal
    return body, decoded


def _applied(kind: Kind, current: dict[str, Any], patch: Json, patch_type: PatchType) -> tuple[Json, Json]:
    """The patched JSON, and what is left of the patch."""
    try:
        if patch_type == "json":
            return json_patch(current, patch), None
        if patch_type == "strategic":
            return spend(kind, current, patch)
        check_map(patch, "error decoding patch: ")
        return json_merge(current, {} if patch is None else patch), None
    except PatchFormatError as fault:
        raise bad_request(str(fault)) from fault
    except PatchContentError as fault:
        words = "the server rejected our request due to an error in our request"
        raise StatusError(Status(message=words, reason="Invalid", code=422, details=Details())) from fault
    except PatchError as fault:
        raise StatusError(Status(message=str(fault), code=500)) from fault
