"""When answers were handed in, as a table or Gradescope's metadata say: never the clock, never a file's own date."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from difflib import get_close_matches
from io import StringIO
from typing import Any

from tutor.grading.policy.model import moment_of
from tutor.packs.problem import Problem
from tutor.values import frozen

COLUMNS = ("submission", "submitted_at", "learner")
_ZONED = 'is no time with its zone; write it as "2026-11-20T23:59:00+09:00"'


@frozen
class HandingIn:
    """When an answer was handed in, and by whom; "" leaves it to the answer's path."""

    moment: datetime
    learner: str = ""


@frozen
class Times:
    """What is known of each answer by its id, or of `every` answer; `earlier` attempts were made before them."""

    rows: Mapping[str, HandingIn] = field(default_factory=dict)
    every: HandingIn | None = None
    due: datetime | None = None
    earlier: int = 0

    def of(self, submission: str) -> HandingIn | None:
        """What is known of one answer."""
        return self.rows.get(submission, self.every)


def read_times(name: str, content: bytes) -> Times | tuple[Problem, ...]:
    """Read a .csv or a .json file of times, or name all its faults."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return (_problem(name, content[: fault.start].count(b"\n") + 1, "is no UTF-8; save it as UTF-8"),)
    return _metadata(name, text) if name.endswith(".json") else _table(name, text)


def _problem(name: str, line: int, message: str, column: int = 1) -> Problem:
    return Problem(file=name, line=line, column=column, rule="L1", message=message)


def _table(name: str, text: str) -> Times | tuple[Problem, ...]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        head = tuple(cell.strip() for cell in next(reader, ()))
        problems = tuple(_head_faults(name, head))
        if problems:
            return problems
        rows = [(reader.line_num, dict(zip(head, cells, strict=False)), len(cells)) for cells in reader if cells]
    except csv.Error as fault:
        return (_problem(name, reader.line_num or 1, f"is no CSV: {fault}"),)
    problems = tuple(_row_faults(name, rows, len(head)))
    return problems or Times(rows={row["submission"]: _row(row) for _, row, _ in rows})


def _head_faults(name: str, head: tuple[str, ...]) -> Iterator[Problem]:
    for cell in head:
        if cell not in COLUMNS or head.count(cell) > 1:
            near = get_close_matches(cell, COLUMNS, n=1)
            meant = f'; did you mean "{near[0]}"?' if near else f"; known: {', '.join(COLUMNS)}"
            yield _problem(name, 1, f'unknown column "{cell[:80]}"{meant}')
    for column in COLUMNS[:2]:
        if column not in head:
            yield _problem(name, 1, f'the column "{column}" is missing')


def _row_faults(name: str, rows: list[tuple[int, dict[str, str], int]], width: int) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, row, cells in rows:
        if cells != width:
            yield _problem(name, line, f"has {cells} cells, not {width}")
            continue
        if moment_of(row["submitted_at"].strip()) is None:
            yield _problem(name, line, f'"{row["submitted_at"][:80]}" {_ZONED}')
        if first.setdefault(row["submission"], line) != line:
            yield _problem(name, line, f'"{row["submission"][:80]}" stands on line {first[row["submission"]]} already')


def _row(row: Mapping[str, str]) -> HandingIn:
    moment = moment_of(row["submitted_at"].strip())
    assert moment is not None, "checked before"  # noqa: S101 - a bug of ours, not of the file
    return HandingIn(moment=moment, learner=row.get("learner", ""))


def _metadata(name: str, text: str) -> Times | tuple[Problem, ...]:
    """Read Gradescope's submission_metadata.json, which speaks of one submission."""
    try:
        row: Any = json.loads(text)
    except json.JSONDecodeError as fault:
        return (_problem(name, fault.lineno, f"is no JSON: {fault.msg}", fault.colno),)
    except RecursionError:
        return (_problem(name, 1, "is no JSON that can be read: it is too deep"),)
    whole = row if isinstance(row, dict) else {}
    moment = moment_of(str(whole.get("created_at")))
    if moment is None:
        return (_problem(name, 1, f"created_at {_ZONED}"),)
    assignment = whole.get("assignment")
    due = moment_of(str(assignment.get("due_date"))) if isinstance(assignment, dict) else None
    earlier = whole.get("previous_submissions")
    return Times(every=HandingIn(moment=moment), due=due, earlier=len(earlier) if isinstance(earlier, list) else 0)
