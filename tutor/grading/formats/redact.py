"""The one place that takes out of a result what its learner may not see yet."""

from __future__ import annotations

from tutor.grading.verdict import CheckResult, Result
from tutor.values import replace


def for_learner(result: Result) -> Result:
    """Leave hidden checks their title, and nothing of how they went: not their points, words, places or feedback."""
    hidden = [check for check in result.checks if check.visibility != "visible"]
    if not hidden:
        return result
    told = {message.id for check in hidden for message in check.feedback}
    later = sum(check.max for check in hidden)
    points = sum(check.points for check in result.checks if check.visibility == "visible")
    return replace(
        result,
        score=min(points, result.score),
        max=result.max - later,
        checks=tuple(_bare(check) for check in result.checks),
        feedback=tuple(message for message in result.feedback if message.id not in told),
        policy=None,  # its points are those of all checks
    )


def _bare(check: CheckResult) -> CheckResult:
    if check.visibility == "visible":
        return check
    return replace(check, status="blocked", points=0, expected=None, actual=None, at=None, feedback=(), docs="")
