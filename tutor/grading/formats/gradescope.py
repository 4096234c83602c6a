"""Gradescope's results.json: https://gradescope-autograders.readthedocs.io/en/latest/specs/."""

from __future__ import annotations

from typing import Any

from tutor.grading.formats.redact import for_learner
from tutor.grading.formats.said import explained, overall, standing
from tutor.grading.formats.view import View
from tutor.grading.verdict import CheckResult, Result


def document(result: Result, view: View) -> dict[str, Any]:
    """Write one results.json; `score` stands for itself, so that a guard's cap and a late penalty count."""
    return {
        "score": result.counted,
        "output": _said(for_learner(result), view),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "tests": [_test(check, number, result, view) for number, check in enumerate(result.checks, start=1)],
        "extra_data": {
            "submission": result.origin.submission,
            "status": result.status,
            "code": result.code,
            "lesson": result.lesson,
            "max_score": result.max,
            "pack": {"id": result.origin.pack, "digest": result.origin.digest},
            **({"late_penalty": result.policy.penalty, "raw_score": result.score} if result.policy else {}),
        },
    }


def _said(result: Result, view: View) -> str:
    """Say what the sum of the tests does not: lateness is told where no check is hidden, as its points are of all."""
    return "\n".join(filter(None, (overall(result, view), *standing(result, view))))


def _test(check: CheckResult, number: int, result: Result, view: View) -> dict[str, Any]:
    return {
        "score": check.points,
        "max_score": check.max,
        "status": "passed" if check.status == "pass" else "failed",
        "name": view.say(check.title, result),
        "number": f"{check.task or 0}.{number}",
        "output": explained(check, result, view),
        "visibility": check.visibility,
        "tags": [check.id],
    }
