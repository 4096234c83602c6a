"""One line of JSON for each answer: ids and parameters, no words, no clock, no host, no path."""

from __future__ import annotations

import json
from typing import Any

from tutor import __version__
from tutor.grading.verdict import At, CheckResult, Fault, Message, Result, Standing

SCHEMA = "tutor/result/v1"
LIST_SCHEMA = "tutor/results/v1"
KUBERNETES = "1.36"


def row(result: Result) -> str:
    """Write a result on one line, without its end; equal results give equal bytes."""
    return json.dumps(value_of(result), ensure_ascii=True, separators=(",", ":"))


def value_of(result: Result) -> dict[str, Any]:
    """Give a result the shape that the schema `tutor/result/v1` promises."""
    origin = result.origin
    return {
        "schema": SCHEMA,
        "submission": {"id": origin.submission, "sha256": origin.sha256, "canonical": origin.canonical},
        "pack": {"id": origin.pack, "version": origin.version, "digest": origin.digest},
        "lesson": {"id": result.lesson, "uuid": origin.uuid, "rev": origin.rev},
        "engine": {"version": __version__, "kubernetes": KUBERNETES},
        "status": result.status,
        "code": result.code,
        "score": result.score,
        "max": result.max,
        "capped_by": result.capped_by,
        "checks": [_check(check) for check in result.checks],
        "problems": [_fault(fault) for fault in result.problems],
        **({"policy": _standing(result.policy)} if result.policy else {}),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    """Where a course has rules for time and attempts: what they make of the score, which stays as it is."""
    return {
        "due": standing.due or None,
        "submitted_at": standing.submitted or None,
        "late_seconds": standing.late,
        "penalty": standing.penalty,
        "score": standing.score,
        "attempt": standing.attempt,
        "attempts": standing.attempts,
        "counts": standing.counts,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "id": check.id,
        "task": check.task,
        "status": check.status,
        "points": check.points,
        "max": check.max,
        "visibility": check.visibility,
        "expected": _message(check.expected),
        "actual": _message(check.actual),
        "at": _at(check.at),
        "feedback": [_message(message) for message in check.feedback],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity,
        "at": _at(fault.at),
        "message": _message(fault.message),
    }


def _message(message: Message | None) -> dict[str, Any] | None:
    return None if message is None else {"id": message.id, "params": dict(sorted(message.params.items()))}


def _at(at: At | None) -> dict[str, Any] | None:
    return None if at is None else {"file": at.file, "line": at.line, "col": at.column}
