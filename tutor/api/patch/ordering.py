"""The order of merged lists: as the patch asks, with what only the server has kept in its place."""

from __future__ import annotations

from typing import Any


def in_order(merged: list[Any], wanted: list[Any], server: list[Any], key: str) -> list[Any]:
    """Sort a merged list. Mirrors normalizeElementOrder."""
    patch_order = [_identity(item, key) for item in wanted]
    server_order = [_identity(item, key) for item in server]
    asked = [item for item in merged if _identity(item, key) in patch_order]
    others = [item for item in merged if _identity(item, key) not in patch_order]
    asked.sort(key=lambda item: patch_order.index(_identity(item, key)))
    return _interleave(others, asked, server_order, key)


def _interleave(others: list[Any], asked: list[Any], server_order: list[Any], key: str) -> list[Any]:
    """Mirrors mergeSortedSlice: an item that only the server has goes before those it stood before."""
    result: list[Any] = []
    left, right = 0, 0
    while left < len(others) and right < len(asked):
        if _stands_before(others[left], asked[right], server_order, key):
            result.append(others[left])
            left += 1
        else:
            result.append(asked[right])
            right += 1
    return [*result, *others[left:], *asked[right:]]


def _stands_before(one: Any, other: Any, order: list[Any], key: str) -> bool:
    first, second = _identity(one, key), _identity(other, key)
    return first in order and second in order and order.index(first) < order.index(second)


def _identity(item: Any, key: str) -> Any:
    return item.get(key) if key and isinstance(item, dict) else item
