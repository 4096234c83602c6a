"""Who handed in what, and how often: which attempt an answer is, what lateness takes, and which attempt counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tutor.grading.handed import Handed
from tutor.grading.policy.model import Policy, stamp
from tutor.grading.policy.times import HandingIn, Times
from tutor.grading.verdict import Result, Standing
from tutor.values import frozen

Group = tuple[str, str]  # a learner and a lesson
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@frozen
class Attempt:
    """One answer among those of its learner to its lesson, counted from 1 in the order of time."""

    group: Group
    number: int
    of: int
    handing: HandingIn | None
    last: bool


class Register:
    """The attempts of all learners; holds a line for each answer, as no answer says whether another follows."""

    __slots__ = ("_attempts", "_best", "_policy", "_times")

    def __init__(self, policy: Policy, times: Times, answers: Iterable[Handed]) -> None:
        self._policy, self._times = policy, times
        self._best: dict[Group, tuple[int, str]] = {}
        self._attempts = dict(self._numbered(answers))

    def _numbered(self, answers: Iterable[Handed]) -> Iterator[tuple[str, Attempt]]:
        groups: dict[Group, dict[str, HandingIn | None]] = {}
        for handed in answers:
            handing = self._times.of(handed.id)
            learner = (handing.learner if handing else "") or handed.learner or handed.id
            groups.setdefault((learner, handed.lesson), {})[handed.id] = handing
        earlier = self._times.earlier
        for group, found in groups.items():
            ordered = sorted(found.items(), key=lambda one: one[1].moment if one[1] else _EARLIEST)
            most = min(len(ordered), max(self._policy.attempts - earlier, 0) if self._policy.attempts else len(ordered))
            for number, (id_, handing) in enumerate(ordered, start=1):
                of = earlier + len(ordered)
                yield (
                    id_,
                    Attempt(group=group, number=earlier + number, of=of, handing=handing, last=number == most),
                )

    @property
    def without_time(self) -> tuple[str, ...]:
        """The answers of which nobody knows when they were handed in."""
        return tuple(id_ for id_, one in self._attempts.items() if one.handing is None)

    @property
    def without_answer(self) -> tuple[str, ...]:
        """The submissions that the table of times speaks of and that are not among the answers."""
        return tuple(id_ for id_ in self._times.rows if id_ not in self._attempts)

    @property
    def asks_for_scores(self) -> bool:
        """Whether it takes the scores of several answers to say which of them counts."""
        return self._policy.keep == "best" and any(one.of > 1 for one in self._attempts.values())

    def note(self, result: Result) -> None:
        """Remember the best attempt of each learner; the earlier of equal ones."""
        id_ = result.origin.submission
        attempt, (_, penalty) = self._attempts[id_], self._lateness(result)
        best = self._best.get(attempt.group)
        if self._allowed(attempt) and (best is None or self._beats(result.score - penalty, attempt, best)):
            self._best[attempt.group] = (result.score - penalty, id_)

    def _beats(self, score: int, attempt: Attempt, best: tuple[int, str]) -> bool:
        return (score, -attempt.number) > (best[0], -self._attempts[best[1]].number)

    def standing(self, result: Result) -> Standing:
        """Say what the policy makes of a grade."""
        id_ = result.origin.submission
        attempt = self._attempts[id_]
        late, penalty = self._lateness(result)
        best = self._best.get(attempt.group)
        return Standing(
            due=stamp(self._policy.due_for(result.lesson, self._times.due)),
            submitted=stamp(attempt.handing.moment) if attempt.handing else "",
            late=late,
            penalty=penalty,
            score=result.score - penalty,
            attempt=attempt.number,
            attempts=attempt.of,
            counts=attempt.last if best is None else best[1] == id_,
            learner=attempt.group[0],
        )

    def _allowed(self, attempt: Attempt) -> bool:
        return not self._policy.attempts or attempt.number <= self._policy.attempts

    def _lateness(self, result: Result) -> tuple[int, int]:
        """Seconds after the due time, and the points that they cost; none where a time is not known."""
        due = self._policy.due_for(result.lesson, self._times.due)
        handing = self._attempts[result.origin.submission].handing
        late = max(int((handing.moment - due).total_seconds()), 0) if due and handing else 0
        return late, self._policy.penalty(result.score, late)
