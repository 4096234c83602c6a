"""Making patches: what changed between two objects, and what kubectl apply sends."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.api.patch.merge import DELETE_FROM, DIRECTIVE, RETAIN_KEYS, SET_ORDER, Map
from tutor.api.patch.strategies import Strategy, strategy
from tutor.api.wire import Json
from tutor.values import frozen


@frozen
class _Wanted:
    """Which differences go into the patch."""

    deletions: bool = True
    changes: bool = True


def two_way(kind: Kind, current: Json, modified: Json) -> Json:
    """The patch that turns one object into the other. Mirrors CreateTwoWayMergePatch."""
    return _diff_maps(current, modified, _struct(kind), _Wanted())


def three_way(kind: Kind, original: Json, modified: Json, current: Json) -> Json:
    """What kubectl apply sends: changes against the live object, deletions against what was last applied.

    `original` is the last applied configuration or None; an empty patch means "unchanged".
    Mirrors CreateThreeWayMergePatch.
    """
    delta = _diff_maps(current, modified, _struct(kind), _Wanted(deletions=False))
    gone = _diff_maps(original or {}, modified, _struct(kind), _Wanted(changes=False))
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
    if retain and (patch or (wanted.changes and set(new) - set(old))):
        patch[RETAIN_KEYS] = sorted(name for name, value in new.items() if value is not None)
    return patch


def _diff_field(patch: Map, name: str, pair: tuple[Any, Any], how: Strategy, wanted: _Wanted) -> None:
    """Put the difference of one field, which both objects have, into the patch."""
    old, new = pair
    if isinstance(old, dict) and isinstance(new, dict):
        nested = _diff_maps(old, new, how.struct, wanted, retain=how.retains_keys)
        if nested:
            patch[name] = nested
    elif isinstance(old, list) and isinstance(new, list) and how.merges and _keyed(how, old, new):
        _diff_lists(patch, name, (old, new), how, wanted)
    elif old != new and wanted.changes:
        patch[name] = new


def _keyed(how: Strategy, *lists: list[Any]) -> bool:
    """Whether items that have a merge key are maps; other items are sent whole, for the server to refuse."""
    return not how.key or all(isinstance(item, dict) for items in lists for item in items)


def _diff_lists(patch: Map, name: str, pair: tuple[list[Any], list[Any]], how: Strategy, wanted: _Wanted) -> None:
    """Mirrors diffLists."""
    if how.key:
        _diff_keyed(patch, name, pair, how, wanted)
    else:
        _diff_scalars(patch, name, pair, wanted)


def _diff_keyed(patch: Map, name: str, pair: tuple[list[Any], list[Any]], how: Strategy, wanted: _Wanted) -> None:
    old, new = pair
    items: list[Any] = []
    for item in new:
        before = next((one for one in old if one.get(how.key) == item.get(how.key)), None)
        if before is not None:
            nested = _diff_maps(before, item, how.struct, wanted, retain=how.retains_keys)
            items += [{**nested, how.key: item.get(how.key)}] if nested else []
        elif wanted.changes:
            items.append(item)
    if wanted.deletions:
        left = {repr(item.get(how.key)) for item in new}
        gone = [item.get(how.key) for item in old if repr(item.get(how.key)) not in left]
        items += [{DIRECTIVE: "delete", how.key: key} for key in gone]
    if items:
        patch[name] = items
    keys = [item.get(how.key) for item in new]
    moved = keys != [item.get(how.key) for item in old]
    if items or (wanted.changes and moved):
        patch[SET_ORDER + name] = [{how.key: key} for key in keys]


def _diff_scalars(patch: Map, name: str, pair: tuple[list[Any], list[Any]], wanted: _Wanted) -> None:
    old, new = pair
    added = [item for item in new if item not in old]
    gone = [item for item in old if item not in new]
    if added and wanted.changes:
        patch[name] = added
    if gone and wanted.deletions:
        patch[DELETE_FROM + name] = gone
    if (gone and wanted.deletions) or (wanted.changes and old != new):
        patch[SET_ORDER + name] = new


def _join(gone: Map, delta: Map, struct: type | None) -> Map:
    """Deletions and changes in one patch; where both speak of a scalar, the change counts."""
    joined = dict(gone)
    for name, value in delta.items():
        before, how = joined.get(name), strategy(struct, name)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[name] = _join(before, value, how.struct)
        elif isinstance(before, list) and isinstance(value, list) and how.key and _keyed(how, before, value):
            joined[name] = _join_items(before, value, how)
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
