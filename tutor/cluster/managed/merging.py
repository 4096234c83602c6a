"""Putting a configuration over an object, and taking fields out of it. Mirrors Merge and RemoveItems."""

from __future__ import annotations

from typing import Any

from tutor.cluster.managed.forms import Form
from tutor.cluster.managed.paths import FieldSet, Path


def merge(form: Form, live: Any, config: Any) -> Any:
    """The object as the configuration wants it, with everything that the configuration does not speak of."""
    if form.kind in ("struct", "map") and isinstance(live, dict) and isinstance(config, dict):
        merged = dict(live)
        for name, value in config.items():
            below = form.below(name)
            merged[name] = value if below is None or name not in live else merge(below, live[name], value)
        return merged
    if form.kind in ("keyed", "set") and isinstance(live, list) and isinstance(config, list):
        return _merge_items(form, live, config)
    return config


def _merge_items(form: Form, live: list[Any], config: list[Any]) -> list[Any]:
    """Items in the order of the configuration, others where they stood. Mirrors visitListItems."""
    before = {form.element(item): item for item in live}
    wanted = [form.element(item) for item in config]
    merged: list[Any] = []
    done: set[str] = set()
    rest = list(live)
    for element, item in zip(wanted, config, strict=True):
        while rest and form.element(rest[0]) != element:
            first = form.element(rest[0])
            if first in wanted and first not in done:
                break
            other = rest.pop(0)
            merged += [] if first in done else [other]
        if rest and form.element(rest[0]) == element:
            rest.pop(0)
        merged.append(merge(form.of_items(), before[element], item) if element in before else item)
        done.add(element)
    return [*merged, *(item for item in rest if form.element(item) not in done)]


def remove(form: Form, value: Any, paths: FieldSet, here: Path = ()) -> Any:
    """The value without the fields and items at these paths."""
    if form.kind in ("struct", "map") and isinstance(value, dict):
        left: dict[str, Any] = {}
        for name, item in value.items():
            path, below = (*here, f"f:{name}"), form.below(name)
            if path in paths:
                continue
            kept = item if below is None else remove(below, item, paths, path)
            if kept or not item:
                left[name] = kept
        return left
    if form.kind in ("keyed", "set") and isinstance(value, list):
        rows = [((*here, form.element(item)), item) for item in value]
        return [remove(form.of_items(), item, paths, path) for path, item in rows if path not in paths]
    return value
