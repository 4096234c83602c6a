"""Exercism's results.json, version 3: https://exercism.org/docs/building/tooling/test-runners/interface."""

from __future__ import annotations

from typing import Any

from tutor.grading.formats.redact import for_learner
from tutor.grading.formats.said import explained, overall, short
from tutor.grading.formats.view import View
from tutor.grading.verdict import CheckResult, Result

MOST_MESSAGE = 65_535
MOST_OUTPUT = 500


def document(whole: Result, view: View) -> dict[str, Any]:
    """Write one results.json; its reader is the learner, so hidden checks are not in it."""
    result = for_learner(whole)
    if result.status != "graded":
        return {"version": 3, "status": "error", "message": short(overall(result, view), MOST_MESSAGE), "tests": []}
    tests = [_test(check, result, view) for check in result.checks if check.visibility == "visible"]
    passed = all(one["status"] == "pass" for one in tests)
    return {"version": 3, "status": "pass" if passed else "fail", "tests": tests}


def _test(check: CheckResult, result: Result, view: View) -> dict[str, Any]:
    said = explained(check, result, view)
    row: dict[str, Any] = {
        "name": view.say(check.title, result),
        "status": "pass" if check.status == "pass" else "fail",
        "test_code": check.id,
    }
    if check.status == "pass":
        row["output"] = short(said, MOST_OUTPUT)
    else:
        row["message"] = short(said, MOST_MESSAGE)
    if check.task.isdigit():
        row["task_id"] = int(check.task)
    return row
