"""Explains the field at a place of a text: what it is for, its type, default, limits and an example."""

from __future__ import annotations

from tutor import words
from tutor.api.explain import FieldHelp
from tutor.api.kinds import Kind
from tutor.api.wire import Path
from tutor.session.assist.cursor import Spot, spot_at
from tutor.session.field_types import nearest_field, phrase
from tutor.values import frozen

TOP = ("apiVersion", "kind")


@frozen
class Explained:
    """One field in the learner's language; `rows` are title and value, `line` says it in short."""

    place: str
    type: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The field and what it is for, for one line."""
        return f"{self.place.rpartition('.')[2]} <{self.type}>  {self.text}".rstrip()


def explain_at(text: str, line: int, column: int, locale: str) -> Explained | None:
    """Explain the field at a place, both counted from 1; None where there is none that the kind has."""
    spot = spot_at(text, line, column)
    if spot is None or not spot.path:
        return None
    if len(spot.path) == 1 and spot.path[0] in TOP:
        return _top(spot, locale)
    found = None if spot.kind is None else nearest_field(spot.kind, spot.path)
    return None if spot.kind is None or found is None else _explained(spot.kind, *found, locale)


def _top(spot: Spot, locale: str) -> Explained:
    name = str(spot.path[0])
    text = words.text(locale, f"assist.top.{name}")
    if name == "kind" and spot.kind is not None:
        text = words.text(locale, f"kind.{spot.kind.kind}")
    example = {"apiVersion": "v1", "kind": "Service"}[name]
    rows = ((words.text(locale, "assist.example"), f"{name}: {example}"),)
    return Explained(place=name, type="string", text=text, rows=rows)


def _explained(kind: Kind, path: Path, found: FieldHelp, locale: str) -> Explained:
    facts = found.facts
    names = [str(part) for part in path if isinstance(part, str)]
    text = words.text(locale, found.key) if words.known(found.key) else ""
    rows = (
        ("default", phrase(locale, facts.default)),
        ("required", words.text(locale, "assist.yes") if facts.required else ""),
        ("values", ", ".join(facts.values)),
        ("limits", phrase(locale, facts.limits)),
        ("example", f"{found.name}: {facts.example}" if facts.example else ""),
        ("fields", ", ".join(one.name for one in found.fields)),
    )
    return Explained(
        place=".".join([kind.kind, *names]),
        type=found.type,
        text=text,
        rows=tuple((words.text(locale, f"assist.{title}"), value) for title, value in rows if value),
    )
