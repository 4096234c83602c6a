"""The one place that takes out of a result what its learner may not see yet."""

from __future__ import annotations

from tutor.grading.verdict import CheckResult, Result
from tutor.values import replace


def hidden(check: CheckResult) -> bool:
    """Whether its learner may not see yet how a check went."""
    return check.visibility != "visible"


def later(result: Result) -> int:
    """The points that hidden checks decide."""
    return sum(check.max for check in result.checks if hidden(check))


def for_learner(result: Result) -> Result:
    """Leave hidden checks their title, and nothing of how they went: not their points, words, places or feedback."""
    secret = [check for check in result.checks if hidden(check)]
    if not secret:
        return result
    told = {message.id for check in secret for message in check.feedback}
    points = sum(check.points for check in result.checks if check.visibility == "visible")
    return replace(
        result,
        score=min(points, result.score),
        max=result.max - later(result),
        checks=tuple(_bare(check) for check in result.checks),
        feedback=tuple(message for message in result.feedback if message.id not in told),
        policy=None,  # its points are those of all checks
    )


def _bare(check: CheckResult) -> CheckResult:
    if not hidden(check):
        return check
    return replace(check, status="blocked", points=0, expected=None, actual=None, at=None, feedback=(), docs="")
