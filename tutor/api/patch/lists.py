"""What the items of a merging list must be."""

from __future__ import annotations

from typing import Any

from tutor.api.patch.errors import PatchContentError, PatchError
from tutor.api.patch.goprint import GO_LIST, go_print, go_type


def element_type(*lists: list[Any]) -> str:
    """Go's name of the one type of all items; raises PatchError when they differ. Mirrors sliceElementType."""
    types = [go_type(item) for items in lists for item in items]
    if not types:
        raise PatchError("no elements in any of the given slices")
    if types[0] == GO_LIST:
        raise PatchContentError("lists of lists are not supported")
    if any(one != types[0] for one in types):
        raise PatchError(f"list element types are not identical: {go_print([list(items) for items in lists])}")
    return types[0]


def merge_key(item: Any, key: str) -> Any:
    """The value by which an item is known. Mirrors ErrNoMergeKey."""
    if not isinstance(item, dict):
        raise PatchError(f"expected a map[string]interface {{}}, but received a {go_type(item)}")
    if key not in item:
        raise PatchError(f"map: {go_print(item)} does not contain declared merge key: {key}")
    return item[key]


def no_map(item: Any, at: int) -> dict[str, Any]:
    """The item as a map; raises PatchError when it is none. Mirrors findMapInSliceBasedOnKeyValue."""
    if not isinstance(item, dict):
        raise PatchError(f"value for key {at} is not a map.")
    return item
