"""Tables of rules: for each a snippet that trips it, what the server says then, and one that just does not trip it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.api.validation.words import WORDS
from tutor.api.codec import decode, refusal
from tutor.api.defaults import default
from tutor.api.errors import FieldError
from tutor.api.kinds import KINDS, Kind
from tutor.api.validation import validate_create, validate_status_update, validate_update, warnings
from tutor.values import frozen

TABLES = Path(__file__).with_name("tables")
_MERGED = ("metadata", "spec", "involvedObject")


@frozen
class Case:
    """One row: snippets are merged into the table's body at its `part`; `before` makes it an update of that object.

    A table `writes` the status alone, or is not `defaulted`: what defaults fill in no manifest can leave out, and the
    rules are there all the same.
    """

    name: str
    kind: Kind
    base: Mapping[str, Any]
    part: str = ""
    writes: str = ""
    defaulted: bool = True
    trips: Mapping[str, Any]
    says: tuple[str, ...]
    passes: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None
    warns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def cases(table: str) -> Iterator[Case]:
    """Every row of a file, which has a table for each kind."""
    for text in yaml.load_all((TABLES / f"{table}.yaml").read_bytes(), yaml.CSafeLoader):
        kind = next(one for one in KINDS if one.kind == text["kind"])
        for number, row in enumerate(text["cases"]):
            yield Case(
                name=f"{table}: {row.get('rule', f'{kind.kind} {number}')}",
                kind=kind,
                base=text["base"],
                part=text.get("part", ""),
                writes=text.get("writes", ""),
                defaulted=text.get("defaulted", True),
                trips=row["trips"],
                says=tuple(map(_spelt, row.get("says", ()))),
                passes=row.get("passes"),
                before=row.get("before"),
                warns=tuple(row.get("warns", ())),
            )


def said(case: Case, snippet: Mapping[str, Any]) -> tuple[str, ...]:
    """What the server says of the table's body with a snippet: its decoder's refusal, or else every broken rule."""
    decoded = decode(case.kind, _merged(case, snippet))
    if decoded.faults:
        return (refusal(decoded.faults),)
    return tuple(dict.fromkeys(fault.message for fault in _judge(case, _filled(case, decoded.object))))


def warned(case: Case) -> tuple[str, ...]:
    """What the server warns of in the body that trips."""
    return warnings(_filled(case, decode(case.kind, _merged(case, case.trips)).object))


def _judge(case: Case, new: Any) -> tuple[FieldError, ...]:
    if case.before is None and not case.writes:
        return validate_create(new)
    old = _filled(case, decode(case.kind, _merged(case, case.before or {})).object)
    return validate_status_update(new, old) if case.writes == "status" else validate_update(new, old)


def _filled(case: Case, obj: Any) -> Any:
    return default(obj) if case.defaulted else obj


def _spelt(message: str) -> str:
    """A message with the long words that its tags stand for."""
    return re.sub(r"<([A-Z_]+)>", lambda tag: WORDS.get(tag[1], tag[0]), message)


def _merged(case: Case, snippet: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = deepcopy(dict(case.base))
    place: Any = body
    for part in case.part.split(".") if case.part else ():
        place = place[int(part)] if part.isdigit() else place[part]
    _merge(place, snippet)
    return body


def _merge(place: dict[str, Any], snippet: Mapping[str, Any]) -> None:
    """Maps are merged a level down, so that a table's metadata keeps its name; anything else is put in its place."""
    for name, value in snippet.items():
        if name in _MERGED and isinstance(value, dict):
            _merge(place.setdefault(name, {}), value)
        else:
            place[name] = value
