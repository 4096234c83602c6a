"""What one distinct answer costs to grade, simulation and probes included, beside a parse and a schema check of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
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
SCHEMA = "1.36"
ABSENT = "kubernetes-validate is not installed, so nothing is compared with its schema check\n"


def measure() -> Iterator[dict[str, object]]:
    """One answer that nobody gave before, and one that is known."""
    pack = load(PACK).pack
    assert pack is not None
    lesson = next(one for one in pack.lessons if one.id == LESSON)
    grader, numbers = Grader(pack), count()
    first = answer_of(lesson, next(numbers))
    text = b"\n---\n".join(first.files.values())
    pure = best(lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CLoader)), times=50)
    assert grader.grade(lesson, first).score == lesson.points
    fresh = best(lambda: grader.grade(lesson, answer_of(lesson, next(numbers))), rounds=50)
    again = best(lambda: grader.grade(lesson, first), rounds=50)
    beside = {"unit": "ms", "beside": "libyaml events"}
    yield {"name": "grade one distinct answer", "value": fresh * 1e3, "ratio": fresh / pure, "goal": 10.0, **beside}
    yield {"name": "grade an answer in other bytes", "value": again * 1e3, "ratio": again / pure, **beside}
    checked = _schema_check(text)
    if checked is not None:
        against = {"unit": "ms", "beside": "kubernetes-validate", "goal": 0.2}
        yield {"name": "grade against a schema check", "value": fresh * 1e3, "ratio": fresh / checked, **against}
    yield {"name": "distinct answers a second, one process", "value": 1 / fresh, "unit": "1/s"}


def _schema_check(text: bytes) -> float | None:
    """Seconds that kubernetes-validate takes for these documents, once they are parsed; None where it is not there."""
    if find_spec("kubernetes_validate") is None:
        sys.stderr.write(ABSENT)
        return None
    validate = import_module("kubernetes_validate").validate
    documents = [one for one in yaml.load_all(text, Loader=yaml.CSafeLoader) if one]
    return best(lambda: [validate(one, SCHEMA, strict=True) for one in documents], rounds=20)


def answer_of(lesson: Lesson, number: int) -> Submission:
    """The solution with a label of its own, which no check asks about."""
    files = {
        name: text.replace("metadata:\n", f"metadata:\n  labels: {{attempt: n{number}}}\n", 1).encode()
        for name, text in lesson.solution.items()
    }
    return Submission(id=str(number), files=files)
