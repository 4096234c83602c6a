"""A table of points with nbgrader's columns, quoted as CSV should be and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from tutor.grading.formats.view import View
from tutor.grading.verdict import Result

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def head() -> str:
    """Name the columns."""
    return _line(COLUMNS)


def row(result: Result, view: View) -> str:
    """Write the points of one answer; times are known with a policy only.

    The table is a gradebook, one line for each learner and assignment: attempts that do not count are left out.
    """
    del view
    student = result.origin.learner or result.origin.submission
    due, submitted, penalty = "", "", 0
    if result.policy:
        if not result.policy.counts:
            return ""
        student = result.policy.learner
        due, submitted, penalty = result.policy.due, result.policy.submitted, result.policy.penalty
    scored = result.status != "error"  # our own fault is no grade: nobody shall import a zero for it
    points = (str(result.score) if scored else "", str(penalty), str(result.counted) if scored else "", str(result.max))
    return _line((result.lesson, due, submitted, student, "", "", "", *points))


def alone(result: Result, view: View) -> str:
    """Write a table of one row."""
    return head() + row(result, view)


def _line(cells: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula, and a terminal from acting on it."""
    plain = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
