"""Which fields a value sets, and which differ between two values. Mirrors ToFieldSet and Compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tutor.cluster.managed.forms import Form
from tutor.cluster.managed.paths import FieldSet, Path


class UntypedError(ValueError):
    """A configuration that does not have the form of its kind, in the words of the typed converter."""


def field_set(form: Form, value: Any) -> FieldSet:
    """The fields that a configuration speaks of; raises UntypedError for what its kind does not know."""
    return frozenset(_owned(form, value, ()))


def _owned(form: Form, value: Any, path: Path) -> Iterator[Path]:
    if form.kind == "leaf" or value is None:
        yield path
    elif form.kind in ("struct", "map"):
        if isinstance(value, dict):
            yield from _owned_fields(form, value, path)
        else:
            yield path
    elif isinstance(value, list):
        for item in value:
            here = (*path, form.element(item))
            yield from _owned(form.of_items(), item, here)
            yield here
    else:
        yield path


def _owned_fields(form: Form, value: dict[str, Any], path: Path) -> Iterator[Path]:
    for name, item in value.items():
        below, here = form.below(name), (*path, f"f:{name}")
        if below is None or item is None or item == {}:
            yield here
        else:
            yield from _owned(below, item, here)
            if form.kind == "map":
                yield here


@dataclass(slots=True)
class Comparison:
    """What happened to fields between two values."""

    added: set[Path] = field(default_factory=set)
    modified: set[Path] = field(default_factory=set)
    removed: set[Path] = field(default_factory=set)

    @property
    def changed(self) -> FieldSet:
        """What has a value now that it did not have."""
        return frozenset(self.added | self.modified)


_ABSENT: Any = object()


def compare(form: Form, old: Any, new: Any) -> Comparison:
    """What differs in `new`, which has the same form."""
    found = Comparison()
    if not _same(old, new):
        _compare(form, old, new, (), found)
    return found


def _compare(form: Form, old: Any, new: Any, path: Path, found: Comparison) -> None:
    """Note what differs in two values that are not the same."""
    pair = (old, new)
    whole = form.kind == "leaf" or not any(_inside(form, one) for one in pair)
    if whole:
        _compare_leaf(old, new, path, found)
        return
    if form.kind in ("struct", "map"):
        _compare_fields(form, pair, path, found)
    else:
        _compare_items(form, pair, path, found)
    if old is _ABSENT:
        found.added.add(path)
    elif new is _ABSENT:
        found.removed.add(path)


def _compare_fields(form: Form, pair: tuple[Any, Any], path: Path, found: Comparison) -> None:
    old, new = (one if isinstance(one, dict) else {} for one in pair)
    for name in {*old, *new}:
        before, after = old.get(name, _ABSENT), new.get(name, _ABSENT)
        if _same(before, after):
            continue
        below = form.below(name)
        if below is not None:
            _compare(below, before, after, (*path, f"f:{name}"), found)


def _compare_items(form: Form, pair: tuple[Any, Any], path: Path, found: Comparison) -> None:
    children = [{form.element(item): item for item in one} if isinstance(one, list) else {} for one in pair]
    below = form.of_items()
    for element in dict.fromkeys((*children[0], *children[1])):
        before, after = (rows.get(element, _ABSENT) for rows in children)
        if not _same(before, after):
            _compare(below, before, after, (*path, element), found)


def _same(old: Any, new: Any) -> bool:
    return bool(old == new) and type(old) is type(new)


def _compare_leaf(old: Any, new: Any, path: Path, found: Comparison) -> None:
    target = found.added if old is _ABSENT else found.removed if new is _ABSENT else found.modified
    target.add(path)


def _inside(form: Form, value: Any) -> bool:
    """Whether a value has parts of its own; empty ones count as a whole."""
    return bool(value) and isinstance(value, dict if form.kind in ("struct", "map") else list)
