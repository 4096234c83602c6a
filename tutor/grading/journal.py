"""A graded answer as one line from which it can be read again: what an interrupted run keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from tutor import __version__
from tutor.grading.verdict import At, CheckResult, Fault, Message, Origin, Result, Standing
from tutor.packs.model import Pack

Row = Mapping[str, Any]


def heading(packs: tuple[Pack, ...]) -> str:
    """Name what grades depend on: rows below another heading are of no use."""
    return _dumped({"journal": 1, "engine": __version__, "packs": [pack.digest for pack in packs]})


def line(result: Result) -> str:
    """Write a result whole, on one line without its end."""
    return _dumped(_plain(result))


def results(lines: Iterable[str]) -> Iterator[Result]:
    """Read results again, up to the first line that is not whole."""
    for text in lines:
        try:
            yield _result(json.loads(text))
        except (ValueError, KeyError, TypeError):
            return


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Write a value of the verdict's types as JSON has it."""
    if isinstance(value, (At, CheckResult, Fault, Message, Origin, Result, Standing)):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _result(row: Row) -> Result:
    read = {
        "checks": tuple(_check(one) for one in row["checks"]),
        "feedback": _messages(row["feedback"]),
        "problems": tuple(_fault(one) for one in row["problems"]),
        "origin": Origin(**row["origin"]),
        "policy": None if row["policy"] is None else Standing(**row["policy"]),
    }
    return Result(**{**row, **read})


def _check(row: Row) -> CheckResult:
    read = {
        "title": Message(**row["title"]),
        "expected": _message(row["expected"]),
        "actual": _message(row["actual"]),
        "at": _at(row["at"]),
        "feedback": _messages(row["feedback"]),
    }
    return CheckResult(**{**row, **read})


def _fault(row: Row) -> Fault:
    return Fault(**{**row, "at": _at(row["at"]), "message": Message(**row["message"])})


def _messages(rows: Iterable[Row]) -> tuple[Message, ...]:
    return tuple(Message(**row) for row in rows)


def _message(row: Row | None) -> Message | None:
    return None if row is None else Message(**row)


def _at(row: Row | None) -> At | None:
    return None if row is None else At(**row)
