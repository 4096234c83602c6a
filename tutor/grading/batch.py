"""Many answers: one row each, in the order of the input, equal answers judged once."""

from __future__ import annotations

from tutor.grading.answer import Rejection, digest
from tutor.grading.grade import Console, Grader, rejected, remember
from tutor.grading.handed import SCRIPT, Handed
from tutor.grading.intake import Intake, refuse
from tutor.grading.verdict import Fault, Message, Origin, Result, Submission, shortened
from tutor.packs.load import find_lesson, lesson_for
from tutor.packs.model import Lesson, Pack
from tutor.values import replace

CHUNK = 16  # answers that one process takes at once; fewer are not worth a second one
Graded = tuple[Handed, Result]


class Batch:
    """Grades answers to any lesson of some packs; remembers the results of answers that may come again."""

    __slots__ = ("_console", "_graders", "_intake", "_known", "packs")

    def __init__(
        self, packs: tuple[Pack, ...], *, console: Console | None = None, intake: Intake | None = None
    ) -> None:
        """Without a console, answers that are scripts are refused."""
        self.packs = packs
        self._console = console
        self._intake = intake or Intake()
        self._graders = {pack.id: Grader(pack) for pack in packs}
        self._known: dict[tuple[str, str, str], Result] = {}

    def grade(self, handed: Handed) -> Result:
        """Grade one answer; whatever lies in its files, there is a row."""
        return self.judge(handed, self.read(handed))

    def read(self, handed: Handed) -> Submission | Rejection:
        """Read an answer's files, here, where they lie."""
        found = find_lesson(self.packs, handed.lesson) if handed.lesson else None
        if found is None:
            return refuse("NO_LESSON", "grading.no-lesson", {})
        return self._intake.read_files(handed, found[1].submission[0])

    def judge(self, handed: Handed, read: Submission | Rejection) -> Result:
        """Grade what was read, which may have been elsewhere."""
        found = find_lesson(self.packs, handed.lesson) if handed.lesson else None
        if found is None:
            return _refused(handed, None, refuse("NO_LESSON", "grading.no-lesson", {}))
        pack, lesson = found[0], lesson_for(*found, handed.learner)
        if isinstance(read, Rejection):
            return replace(_refused(handed, lesson, read), origin=_origin(handed, pack, lesson))
        result = self._once(pack, lesson, read)
        return replace(result, origin=replace(result.origin, submission=handed.id, learner=handed.learner))

    def _once(self, pack: Pack, lesson: Lesson, submission: Submission) -> Result:
        """Grade what was not graded before; the oldest result is forgotten when there are too many."""
        grader = self._graders[pack.id]
        key = (lesson.uuid, lesson.learner, digest(submission))
        if key not in self._known:
            remember(self._known, key, self._grade(grader, lesson, submission))
        return self._known[key]

    def _grade(self, grader: Grader, lesson: Lesson, submission: Submission) -> Result:
        if not any(name.endswith(SCRIPT) for name in submission.files):
            return shortened(grader.grade(lesson, submission))
        if self._console is None:
            why = refuse("SCRIPT", "grading.script", {}, next(iter(submission.files)))
            return rejected(lesson, why, Origin(uuid=lesson.uuid, rev=lesson.rev))
        return shortened(grader.grade_script(lesson, submission, self._console))


def failed(handed: Handed, code: str) -> Result:
    """Make the row of an answer that our own program could not grade: an error, and no grade."""
    fault = Fault(code=code, at=None, message=Message(id=f"grading.{code.lower()}"))
    origin = Origin(submission=handed.id, learner=handed.learner)
    return Result(lesson=handed.lesson, status="error", code=code, problems=(fault,), origin=origin)


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
