"""What one distinct answer costs to grade, simulation and probes included, beside libyaml's parse of its text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import yaml

from tests.bench.timing import best
from tutor.grading.grade import Grader
from tutor.grading.verdict import Submission
from tutor.packs.load import load
from tutor.packs.model import Lesson

PACK = Path(__file__).parents[2] / "lessons" / "services"
LESSON = "clusterip"


def measure() -> Iterator[dict[str, object]]:
    """One answer that nobody gave before, and one that is known."""
    pack = load(PACK).pack
    assert pack is not None
    lesson = next(one for one in pack.lessons if one.id == LESSON)
    grader, numbers = Grader(pack), count()
    first = _answer(lesson, next(numbers))
    text = b"\n---\n".join(first.files.values())
    pure = best(lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CLoader)), times=50)
    assert grader.grade(lesson, first).score == lesson.points
    fresh = best(lambda: grader.grade(lesson, _answer(lesson, next(numbers))), rounds=50)
    again = best(lambda: grader.grade(lesson, first), rounds=50)
    beside = {"unit": "ms", "beside": "libyaml events"}
    yield {"name": "grade one distinct answer", "value": fresh * 1e3, "ratio": fresh / pure, "goal": 10.0, **beside}
    yield {"name": "grade an answer in other bytes", "value": again * 1e3, "ratio": again / pure, **beside}
    yield {"name": "distinct answers a second, one process", "value": 1 / fresh, "unit": "1/s"}


def _answer(lesson: Lesson, number: int) -> Submission:
    """The solution with a label of its own, which no check asks about."""
    files = {
        name: text.replace("metadata:\n", f"metadata:\n  labels: {{attempt: n{number}}}\n", 1).encode()
        for name, text in lesson.solution.items()
    }
    return Submission(id=str(number), files=files)
