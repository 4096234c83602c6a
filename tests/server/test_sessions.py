"""Lessons solved with the machine's own kubectl, as they were recorded."""

from __future__ import annotations

import pytest

from tests.server.serving import needs_kubectl
from tests.server.sessions.solving import RECORDED, lessons, transcript


def test_every_lesson_was_solved_with_full_marks() -> None:
    last = {path.stem: path.read_text(encoding="utf-8").splitlines()[-1] for path in RECORDED.glob("*.txt")}
    assert last == {lesson.id: "10 of 10 points" for lesson in lessons()}


@needs_kubectl
@pytest.mark.parametrize("name", ["clusterip", "headless"])
def test_a_real_kubectl_says_again_what_was_recorded(name: str) -> None:
    (lesson,) = lessons((name,))
    assert transcript(lesson) == (RECORDED / f"{name}.txt").read_text(encoding="utf-8")
