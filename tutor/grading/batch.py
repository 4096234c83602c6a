"""Many answers: one row each, in the order of the input, equal answers judged once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tutor.grading.answer import Rejection
from tutor.grading.grade import Grader, rejected
from tutor.grading.handed import Handed, Naming, find_answers
from tutor.grading.intake import read_files, refuse
from tutor.grading.verdict import Origin, Result, Submission
from tutor.packs.load import find_lesson, lesson_for
from tutor.packs.model import Lesson, Pack
from tutor.values import replace

MOST_REMEMBERED = 4096
_CHUNK = 16


class Batch:
    """Grades answers to any lesson of some packs; remembers the results of answers that may come again."""

    __slots__ = ("_graders", "_known", "packs")

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs
        self._graders = {pack.id: Grader(pack) for pack in packs}
        self._known: dict[tuple[object, ...], Result] = {}

    def grade(self, handed: Handed) -> Result:
        """Grade one answer; whatever lies in its files, there is a row."""
        found = find_lesson(self.packs, handed.lesson) if handed.lesson else None
        if found is None:
            return _refused(handed, None, refuse("NO_LESSON", "grading.no-lesson", {}))
        pack, lesson = found[0], lesson_for(*found, handed.learner)
        read = read_files(handed, lesson.submission[0])
        if isinstance(read, Rejection):
            return replace(_refused(handed, lesson, read), origin=_origin(handed, pack, lesson))
        result = self._once(pack, lesson, read)
        return replace(result, origin=replace(result.origin, submission=handed.id, learner=handed.learner))

    def _once(self, pack: Pack, lesson: Lesson, submission: Submission) -> Result:
        """Grade what was not graded before; the oldest result is forgotten when there are too many."""
        grader = self._graders[pack.id]
        key = (lesson.uuid, lesson.learner, *sorted(submission.files.items()))
        if key not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[key] = grader.grade(lesson, submission)
        return self._known[key]


def grade_paths(paths: tuple[str, ...], packs: tuple[Pack, ...], lesson: str = "", jobs: int = 1) -> Iterator[Result]:
    """Grade everything in files and folders; `lesson` is meant where a path names none."""
    known = frozenset(one.id for pack in packs for one in pack.lessons)
    yield from grade_all(tuple(find_answers(paths, Naming(lessons=known, default=lesson))), packs, jobs)


def grade_all(answers: tuple[Handed, ...], packs: tuple[Pack, ...], jobs: int = 1) -> Iterator[Result]:
    """Grade answers, with several processes when there is enough to do; the rows are the same."""
    if jobs <= 1 or len(answers) <= _CHUNK:
        batch = Batch(packs)
        yield from map(batch.grade, answers)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(packs,)) as pool:
        yield from pool.map(_grade, answers, chunksize=_CHUNK)


_worker: list[Batch] = []  # what a worker process keeps between answers; the main process never fills it


def _begin(packs: tuple[Pack, ...]) -> None:
    _worker[:] = [Batch(packs)]


def _grade(handed: Handed) -> Result:
    return _worker[0].grade(handed)


def _refused(handed: Handed, lesson: Lesson | None, why: Rejection) -> Result:
    return rejected(lesson, why, Origin(submission=handed.id, learner=handed.learner), named=handed.lesson)


def _origin(handed: Handed, pack: Pack, lesson: Lesson) -> Origin:
    return Origin(
        submission=handed.id,
        pack=pack.id,
        version=pack.version,
        digest=pack.digest,
        uuid=lesson.uuid,
        rev=lesson.rev,
        learner=handed.learner,
    )
