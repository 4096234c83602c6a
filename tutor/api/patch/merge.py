"""Applying strategic merge patches and JSON merge patches."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.api.patch.errors import PatchError
from tutor.api.patch.ordering import in_order
from tutor.api.patch.strategies import Strategy, strategy
from tutor.api.wire import Json

DIRECTIVE = "$patch"
RETAIN_KEYS = "$retainKeys"
DELETE_FROM = "$deleteFromPrimitiveList/"
SET_ORDER = "$setElementOrder/"

Map = dict[str, Any]


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
    return merged


def strategic_merge(kind: Kind, current: Json, patch: Json) -> Json:
    """Apply a strategic merge patch; raises PatchError for directives that make no sense."""
    return _merge_map(current, patch, kind.type)


def _merge_map(current: Map, patch: Map, struct: type | None) -> Map:
    """Mirrors mergeMap."""
    directive = patch.get(DIRECTIVE)
    if directive == "replace":
        return {name: value for name, value in patch.items() if name != DIRECTIVE}
    if directive == "delete":
        return {}
    if directive not in (None, "merge"):
        raise PatchError(f"unknown patch type found in patch:{directive}")
    merged = _retain(current, patch)
    for name, value in patch.items():
        if name.startswith("$"):
            continue
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merge_field(merged.get(name), value, strategy(struct, name), patch, name)
    return _apply_parallel_lists(merged, patch, struct)


def _retain(current: Map, patch: Map) -> Map:
    if RETAIN_KEYS not in patch:
        return dict(current)
    kept = patch[RETAIN_KEYS]
    if not isinstance(kept, list):
        raise PatchError("$retainKeys should be a list")
    return {name: value for name, value in current.items() if name in kept}


def _merge_field(current: Any, value: Any, how: Strategy, patch: Map, name: str) -> Any:
    if isinstance(value, dict):
        return _merge_map(current if isinstance(current, dict) else {}, value, how.struct)
    if isinstance(value, list) and how.merges:
        here = current if isinstance(current, list) else []
        return _merge_list(here, value, how, patch.get(SET_ORDER + name))
    return _without_nulls(value) if current is None else value


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _merge_list(current: list[Any], patch: list[Any], how: Strategy, order: list[Any] | None) -> list[Any]:
    """Mirrors mergeSlice: items meet by key; deletions and replacements are items with a directive."""
    if not how.key:
        merged = [*current, *(item for item in patch if item not in current)]
        return in_order(merged, order or patch, current, "")
    if not all(isinstance(item, dict) for item in (*patch, *(order or ()))):
        raise PatchError("list element types are not identical")
    if any(item.get(DIRECTIVE) == "replace" for item in patch):
        return [item for item in patch if item.get(DIRECTIVE) != "replace"]
    deleted = [item.get(how.key) for item in patch if item.get(DIRECTIVE) == "delete"]
    merged = [item for item in current if item.get(how.key) not in deleted]
    plain = [item for item in patch if item.get(DIRECTIVE) != "delete"]
    for item in plain:
        _merge_item(merged, item, how)
    return in_order(merged, order or plain, current, how.key)


def _merge_item(merged: list[Any], item: Map, how: Strategy) -> None:
    """Merge one item into the list that is being built, at the first one with its key."""
    if how.key not in item:
        raise PatchError(f"map: {item} does not contain declared merge key: {how.key}")
    at = next((at for at, one in enumerate(merged) if one.get(how.key) == item[how.key]), None)
    if at is None:
        merged.append(_merge_map({}, item, how.struct))
    else:
        merged[at] = _merge_map(merged[at], item, how.struct)


def _apply_parallel_lists(merged: Map, patch: Map, struct: type | None) -> Map:
    """Deletions from lists of scalars, and orders of lists that the patch does not otherwise touch."""
    for name, value in patch.items():
        if name.startswith(DELETE_FROM):
            field = name.removeprefix(DELETE_FROM)
            merged[field] = [item for item in merged.get(field) or [] if item not in value]
        if name.startswith(SET_ORDER):
            field = name.removeprefix(SET_ORDER)
            here = merged.get(field)
            if isinstance(here, list) and field not in patch:
                merged[field] = in_order(here, value, here, strategy(struct, field).key)
    return merged
