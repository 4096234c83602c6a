"""What a class did, check by check."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.clusterip import LESSON, PACK, SOLUTION, STARTER
from tutor.grading.formats import FORMATS, Totals, View
from tutor.grading.grade import grade
from tutor.grading.verdict import Result, Standing, Submission
from tutor.values import replace

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[3] / "docs" / "schemas" / "stats-v1.schema.json").read_text("utf-8"))
)
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


def test_of_several_attempts_the_one_that_counts_is_in_the_points_that_count() -> None:
    worse = replace(TRIES[1], policy=replace(TRIES[1].policy, counts=False) if TRIES[1].policy else None)
    late = replace(TRIES[2], policy=replace(TRIES[2].policy, score=8) if TRIES[2].policy else None)
    tries = (TRIES[0], worse, late, TRIES[3])
    document = json.loads(written("stats", *tries))
    SCHEMA.validate(document)
    assert document["lessons"][0]["counted"] == [{"score": one, "answers": 1} for one in (0, 8, 10)]
    assert "counted" not in json.loads(written("stats", graded(HALF)))["lessons"][0]
    page = written("html", *tries)
    assert page.index("The points that count") < page.index("<td>8/10</td>") < page.index("<h3>Points</h3>")


def test_the_page_tells_it_as_well() -> None:
    assert "learners: 2; median time 1h, attempts 1" in written("html", *TRIES)
