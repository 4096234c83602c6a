"""What lateness costs, which attempt an answer is, and which attempt counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tutor.grading.handed import Handed
from tutor.grading.policy.model import Policy
from tutor.grading.policy.register import Register
from tutor.grading.policy.spool import ruled
from tutor.grading.policy.times import HandingIn, Times
from tutor.grading.verdict import Origin, Result, Standing
from tutor.values import replace

DUE = datetime(2026, 11, 20, tzinfo=UTC)
POLICY = Policy(times="t.csv", due=DUE, grace=900, percent_per_day=10, floor=50)
LATE = (
    (0, 0),
    (900, 0),
    (901, 1),
    (86_400, 1),
    (86_401, 2),
    (5 * 86_400, 5),
    (400 * 86_400, 5),
)
Row = tuple[str, int, int]  # an answer, its hour, its score


@pytest.mark.parametrize(("late", "penalty"), LATE)
def test_each_day_begun_costs_its_percent_down_to_the_floor(late: int, penalty: int) -> None:
    assert POLICY.penalty(10, late) == penalty


def test_a_penalty_is_rounded_down() -> None:
    assert [POLICY.penalty(score, 3600) for score in (0, 9, 19, 20)] == [0, 0, 1, 2]


def standings(policy: Policy, *rows: Row) -> dict[str, Standing]:
    """Rule over answers of one learner, given as their names, hours after the due time, and scores."""
    times = Times(rows={name: HandingIn(moment=DUE + timedelta(hours=hour), learner="kim") for name, hour, _ in rows})
    handed = [Handed(id=name, lesson="x", files=((name, f"/a\0{name}\udcff"),)) for name, _, _ in rows]
    graded = [
        (one, Result(lesson="x", status="graded", score=score, max=20, origin=Origin(submission=one.id)))
        for one, (_, _, score) in zip(handed, rows, strict=True)
    ]
    found = list(ruled(Register(policy, times, handed), graded))
    assert [one for one, _ in found] == handed
    return {one.id: result.policy for one, result in found if result.policy}


ROWS: tuple[Row, ...] = (("c", 1, 20), ("a", -2, 18), ("b", -1, 5), ("d", 30, 20))


def counting(policy: Policy) -> list[str]:
    return [name for name, one in standings(policy, *ROWS).items() if one.counts]


def test_the_last_attempt_counts() -> None:
    assert counting(POLICY) == ["d"]


def test_attempts_beyond_the_limit_never_count() -> None:
    assert counting(replace(POLICY, attempts=2)) == ["b"]
    assert counting(replace(POLICY, attempts=2, keep="best")) == ["a"]


def test_the_best_attempt_counts_after_its_penalty_and_the_earlier_of_equal_ones() -> None:
    assert counting(replace(POLICY, keep="best")) == ["a"]


def test_attempts_are_numbered_by_time_whatever_their_order() -> None:
    found = standings(POLICY, *ROWS)
    assert [(name, one.attempt, one.attempts) for name, one in found.items()] == [
        ("c", 3, 4),
        ("a", 1, 4),
        ("b", 2, 4),
        ("d", 4, 4),
    ]
    assert found["c"] == Standing(
        due="2026-11-20T00:00:00Z",
        submitted="2026-11-20T01:00:00Z",
        late=3600,
        penalty=2,
        score=18,
        attempt=3,
        attempts=4,
        counts=False,
        learner="kim",
    )


def test_without_a_time_nothing_is_taken_and_the_answer_is_named() -> None:
    handed = Handed(id="a", lesson="x", files=(), learner="kim")
    register = Register(POLICY, Times(), [handed])
    result = Result(lesson="x", status="graded", score=7, max=10, origin=Origin(submission="a"))
    assert register.without_time == ("a",)
    assert (register.standing(result).submitted, register.standing(result).score) == ("", 7)


def test_attempts_made_before_count_towards_the_limit() -> None:
    times = Times(every=HandingIn(moment=DUE), earlier=3)
    handed = Handed(id="a", lesson="x", files=(), learner="kim")
    result = Result(lesson="x", status="graded", score=7, max=10, origin=Origin(submission="a"))
    standing = Register(replace(POLICY, attempts=3), times, [handed]).standing(result)
    assert (standing.attempt, standing.attempts, standing.counts) == (4, 4, False)
