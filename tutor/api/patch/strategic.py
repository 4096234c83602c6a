"""Strategic merge patches, applied as upstream applies them: what a patch has given is taken out of it."""

from __future__ import annotations

from typing import Any

from tutor.api.patch.errors import PatchContentError, PatchError, PatchFormatError
from tutor.api.patch.goprint import GO_LIST, GO_MAP, go_print, go_type
from tutor.api.patch.lists import element_type, merge_key, no_map
from tutor.api.patch.ordering import in_order
from tutor.api.patch.strategies import Strategy, strategy
from tutor.api.wire import Json

DIRECTIVE = "$patch"
RETAIN_KEYS = "$retainKeys"
DELETE_FROM = "$deleteFromPrimitiveList/"
SET_ORDER = "$setElementOrder/"
_BAD_RETAINED = "invalid patch format of retainKeys"
_BAD_ORDER = "invalid patch format of setElementOrder list"
_BAD_DELETION = "invalid patch format of primitive list"

Map = dict[str, Any]


def merge_map(original: Map, patch: Map, struct: type | None) -> Map:
    """Merge a patch into a map; both are changed. Mirrors mergeMap."""
    if DIRECTIVE in patch:
        return _directed(patch)
    _retain(original, patch)
    for name in [name for name in sorted(patch) if name.startswith(SET_ORDER.rstrip("/"))]:
        _apply_order(original, patch, name, struct)
    for name in sorted(patch):
        deletes = name.startswith(DELETE_FROM.rstrip("/"))
        _merge_field(original, _field(name) if deletes else name, patch[name], struct, deletes=deletes)
    return original


def _merge_field(original: Map, name: str, value: Any, struct: type | None, *, deletes: bool) -> None:
    if value is None:
        original.pop(name, None)
    elif name not in original or go_type(original[name]) != go_type(value):
        if not deletes:
            _discard_nulls(value)
            original[name] = value
    elif isinstance(value, dict):
        original[name] = merge_map(original[name], value, strategy(struct, name).struct)
    elif isinstance(value, list):
        how = strategy(struct, name)
        original[name] = _merge_list(original[name], value, how, deletes=deletes) if how.merges else value
    else:
        original[name] = value


def _directed(patch: Map) -> Map:
    """Mirrors handleDirectiveInMergeMap."""
    directive = patch[DIRECTIVE]
    if directive == "replace":
        del patch[DIRECTIVE]
        return patch
    if directive == "delete":
        return {}
    raise PatchError(f"unknown patch type: {go_print(directive)} in map: {go_print(patch)}")


def _field(name: str) -> str:
    """The list that a list of deletions is about."""
    prefix, slash, field = name.partition("/")
    if not slash or prefix != DELETE_FROM.rstrip("/"):
        raise PatchFormatError(_BAD_DELETION)
    return field


def _discard_nulls(value: Any) -> None:
    """Nulls delete nothing where nothing was. Mirrors discardNullValuesFromPatch."""
    if isinstance(value, dict):
        for name in [name for name, item in value.items() if item is None]:
            del value[name]
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _discard_nulls(item)


def _retain(original: Map, patch: Map) -> None:
    """Mirrors applyRetainKeysDirective."""
    if RETAIN_KEYS not in patch:
        return
    kept = patch.pop(RETAIN_KEYS)
    if not isinstance(kept, list):
        raise PatchFormatError(_BAD_RETAINED)
    told = (name for name in patch if patch[name] is not None and not name.startswith((DELETE_FROM, SET_ORDER)))
    if any(name not in kept for name in told):
        raise PatchContentError("patch content doesn't match retainKeys list")
    for name in [name for name in original if name not in kept]:
        del original[name]


def _apply_order(original: Map, patch: Map, name: str, struct: type | None) -> None:
    """Merge the list that an order is about, and put it into that order. Mirrors mergePatchIntoOriginal."""
    order = patch.pop(name)
    field = name.removeprefix(SET_ORDER)
    if not isinstance(order, list):
        raise PatchError(f"expected a {GO_LIST}, but received a {go_type(order)}")
    if not name.startswith(SET_ORDER):
        raise PatchFormatError(_BAD_ORDER)
    for value in (holder[field] for holder in (original, patch) if field in holder):
        if not isinstance(value, list):
            raise PatchError(f"expected a {GO_LIST}, but received a {go_type(value)}")
    how, before, wanted = strategy(struct, field), original.get(field, []), patch.get(field, [])
    _check_order(wanted, order, how.key)
    if field not in original and field not in patch:
        return
    both = field in original and field in patch
    merged = _merge_list(list(before), wanted, how, deletes=False) if both and how.merges else wanted or before
    element_type(before, wanted)
    original[field] = in_order(merged, order, before, how.key)
    patch.pop(field, None)


def _check_order(wanted: list[Any], order: list[Any], key: str) -> None:
    """An order names every item of the patch, in the patch's own order. Mirrors validatePatchWithSetOrderList."""
    if not wanted or not order:
        return
    items = [item for item in wanted if not (isinstance(item, dict) and DIRECTIVE in item)] if key else wanted
    identities = iter(merge_key(item, key) if key else item for item in order)
    for item in items:
        identity = merge_key(item, key) if key else item
        if identity not in identities:
            words = f"The order in patch list:\n{go_print(wanted)}\n doesn't match $setElementOrder list:\n"
            raise PatchError(f"{words}{go_print(order)}\n")


def _merge_list(original: list[Any], patch: list[Any], how: Strategy, *, deletes: bool) -> list[Any]:
    """Mirrors mergeSlice: items meet by key; deletions and replacements are items with a directive."""
    if not original and not patch:
        return original
    if element_type(original, patch) != GO_MAP:
        if deletes:
            return [item for item in original if item not in patch]
        merged = [*original, *(item for item in patch if item not in original)]
        return in_order(merged, patch, original, "")
    if not how.key:
        raise PatchError("cannot merge lists without merge key for type struct")
    before, plain = _without_directives(original, patch, how.key)
    merged = list(before)
    for item in plain:
        _merge_item(merged, item, how)
    for item in merged:
        merge_key(item, how.key)
    return in_order(merged, plain, before, how.key)


def _without_directives(original: list[Any], patch: list[Any], key: str) -> tuple[list[Any], list[Any]]:
    """Mirrors mergeSliceWithSpecialElements."""
    plain = [item for item in patch if DIRECTIVE not in item]
    for item in patch:
        directive = item.get(DIRECTIVE)
        if directive == "delete":
            gone = merge_key(item, key)
            original = [one for one in original if not (key in one and one[key] == gone)]
        elif directive == "merge":
            raise PatchError("merging lists cannot yet be specified in the patch")
        elif DIRECTIVE in item and directive != "replace":
            raise PatchError(f"unknown patch type: {go_print(directive)} in map: {go_print(item)}")
    if any(item.get(DIRECTIVE) == "replace" for item in patch):
        return [], plain
    return original, plain


def _merge_item(merged: list[Any], item: Json, how: Strategy) -> None:
    """Merge one item into the list that is being built, at the first one with its key."""
    wanted = merge_key(item, how.key)
    at = next((at for at, one in enumerate(merged) if how.key in no_map(one, at) and one[how.key] == wanted), None)
    if at is None:
        merged.append(item)
    else:
        merged[at] = merge_map(merged[at], item, how.struct)


__all__ = ["DELETE_FROM", "DIRECTIVE", "GO_MAP", "RETAIN_KEYS", "SET_ORDER", "Map", "merge_map"]
