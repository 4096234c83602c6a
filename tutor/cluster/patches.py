"""The patch types of the API server, over an object's JSON."""

from __future__ import annotations

from typing import Any, Literal

from tutor.api.kinds import Kind
from tutor.api.wire import Json

PatchType = Literal["strategic", "merge", "json", "apply"]


def patched(kind: Kind, current: dict[str, Any], patch: Json, patch_type: PatchType) -> Json:
    """What an object's JSON becomes under a patch."""
    del kind, patch_type
    return {**current, **patch} if isinstance(patch, dict) else current
