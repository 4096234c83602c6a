"""The patch types of the API server, over an object's JSON."""

from __future__ import annotations

from typing import Any, Literal

from tutor.api.kinds import Kind
from tutor.api.patch import PatchError, json_merge, json_patch, strategic_merge
from tutor.api.status import Status, StatusError, bad_request
from tutor.api.wire import Json

PatchType = Literal["strategic", "merge", "json", "apply"]


def patched(kind: Kind, current: dict[str, Any], patch: Json, patch_type: PatchType) -> Json:
    """What an object's JSON becomes under a patch; one that does not fit is refused."""
    try:
        if patch_type == "json":
            return json_patch(current, patch)
        if patch_type == "strategic":
            return strategic_merge(kind, current, patch)
        return json_merge(current, patch)
    except PatchError as fault:
        if patch_type == "json":
            raise StatusError(Status(message=str(fault), reason="Invalid", code=422)) from fault
        raise bad_request(str(fault)) from fault
