"""Known answers are held against what their lesson promises of them: words, other spellings, facts, the second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.grading import proofs
from tutor.grading.grade import Grader
from tutor.grading.verdict import Result, Submission
from tutor.packs.create import create
from tutor.packs.load import Loaded, load
from tutor.packs.model import Lesson
from tutor.packs.places import Places
from tutor.values import replace

LESSON = "lessons/first/lesson.yaml"
TARGET_80 = "proof/target-80.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new pack of one lesson, with one more file: the answer that goes to port 80, spelt in another way."""
    create(tmp_path, "first")
    text = (tmp_path / "lessons/first" / TARGET_80).read_text(encoding="utf-8")
    (tmp_path / "lessons/first/proof/again.yaml").write_text(f"# again\n{text}", encoding="utf-8")
    return tmp_path


def with_row(folder: Path, old: str, new: str) -> Loaded:
    """Write something else into the lesson and read the pack."""
    text = (folder / LESSON).read_text(encoding="utf-8")
    assert old in text
    (folder / LESSON).write_text(text.replace(old, new), encoding="utf-8")
    return load(folder)


def problems(loaded: Loaded, grader: type[Grader] = Grader) -> list[str]:
    assert loaded.pack is not None, loaded.problems
    places = Places(source=loaded.source)
    return [str(one) for one in proofs.check_lesson(grader(loaded.pack), loaded.pack.lessons[0], places)]


def test_two_mistakes_with_the_same_words_are_named(folder: Path) -> None:
    row = f"    {TARGET_80}: {{score: 4, fails: [from-pod], feedback: nothing-listens}}\n"
    assert problems(with_row(folder, row, row + row.replace("target-80", "again"))) == [
        (
            f'{LESSON}:45:5 L6 proof/again.yaml gets the feedback "nothing-listens", as {TARGET_80} does; give it '
            f'words of its own, or list it under "also" of {TARGET_80} if it is the same mistake'
        )
    ]


def test_one_mistake_may_be_spelt_in_several_ways(folder: Path) -> None:
    row = "feedback: nothing-listens}"
    assert problems(with_row(folder, row, "feedback: nothing-listens, also: [proof/again.yaml]}")) == []


def test_another_spelling_that_gets_something_else_is_named_at_its_place(folder: Path) -> None:
    (folder / "lessons/first/proof/again.yaml").write_text("# nothing\n", encoding="utf-8")
    row = "feedback: nothing-listens}"
    assert problems(with_row(folder, row, "feedback: nothing-listens, also: [proof/again.yaml]}")) == [
        (
            f"{LESSON}:44:91 L6 proof/again.yaml: status rejected instead of graded, code EMPTY instead of none, "
            "score 0 instead of 4, failing checks none instead of from-pod, feedback none instead of nothing-listens; "
            "mend the checks or the feedback, or write what it gets with `tutor pack prove --update`"
        )
    ]


def test_a_fact_that_is_not_known_for_an_answer_is_named_where_its_words_stand(folder: Path) -> None:
    (folder / "lessons/first/proof/again.yaml").unlink()
    for locale in ("en", "ko"):
        words = folder / f"prose/{locale}/first.feedback.yaml"
        words.write_text(words.read_text(encoding="utf-8").replace("{service}", "{service} {nodePort}", 1))
    assert problems(load(folder)) == [
        f'prose/{locale}/first.feedback.yaml:3:1 L10 proof/no-selector.yaml gets "no-selector", whose {{nodePort}} is '
        'not known then: the learner reads "?"'
        for locale in ("en", "ko")
    ]


class Forgetful(Grader):
    """A grader that grades every answer differently the second time."""

    def grade(self, lesson: Lesson, submission: Submission) -> Result:
        """Give a point more to an answer that was seen before."""
        seen = self.__dict__.setdefault("seen", set[str]())
        result = super().grade(lesson, submission)
        again = submission.id in seen
        seen.add(submission.id)
        return replace(result, score=result.score + again)


def test_an_answer_that_is_graded_differently_the_second_time_is_named(folder: Path) -> None:
    (folder / "lessons/first/proof/again.yaml").unlink()
    assert problems(load(folder), Forgetful)[:2] == [
        f"{LESSON}:46:5 L11 proof/port-zero.yaml is graded differently the second time",
        f"{LESSON}:45:5 L11 proof/port-8080.yaml is graded differently the second time",
    ]
