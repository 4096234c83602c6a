"""Tables of rules: for each a snippet that trips it, what the server says then, and one that just does not trip it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tutor.api.codec import decode, refusal
from tutor.api.defaults import default
from tutor.api.kinds import KINDS, Kind
from tutor.api.validation import validate_create, validate_update, warnings
from tutor.values import frozen, replace

TABLES = Path(__file__).with_name("tables")


@frozen
class Case:
    """One row: snippets are merged into the table's body at its `part`; `before` makes it an update of that object."""

    table: str
    rule: str
    kind: Kind
    base: Mapping[str, Any]
    part: str
    trips: Mapping[str, Any]
    says: tuple[str, ...]
    passes: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None
    warns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.table}: {self.rule}"


def cases(table: str) -> Iterator[Case]:
    """Every row of a table."""
    text = yaml.safe_load((TABLES / f"{table}.yaml").read_text(encoding="utf-8"))
    kind = next(one for one in KINDS if one.kind == text["kind"])
    for row in text["cases"]:
        yield Case(
            table=table,
            rule=row["rule"],
            kind=kind,
            base=text["base"],
            part=text["part"],
            trips=row["trips"],
            says=tuple(row.get("says", ())),
            passes=row.get("passes"),
            before=row.get("before"),
            warns=tuple(row.get("warns", ())),
        )


def said(case: Case, snippet: Mapping[str, Any]) -> tuple[str, ...]:
    """What the server says of the table's body with a snippet: its decoder's refusal, or else every broken rule."""
    decoded = decode(case.kind, _merged(case, snippet))
    if decoded.faults:
        return (refusal(decoded.faults),)
    new = default(decoded.object)
    if case.before is None:
        return tuple(fault.message for fault in validate_create(new))
    old = default(decode(case.kind, _merged(case, case.before)).object)
    new = replace(new, metadata=replace(new.metadata, resource_version="1"))
    return tuple(fault.message for fault in validate_update(new, old))


def warned(case: Case) -> tuple[str, ...]:
    """What the server warns of in the body that trips."""
    return warnings(default(decode(case.kind, _merged(case, case.trips)).object))


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
        if name in ("metadata", "spec") and isinstance(value, dict):
            _merge(place.setdefault(name, {}), value)
        else:
            place[name] = value
