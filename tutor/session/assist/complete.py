"""Completes the word at a place of a text: fields that are not there yet, values, names of the cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor import words
from tutor.api.explain import explain
from tutor.cluster.store import Store
from tutor.session.assist.cursor import Spot, spot_at
from tutor.session.assist.names import Named, entry_names, values_at
from tutor.values import frozen

MOST = 50
_TOP = (("apiVersion", "string"), ("kind", "string"))
_REST = re.compile(r"[\w./-]*")
_PLAIN = frozenset(("IntOrString", "Quantity", "Time", "MicroTime"))


@frozen
class Completion:
    """One way to go on: `label` and `detail` are shown, `insert` stands where the word began."""

    label: str
    insert: str
    detail: str = ""


@frozen
class Completions:
    """What the word at the cursor could become, and the columns, counted from 1, where it begins and is over."""

    start: int
    end: int
    items: tuple[Completion, ...] = ()


def completions_at(text: str, line: int, column: int, store: Store, locale: str) -> Completions:
    """Offer what fits the word before a place, like beginnings first; nothing where no field is known."""
    spot = spot_at(text, line, column)
    if spot is None:
        return Completions(start=column, end=column)
    found = _values(spot, text, line, store) if _wants_value(spot) else _keys(spot, store, locale)
    word = spot.word.lower()
    fitting = [one for one in found if word in one.label.lower()]
    fitting.sort(key=lambda one: not one.label.lower().startswith(word))
    rest = _REST.match(text.split("\n")[line - 1], column - 1)
    return Completions(start=spot.start, end=rest.end() + 1 if rest else column, items=tuple(fitting[:MOST]))


def _wants_value(spot: Spot) -> bool:
    """Say whether a value belongs there: behind a colon, or as an item of a list of plain values."""
    if spot.role == "value":
        return True
    found = explain(spot.kind, spot.path) if spot.kind and spot.path else None
    return found is not None and found.type.startswith("[]") and not found.fields


def _values(spot: Spot, text: str, line: int, store: Store) -> Iterable[Completion]:
    colon = text.split("\n")[line - 1][: spot.start - 1].endswith(":")
    gap = " " if colon else ""
    return (Completion(label=one.name, insert=gap + one.name, detail=one.detail) for one in values_at(spot, store))


def _keys(spot: Spot, store: Store, locale: str) -> Iterable[Completion]:
    below = spot.path[:-1] if spot.keyed else spot.path
    if not below:
        yield from (_key(spot, *row, f"assist.top.{row[0]}", locale) for row in _TOP if row[0] not in spot.taken)
    owner = explain(spot.kind, below) if spot.kind else None
    if owner is None or (owner.type.startswith("[]") and not isinstance(below[-1], int)):
        return
    for field in owner.fields:
        if field.name not in spot.taken and (below or field.name != "status"):
            yield _key(spot, field.name, field.type, field.key, locale)
    yield from (_entry(spot, one) for one in entry_names(owner.key, store) if one.name not in spot.taken)


def _key(spot: Spot, name: str, type_: str, id_: str, locale: str) -> Completion:
    text = words.text(locale, id_) if words.known(id_) else ""
    rest = "" if spot.keyed else f":{_opening(type_, spot.start - 1)}"
    return Completion(label=name, insert=name + rest, detail=f"<{type_}> {text}".rstrip())


def _entry(spot: Spot, one: Named) -> Completion:
    return Completion(label=one.name, insert=one.name if spot.keyed else f"{one.name}: ", detail=one.detail)


def _opening(type_: str, indent: int) -> str:
    """What follows a new key: its value in the line, or the next line indented."""
    if type_.startswith("[]"):
        return f"\n{' ' * indent}- "
    plain = type_ in _PLAIN or (type_[:1].islower() and not type_.startswith("map["))
    return " " if plain else f"\n{' ' * (indent + 2)}"
