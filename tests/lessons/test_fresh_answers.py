"""Answers that nobody has written down yet get the verdict that a teacher expects."""

from __future__ import annotations

import pytest

from tests.lessons.fresh import fresh, grade, reviewed
from tutor.grading.grade import Grader
from tutor.packs.load import builtin
from tutor.packs.model import Lesson

PACK, DECISIONS = builtin(), reviewed()
WRONG = 6  # of each lesson's wrong answers; `python -m tests.lessons.fresh` grades all of them


@pytest.fixture(scope="module")
def grader() -> Grader:
    """One grader, so that each world is built once."""
    return Grader(PACK)


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda lesson: lesson.id)
def test_the_solution_in_other_words_gets_every_point_and_a_changed_one_loses_some(
    grader: Grader, lesson: Lesson
) -> None:
    answers = list(fresh(lesson, DECISIONS))
    wrong = [one for one in answers if not one.full]
    tried = [*(one for one in answers if one.full and not one.rule), *wrong[:: len(wrong) // WRONG]]
    assert len(answers) >= 30
    assert [one.name for one in tried if grade(grader, lesson, one.text).full != one.full] == []
