"""Classroom 50's result.json, schema classroom50/result/v1; what only its runner knows comes from the environment."""

from __future__ import annotations

from typing import Any

from tutor.grading.formats.redact import hidden
from tutor.grading.formats.view import View
from tutor.grading.verdict import CheckResult, Result

SCHEMA = "classroom50/result/v1"


def document(result: Result, view: View) -> dict[str, Any]:
    """Write one result; what the runner did not give, or gave empty, is still some text, as the schema asks.

    Its reader is the learner as well: of hidden checks it has the points, in the score alone.
    """
    stamp = {name: text for name, text in view.stamp.items() if text}
    tag = stamp.get("SUBMISSION_TAG", f"submit/{result.origin.sha256[:12] or 'none'}")
    commit = stamp.get("COMMIT_URL", tag)
    return {
        "schema": SCHEMA,
        "classroom": stamp.get("CLASSROOM", "classroom"),
        "assignment": stamp.get("ASSIGNMENT") or result.lesson or "lesson",
        "assignment_type": "group" if stamp.get("ASSIGNMENT_TYPE") == "group" else "individual",
        "owner": stamp.get("OWNER") or result.origin.learner or "learner",
        "submission": tag,
        "commit": commit,
        "release": stamp.get("RELEASE_URL", tag),
        "review": stamp.get("REVIEW_URL", commit),
        "datetime": stamp.get("SUBMISSION_DATETIME", _submitted(result)),
        "score": result.counted,
        "max-score": result.max,
        "tests": [_test(check, result, view) for check in result.checks if not hidden(check)],
    }


def _submitted(result: Result) -> str:
    return (result.policy.submitted if result.policy else "") or "1970-01-01T00:00:00Z"


def _test(check: CheckResult, result: Result, view: View) -> dict[str, Any]:
    return {
        "test-name": view.say(check.title, result) or check.id,
        "passed": check.status == "pass",
        "score": check.points,
        "max-score": check.max,
    }
