"""Groups of answers that are alike: strong signals before weak ones, without what is common, and without a score."""

from __future__ import annotations

import json

from tests.clusterip import LESSON, PACK, SOLUTION, STARTER
from tutor.grading.formats import FORMATS, Totals, View
from tutor.grading.grade import grade
from tutor.grading.verdict import Submission
from tutor.values import replace

ODD = SOLUTION.replace("spec:\n", "spec:\n  internalTrafficPolicy: Cluster\n  sessionAffinity: ClientIP\n")
ROWS = (
    ("a", f"{ODD}# wrote this on the train\n"),
    ("b", f"{ODD}# wrote this on the train\n"),
    ("c", f"# mine alone\n{ODD}"),
    ("d", SOLUTION.replace("metadata:\n", "metadata:\n  labels: {team: narwhals}\n")),
    ("e", STARTER.replace("metadata:\n", "metadata:\n  labels: {squad: narwhals}\n")),
    ("f", "kind: [\n"),
    ("g", ""),
    ("h", ""),
    *((f"solved-{number}", SOLUTION) for number in range(9)),
    *((f"started-{number}", STARTER) for number in range(2)),
)


def document(rows: tuple[tuple[str, str], ...] = ROWS, learners: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """Name the groups, as a signal and its submissions."""
    writer, totals = FORMATS["similar"].many(View(packs=(PACK,))), Totals()
    for name, text in rows:
        result = grade(PACK, LESSON, Submission(id=name, files={"service.yaml": text.encode()}))
        origin = replace(result.origin, learner=(learners or {}).get(name, name))
        writer.row(replace(result, origin=origin), lambda text=text: {"service.yaml": text})  # type: ignore[misc]  # bound now
    (lesson,) = json.loads(writer.tail(totals))["lessons"]
    assert lesson["answers"] == len(rows)
    return [(one["signal"], *one["submissions"]) for one in lesson["groups"]]


def test_groups_share_bytes_meaning_or_an_odd_name_and_the_common_and_the_lessons_own_are_left_out() -> None:
    assert document() == [("raw", "a", "b"), ("canonical", "a", "b", "c"), ("name", "d", "e")]


def test_a_comment_that_two_learners_share_is_a_weak_signal() -> None:
    rows = (("a", f"{SOLUTION}# wrote this on the train\n"), ("b", f"{STARTER}# wrote this on the train\n"))
    assert document(rows) == [("comment", "a", "b")]


def test_an_order_of_keys_that_the_lesson_has_not_is_a_weak_signal() -> None:
    turned = "kind: Service\napiVersion: v1\n"
    first, second = (text.replace("apiVersion: v1\nkind: Service\n", turned) for text in (SOLUTION, STARTER))
    assert document((("a", first), ("b", second))) == [("order", "a", "b")]


def test_one_learner_is_not_like_himself() -> None:
    assert document(ROWS[:2], {"a": "kim", "b": "kim"}) == []
