"""Completes the word at a place of a text: fields that are not there yet, values, names of the cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor import words
from tutor.api.explain import explain
from tutor.cluster.cluster import Cluster
from tutor.session.assist.cursor import Spot, spot_at
from tutor.session.assist.names import Named, entry_names, values_at
from tutor.session.assist.snippets import SNIPPETS
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


def completions_at(text: str, line: int, column: int, cluster: Cluster, locale: str) -> Completions:
    """Offer what fits the word before a place, like beginnings first; nothing where no field is known."""
    spot = spot_at(text, line, column)
    if spot is None:
        return Completions(start=column, end=column)
    found = _values(spot, text, line, cluster) if _wants_value(spot) else _keys(spot, cluster, locale)
    word = spot.word.lower().lstrip("\"'")
    fitting = [one for one in found if word in one.label.lower()]
    fitting.sort(key=lambda one: not one.label.lower().removeprefix("- ").startswith(word))
    rest = _REST.match(text.split("\n")[line - 1], column - 1)
    return Completions(start=spot.start, end=rest.end() + 1 if rest else column, items=tuple(fitting[:MOST]))


def _wants_value(spot: Spot) -> bool:
    """Say whether a value belongs there: behind a colon, or as an item of a list of plain values."""
    if spot.role == "value":
        return True
    found = explain(spot.kind, spot.path) if spot.kind and spot.path else None
    return found is not None and found.type.startswith("[]") and not found.fields


def _values(spot: Spot, text: str, line: int, cluster: Cluster) -> Iterable[Completion]:
    colon = text.split("\n")[line - 1][: spot.start - 1].endswith(":")
    gap = " " if colon else ""
    return (Completion(label=one.name, insert=gap + one.name, detail=one.detail) for one in values_at(spot, cluster))


def _keys(spot: Spot, cluster: Cluster, locale: str) -> Iterable[Completion]:
    if not spot.path and not spot.taken and not spot.keyed and spot.start == 1:
        yield from _snippets(cluster, locale)
    below = spot.path[:-1] if spot.keyed else spot.path
    if not below:
        yield from (_key(spot, *row, f"assist.top.{row[0]}", locale) for row in _TOP if row[0] not in spot.taken)
    owner = explain(spot.kind, below) if spot.kind else None
    if owner is None:
        return
    in_list = owner.type.startswith("[]") and not isinstance(below[-1], int)
    if in_list and (spot.flow or spot.keyed):
        return
    dash = "- " if in_list else ""
    for field in owner.fields:
        if field.name not in spot.taken and (below or field.name != "status"):
            yield _key(spot, field.name, field.type, field.key, locale, dash)
    yield from (_entry(spot, one) for one in entry_names(owner.key, cluster.store) if one.name not in spot.taken)


def _snippets(cluster: Cluster, locale: str) -> Iterable[Completion]:
    """Whole documents of the kinds that the cluster has."""
    there = {kind.kind for kind in cluster.server.kinds}
    detail = words.text(locale, "assist.snippet")
    for one in SNIPPETS:
        if one.kind in there:
            yield Completion(label=one.label, insert=one.text, detail=detail)


def _key(spot: Spot, name: str, type_: str, id_: str, locale: str, dash: str = "") -> Completion:  # noqa: PLR0917
    text = words.text(locale, id_) if words.known(id_) else ""
    opening = " " if spot.flow else _opening(type_, spot.start - 1 + len(dash))
    rest = "" if spot.keyed else f":{opening}"
    return Completion(label=dash + name, insert=dash + name + rest, detail=f"<{type_}> {text}".rstrip())


def _entry(spot: Spot, one: Named) -> Completion:
    return Completion(label=one.name, insert=one.name if spot.keyed else f"{one.name}: ", detail=one.detail)


def _opening(type_: str, indent: int) -> str:
    """What follows a new key: its value in the line, or the next line indented."""
    if type_.startswith("[]"):
        return f"\n{' ' * indent}- "
    plain = type_ in _PLAIN or (type_[:1].islower() and not type_.startswith("map["))
    return " " if plain else f"\n{' ' * (indent + 2)}"
