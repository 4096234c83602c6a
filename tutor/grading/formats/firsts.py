"""How long it took until a check passed for the first time, where a policy knows when answers were handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from tutor.grading.verdict import Result
from tutor.values import frozen

FULL = ""  # stands for all points, where a check's id stands otherwise


@frozen
class First:
    """Of the learners who passed: how many, and the medians of seconds and of attempts until then."""

    learners: int
    seconds: int
    attempts: int


@dataclass(slots=True, kw_only=True)
class Firsts:
    """The first attempt of each learner, and the first that passed each check."""

    starts: dict[str, str] = field(default_factory=dict)
    passes: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Note one attempt; attempts may come in any order."""
        policy = result.policy
        if policy is None or not policy.submitted:
            return
        learner, moment = policy.learner, policy.submitted
        self.starts[learner] = min(self.starts.get(learner, moment), moment)
        passed = [check.id for check in result.checks if check.status == "pass"]
        for name in [FULL, *passed] if result.full else passed:
            known = self.passes.setdefault(name, {})
            known[learner] = min(known.get(learner, (moment, policy.attempt)), (moment, policy.attempt))

    def first(self, name: str) -> First | None:
        """What it came to for one check; None where nobody passed, or nobody knows when."""
        passes = self.passes.get(name)
        if not passes:
            return None
        seconds = [_between(self.starts[learner], moment) for learner, (moment, _) in passes.items()]
        attempts = [attempt for _, attempt in passes.values()]
        return First(learners=len(passes), seconds=int(median(seconds)), attempts=int(median(attempts)))


def _between(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def value(first: First | None) -> Mapping[str, int] | None:
    """Write it for JSON."""
    if first is None:
        return None
    return {"learners": first.learners, "median_seconds": first.seconds, "median_attempts": first.attempts}
