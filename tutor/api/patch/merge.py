"""Applying strategic merge patches and JSON merge patches."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.api.patch.errors import PatchFormatError
from tutor.api.patch.goprint import GO_MAP
from tutor.api.patch.strategic import merge_map
from tutor.api.wire import Json

_PLAIN = frozenset({str, int, bool, float, type(None)})
_JSON_WORDS = {bool: "bool", int: "number", float: "number", str: "string", list: "array"}


def json_merge(current: Json, patch: Json) -> Json:
    """Apply a JSON merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(current) if isinstance(current, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = json_merge(merged.get(name), value)
    return dict(sorted(merged.items()))  # the library writes what it has touched in order


def check_map(patch: Json, opening: str = "") -> None:
    """Refuse a patch that is no map; null counts as an empty one, as Go reads it."""
    if patch is not None and not isinstance(patch, dict):
        found = _JSON_WORDS[type(patch)]
        raise PatchFormatError(f"{opening}json: cannot unmarshal {found} into Go value of type {GO_MAP}")


def strategic_merge(kind: Kind, current: Json, patch: Json) -> Json:
    """Apply a strategic merge patch; raises PatchError for one that makes no sense."""
    return spend(kind, current, patch)[0]


def spend(kind: Kind, current: Json, patch: Json) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a strategic patch makes of an object, and what is left of the patch, which refusals show."""
    check_map(patch)
    left: dict[str, Any] = _copied(patch) or {}
    return merge_map(_copied(current), left, kind.type), left


def _copied(value: Any) -> Any:
    """JSON that can be changed; `copy.deepcopy` takes five times as long, for it expects anything."""
    if isinstance(value, dict):
        copied = {name: item if type(item) in _PLAIN else _copied(item) for name, item in value.items()}
        return copied if value else type(value)()
    return [_copied(item) for item in value] if isinstance(value, list) else value
