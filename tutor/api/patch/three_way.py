"""Making patches: what changed between two objects, and what kubectl apply sends."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.api.patch.goprint import go_print, go_type
from tutor.api.patch.lists import element_type, merge_key
from tutor.api.patch.ordering import in_order
from tutor.api.patch.strategic import DELETE_FROM, DIRECTIVE, GO_MAP, RETAIN_KEYS, SET_ORDER, Map
from tutor.api.patch.strategies import Strategy, strategy
from tutor.api.wire import Json
from tutor.values import frozen


@frozen
class _Wanted:
    """Which differences go into the patch."""

    deletions: bool = True
    changes: bool = True


_ALL, _CHANGES, _DELETIONS = _Wanted(), _Wanted(deletions=False), _Wanted(changes=False)


def two_way(kind: Kind, current: Json, modified: Json) -> Json:
    """The patch that turns one object into the other. Mirrors CreateTwoWayMergePatch."""
    return _diff_maps(current, modified, _struct(kind), _ALL)


def three_way(kind: Kind, original: Json, modified: Json, current: Json) -> Json:
    """What kubectl apply sends: changes against the live object, deletions against what was last applied.

    `original` is the last applied configuration or None; an empty patch means "unchanged". Raises PatchError for lists
    whose items cannot meet.
    Mirrors CreateThreeWayMergePatch.
    """
    delta = _diff_maps(current, modified, _struct(kind), _CHANGES)
    gone = _diff_maps(original or {}, modified, _struct(kind), _DELETIONS)
    return _join(gone, delta, _struct(kind))


def _struct(kind: Kind) -> type | None:
    """The type whose lists merge; custom kinds know JSON merge patches only, where lists are replaced."""
    return None if kind.custom else kind.type


def _diff_maps(old: Map, new: Map, struct: type | None, wanted: _Wanted, *, retain: bool = False) -> Map:
    """Mirrors diffMaps."""
    patch: Map = {}
    for name in sorted({*old, *new}):
        if name not in new:
            if wanted.deletions:
                patch[name] = None
        elif name not in old:
            if wanted.changes:
                patch[name] = new[name]
        else:
            _diff_field(patch, name, (old[name], new[name]), strategy(struct, name), wanted)
    if retain:
        kept = sorted(name for name, value in new.items() if value is not None)
        to_clear = any(value is not None and name not in new for name, value in old.items())
        if kept and (patch or to_clear):
            patch[RETAIN_KEYS] = kept
    return patch


def _diff_field(patch: Map, name: str, pair: tuple[Any, Any], how: Strategy, wanted: _Wanted) -> None:
    """Put the difference of one field, which both objects have, into the patch."""
    old, new = pair
    if isinstance(old, dict) and isinstance(new, dict):
        nested = _diff_maps(old, new, how.struct, wanted, retain=how.retains_keys)
        if nested:
            patch[name] = nested
    elif isinstance(old, list) and isinstance(new, list) and how.merges:
        _diff_lists(patch, name, (old, new), how, wanted)
    elif not _same(old, new) and wanted.changes:
        patch[name] = new


def _same(old: Any, new: Any) -> bool:
    """Equal also in type: Go tells 1 from true and from 1.0."""
    return bool(old == new) and (type(old) is type(new) or go_type(old) == go_type(new))


def _diff_lists(patch: Map, name: str, pair: tuple[list[Any], list[Any]], how: Strategy, wanted: _Wanted) -> None:
    """Mirrors diffLists; raises PatchError for items that cannot meet."""
    old, new = pair
    if not old:
        if new and wanted.changes:
            patch[name] = new
    elif element_type(old, new) == GO_MAP:
        _diff_keyed(patch, name, pair, how, wanted)
    else:
        _diff_scalars(patch, name, pair, wanted)


def _diff_keyed(patch: Map, name: str, pair: tuple[list[Any], list[Any]], how: Strategy, wanted: _Wanted) -> None:
    old, new = pair
    keys = [merge_key(item, how.key) for item in new]
    items, gone = _walk_keys(_by_key(old, how.key), _by_key(new, how.key), how, wanted)
    items.sort(key=lambda item: keys.index(item[how.key]))
    items += [{DIRECTIVE: "delete", how.key: key} for key in gone]
    if items:
        patch[name] = items
    moved = keys != [item[how.key] for item in old]
    if items or (wanted.changes and moved):
        patch[SET_ORDER + name] = [{how.key: key} for key in keys]


def _by_key(items: list[Any], key: str) -> list[Any]:
    """Sort by key; items of one key change places, for upstream says that equals are less, too."""
    rows = sorted(enumerate(items), key=lambda row: (go_print(merge_key(row[1], key)), -row[0]))
    return [item for _, item in rows]


def _walk_keys(old: list[Any], new: list[Any], how: Strategy, wanted: _Wanted) -> tuple[list[Any], list[Any]]:
    """What changed, and the keys of what is gone; both lists are in order. Mirrors diffListsOfMaps."""
    items: list[Any] = []
    gone: list[Any] = []
    left = right = 0
    while left < len(old) or right < len(new):
        before = go_print(old[left][how.key]) if left < len(old) else None
        after = go_print(new[right][how.key]) if right < len(new) else None
        if before == after:
            nested = _diff_maps(old[left], new[right], how.struct, wanted, retain=how.retains_keys)
            items += [{**nested, how.key: new[right][how.key]}] if nested else []
            left, right = left + 1, right + 1
        elif before is None or (after is not None and after < before):
            items += [new[right]] if wanted.changes else []
            right += 1
        else:
            gone += [old[left][how.key]] if wanted.deletions else []
            left += 1
    return items, gone


def _diff_scalars(patch: Map, name: str, pair: tuple[list[Any], list[Any]], wanted: _Wanted) -> None:
    old, new = pair
    added = [item for item in new if item not in old]
    gone = sorted({item for item in old if item not in new}, key=go_print)
    if added and wanted.changes:
        patch[name] = added
    if gone and wanted.deletions:
        patch[DELETE_FROM + name] = gone
    # Upstream has sorted the old list by the time it compares.
    if (gone and wanted.deletions) or (wanted.changes and sorted(old, key=go_print) != new):
        patch[SET_ORDER + name] = new


def _join(gone: Map, delta: Map, struct: type | None) -> Map:
    """Deletions and changes in one patch; where both speak of a scalar, the change counts."""
    joined = dict(gone)
    for name, value in delta.items():
        before, how = joined.get(name), strategy(struct, name)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[name] = _join(before, value, how.struct)
        elif isinstance(before, list) and isinstance(value, list) and how.key:
            order = delta.get(SET_ORDER + name) or gone.get(SET_ORDER + name) or []
            joined[name] = in_order(_join_items(before, value, how), order, before, how.key)
        else:
            joined[name] = value
    return joined


def _join_items(gone: list[Any], delta: list[Any], how: Strategy) -> list[Any]:
    joined: list[Any] = []
    for item in delta:
        before = next((one for one in gone if one.get(how.key) == item.get(how.key)), None)
        joined.append(item if before is None or DIRECTIVE in before else _join(before, item, how.struct))
    changed = [item.get(how.key) for item in delta]
    return [*joined, *(item for item in gone if item.get(how.key) not in changed)]
