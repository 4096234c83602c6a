"""Who moves when answers are graded again: rows of an earlier run against those of this one, and why they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from tutor.grading.formats.jsonl import SCHEMA, value_of
from tutor.grading.verdict import Result
from tutor.values import frozen

Row = Mapping[str, Any]
Key = tuple[str, str]  # a submission and a lesson
_CAUSES = (
    ("answer", ("submission", "sha256")),
    ("pack", ("pack", "version")),
    ("pack files", ("pack", "digest")),
    ("lesson", ("lesson", "rev")),
    ("engine", ("engine", "version")),
    ("kubernetes", ("engine", "kubernetes")),
    ("due", ("policy", "due")),
    ("submitted", ("policy", "submitted_at")),
    ("penalty", ("policy", "penalty")),
)


class UnreadableRowError(ValueError):
    """A line of an earlier run that is no row; the message names the line."""


@frozen
class Change:
    """What something was and what it is now, as text."""

    name: str
    before: str
    after: str


@frozen
class Move:
    """An answer that has other points, or other checks; `before` is None for one that was not there."""

    submission: str
    lesson: str
    before: str | None
    after: str
    points: int
    checks: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    causes: tuple[Change, ...] = ()


class Earlier:
    """The rows of an earlier run, read when they are asked for; only their places in the file are kept."""

    __slots__ = ("_file", "_places", "_seen")

    def __init__(self, file: BinaryIO) -> None:
        """Raises UnreadableRowError for a file that is not what `-f jsonl` writes."""
        self._file = file
        self._places: dict[Key, int] = {}
        self._seen: set[Key] = set()
        place = 0
        for number, line in enumerate(file, start=1):
            row = _read(line, number)
            self._places[row["submission"]["id"], row["lesson"]["id"]] = place
            place += len(line)

    def move(self, result: Result) -> Move | None:
        """Compare a result with its earlier row; None when nothing moved."""
        key = result.origin.submission, result.lesson
        self._seen.add(key)
        if key not in self._places:
            return Move(submission=key[0], lesson=key[1], before=None, after=_grade(value_of(result)), points=0)
        self._file.seek(self._places[key])
        return compare(_read(self._file.readline(), 0), value_of(result))

    def missing(self) -> Iterator[Key]:
        """The answers that are not there any more, in the order of the earlier run."""
        return (key for key in self._places if key not in self._seen)


def compare(old: Row, new: Row) -> Move | None:
    """Say what moved between two rows of one answer."""
    checks = tuple(_changes(_checks(old), _checks(new)))
    before, after = _grade(old), _grade(new)
    if before == after and not checks:
        return None
    said, says = _feedback(old), _feedback(new)
    return Move(
        submission=str(new["submission"]["id"]),
        lesson=str(new["lesson"]["id"]),
        before=before,
        after=after,
        points=_points(new) - _points(old),
        checks=checks,
        gone=tuple(one for one in said if one not in says),
        came=tuple(one for one in says if one not in said),
        causes=tuple(_changes(_facts(old), _facts(new))),
    )


def _read(line: bytes, number: int) -> Row:
    """Read a row far enough to compare it; what a person changed in the file must not break us."""
    try:
        row = json.loads(line)
        good = isinstance(row, dict) and row.get("schema") == SCHEMA and all(map(_is_text, _texts(row)))
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        good = False
    if not good:
        raise UnreadableRowError(f"line {number} is no row of `tutor grade -f jsonl`")
    return row  # type: ignore[no-any-return]  # a mapping, as was seen


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _texts(row: Row) -> Iterator[object]:
    """What has to be text, once what has to be numbers was reckoned with."""
    _points(row)
    yield from (row["submission"]["id"], row["lesson"]["id"], row["status"], row["code"])
    yield from _checks(row).values()
    yield from _feedback(row)
    _facts(row)


def _points(row: Row) -> int:
    return int((row.get("policy") or row)["score"])


def _grade(row: Row) -> str:
    return f"{_points(row)}/{row['max']}" if row["status"] == "graded" else str(row["code"])


def _checks(row: Row) -> Mapping[str, str]:
    return {str(check["id"]): check["status"] for check in row["checks"]}


def _feedback(row: Row) -> list[str]:
    said = (message["id"].removeprefix("feedback.") for check in row["checks"] for message in check["feedback"])
    return list(dict.fromkeys(said))


def _facts(row: Row) -> Mapping[str, str]:
    """What a grade depends on beside the checks."""
    facts = {name: (row.get(part) or {}).get(field) for name, (part, field) in _CAUSES}
    return {name: str(value) for name, value in facts.items() if value is not None}


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(name=name, before=before, after=after)
