"""An answer that means what the solution means gets every point, however it is written."""

from __future__ import annotations

import pytest

from tests.lessons import fresh
from tutor.grading.grade import Grader
from tutor.packs.load import builtin
from tutor.packs.model import Lesson

PACK = builtin()


@pytest.fixture(scope="module")
def grader() -> Grader:
    """One grader, so that each world is built once."""
    return Grader(PACK)


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda lesson: lesson.id)
def test_the_solution_in_other_words_gets_every_point(grader: Grader, lesson: Lesson) -> None:
    assert [name for name, text in fresh.right(lesson) if not fresh.grade(grader, lesson, text).full] == []
