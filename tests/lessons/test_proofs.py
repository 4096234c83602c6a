"""Each known answer of the built-in lessons gets the grade, the words and the place that its lesson promises."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tutor.grading import proofs
from tutor.grading.formats.jsonl import row
from tutor.grading.grade import Grader
from tutor.packs.load import builtin, builtin_path, source_at
from tutor.packs.model import Lesson
from tutor.packs.places import Places

PACK = builtin()
PLACES = Places(source=source_at(builtin_path()))
PRINT = (
    "from tutor.grading import proofs; from tutor.grading.formats.jsonl import row; "
    "from tutor.grading.grade import Grader; from tutor.packs.load import builtin; p = builtin(); g = Grader(p); "
    "print('\\n'.join(row(one.result) for one in proofs.prove(g, p.lessons[0])))"
)


@pytest.fixture(scope="module")
def grader() -> Grader:
    """One grader, so that each world is built once."""
    return Grader(PACK)


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda lesson: lesson.id)
def test_every_known_answer_is_graded_as_promised(grader: Grader, lesson: Lesson) -> None:
    assert [str(found) for found in proofs.check_lesson(grader, lesson, PLACES)] == []


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda lesson: lesson.id)
def test_a_graded_mistake_points_at_a_line_of_the_answer_with_feedback(grader: Grader, lesson: Lesson) -> None:
    for one in proofs.prove(grader, lesson):
        wrong = [check for check in one.result.checks if check.status == "fail"]
        if one.result.status == "graded" and one.result.score < one.result.max:
            told = [check for check in wrong if check.feedback]
            assert [check.feedback for check in told] == [one.result.feedback], one.name
            assert told[0].at is not None, one.name


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda lesson: lesson.id)
def test_points_add_up_to_ten_and_four_mistakes_are_known(grader: Grader, lesson: Lesson) -> None:
    said = [wanted.feedback for wanted in lesson.proof.mistakes.values() if wanted.feedback]
    assert lesson.points == 10
    assert len(said) >= 4


def test_the_bytes_do_not_depend_on_the_hash_seed(grader: Grader) -> None:
    here = "\n".join(row(one.result) for one in proofs.prove(grader, PACK.lessons[0]))
    for seed in ("1", "2"):
        command = [sys.executable, "-c", PRINT]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
        assert there.stdout.rstrip("\n") == here
