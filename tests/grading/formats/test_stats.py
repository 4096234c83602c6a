"""What a class did, check by check."""

from __future__ import annotations

import json

from tests.clusterip import LESSON, PACK, SOLUTION, STARTER
from tutor.grading.formats import FORMATS, Totals, View
from tutor.grading.grade import grade
from tutor.grading.verdict import Result, Standing, Submission
from tutor.values import replace

HALF = LESSON.files["proof/only-selector.yaml"]


def graded(text: str, learner: str = "", moment: str = "", attempt: int = 1) -> Result:
    result = grade(PACK, LESSON, Submission(id=learner, files={"service.yaml": text.encode()}))
    if not moment:
        return result
    standing = Standing(
        due="",
        submitted=moment,
        late=0,
        penalty=0,
        score=result.score,
        attempt=attempt,
        attempts=2,
        counts=True,
        learner=learner,
    )
    return replace(result, policy=standing)


def written(name: str, *results: Result) -> str:
    writer, totals = FORMATS[name].many(View(packs=(PACK,))), Totals()
    for result in results:
        totals.add(result)
        writer.row(result, dict)
    return writer.tail(totals)


def test_checks_have_pass_rates_and_feedback_is_ranked() -> None:
    document = json.loads(written("stats", graded(HALF), graded(HALF), graded(STARTER), graded(SOLUTION), graded("")))
    assert (document["answers"], document["full"], document["rejected"]) == (5, 1, 1)
    (lesson,) = document["lessons"]
    assert lesson["points"] == [
        {"score": 0, "answers": 1},
        {"score": 3, "answers": 2},
        {"score": 10, "answers": 1},
    ]
    assert lesson["codes"] == [{"code": "EMPTY", "answers": 1}]
    rates = {one["id"]: one["rate"] for one in lesson["checks"]}
    assert sorted(set(rates.values())) == [0.25, 0.75, 1.0]
    counts = [one["answers"] for one in lesson["feedback"]]
    assert counts == sorted(counts, reverse=True)
    assert lesson["first_full"] is None


TRIES = (
    graded(SOLUTION, "kim", "2026-11-20T12:00:00Z", 2),
    graded(STARTER, "kim", "2026-11-20T10:00:00Z"),
    graded(SOLUTION, "lee", "2026-11-20T10:00:00Z"),
    graded(STARTER, "park", "2026-11-20T10:00:00Z"),
)


def test_where_times_are_known_the_time_to_the_first_pass_is_told() -> None:
    (lesson,) = json.loads(written("stats", *TRIES))["lessons"]
    assert lesson["first_full"] == {"learners": 2, "median_seconds": 3600, "median_attempts": 1}


def test_the_page_tells_it_as_well() -> None:
    assert "2 learners; median 1h, 1 attempts" in written("html", *TRIES)
