"""Grading one answer: in a fresh copy of the lesson's prepared world, or on a learner's live cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tutor.cluster.cluster import Cluster, Snapshot, TooMuchWorkError
from tutor.cluster.started import Started
from tutor.grading.admit import Admission, apply_object
from tutor.grading.answer import Answer, Rejection, digest, read_answer
from tutor.grading.handed import SCRIPT
from tutor.grading.judge import judge
from tutor.grading.kinds.objects import lasting
from tutor.grading.scene import Scene, encoded_in
from tutor.grading.verdict import Fault, Message, Origin, Result, Submission
from tutor.grading.world import after, prepare, run_steps
from tutor.packs.model import Lesson, Pack
from tutor.values import frozen, make, replace

Console = Callable[[Lesson, Cluster, Mapping[str, str], str], Cluster]  # types a script and gives what it left
MOST_WORLDS = 64  # prepared worlds that are kept; a pack has at most so many lessons, but learners may be many
MOST_REMEMBERED = 4096
MOST_STEPS = 500  # of the controllers, for one answer; the course's largest takes 140
Key = TypeVar("Key")
Item = TypeVar("Item")


@frozen
class Applied:
    """An answer and what the API server said to each of its objects."""

    answer: Answer
    admissions: tuple[Admission, ...]


@frozen
class Prepared:
    """A lesson's world just before the answer."""

    cluster: Cluster
    start: Snapshot
    before: Mapping[str, Any]


class Grader:
    """Grades answers to the lessons of one pack; each world is built once and kept for the next."""

    __slots__ = ("_prepared", "_right", "_started", "pack")

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._right: dict[tuple[str, str, str], Result] = {}
        self._started = Started()
        self._prepared: dict[tuple[str, str], Prepared] = {}

    def grade(self, lesson: Lesson, submission: Submission) -> Result:
        """Grade one answer; never raises for what its files hold."""
        answer = read_answer(submission, lesson)
        origin = self._origin(lesson, submission, answer)
        if isinstance(answer, Rejection):
            return rejected(lesson, answer, origin)
        key = (lesson.uuid, lesson.learner, answer.canonical)
        if key in self._right:  # where nothing is wrong no line is spoken of, so the objects alone decide the row
            return replace(self._right[key], problems=answer.notes, origin=origin)
        result = replace(self._bounded(lesson, lambda: self._judge(lesson, answer)), origin=origin)
        if result.status == "graded" and all(check.at is None for check in result.checks):
            remember(self._right, key, result)
        return result

    def grade_script(self, lesson: Lesson, submission: Submission, console: Console) -> Result:
        """Grade an answer that is typed at the console: its scripts, in the order of their names."""
        result = self._bounded(lesson, lambda: self._judge_script(lesson, submission, console))
        return replace(result, origin=self._origin(lesson, submission, Answer(objects=())))

    def _bounded(self, lesson: Lesson, judge: Callable[[], Result]) -> Result:
        """Judge within the number of steps that an answer may cost."""
        self._world(lesson).cluster.steps_left = MOST_STEPS
        try:
            return judge()
        except TooMuchWorkError:
            words = Message(id="grading.too-much-work", params={"limit": str(MOST_STEPS)})
            fault = Fault(code="TOO_MUCH_WORK", at=None, message=words)
            return rejected(lesson, Rejection(code=fault.code, problems=(fault,)), Origin())

    def _judge_script(self, lesson: Lesson, submission: Submission, console: Console) -> Result:
        files = {name: content.decode("utf-8-sig", "replace") for name, content in sorted(submission.files.items())}
        prepared = self._world(lesson)
        cluster = prepared.cluster
        cluster.restore(prepared.start)
        others = {name: text for name, text in files.items() if not name.endswith(SCRIPT)}
        for text in (text for name, text in files.items() if name.endswith(SCRIPT)):
            cluster = console(lesson, cluster, others, text)
        run_steps(cluster, lesson, after(lesson.script))
        return _judged(lesson, cluster, Applied(answer=Answer(objects=()), admissions=()), prepared.before)

    def _judge(self, lesson: Lesson, answer: Answer) -> Result:
        prepared = self._world(lesson)
        cluster = prepared.cluster
        cluster.restore(prepared.start)
        applied = Applied(answer=answer, admissions=_admit(cluster, answer))
        run_steps(cluster, lesson, after(lesson.script))
        return _judged(lesson, cluster, applied, prepared.before)

    def _world(self, lesson: Lesson) -> Prepared:
        key = (lesson.id, lesson.learner)
        if key not in self._prepared:
            cluster = prepare(lesson, self._started.start)
            made = Prepared(cluster=cluster, start=cluster.snapshot(), before=_before(cluster, lesson))
            remember(self._prepared, key, made, MOST_WORLDS)
        return self._prepared[key]

    def _origin(self, lesson: Lesson, submission: Submission, answer: Answer | Rejection) -> Origin:
        return make(Origin)(
            submission=submission.id,
            sha256=digest(submission),
            canonical=answer.canonical if isinstance(answer, Answer) else "",
            pack=self.pack.id,
            version=self.pack.version,
            digest=self.pack.digest,
            uuid=lesson.uuid,
            rev=lesson.rev,
            learner=lesson.learner,
        )


def remember(known: dict[Key, Item], key: Key, item: Item, most: int = MOST_REMEMBERED) -> None:
    """Keep an item; the oldest is forgotten when there are too many."""
    if len(known) >= most:
        del known[next(iter(known))]
    known[key] = item


def grade(pack: Pack, lesson: Lesson, submission: Submission) -> Result:
    """Grade one answer in a world of its own; use a Grader for many."""
    return Grader(pack).grade(lesson, submission)


def apply_files(lesson: Lesson, cluster: Cluster, files: Mapping[str, bytes]) -> Applied | Rejection:
    """Ask a live cluster what it would say to these files; nothing is changed."""
    answer = read_answer(Submission(id="", files=files), lesson)
    if isinstance(answer, Rejection):
        return answer
    start = cluster.snapshot()  # a dry run would not ask the allocators, so this is done in earnest and taken back
    admissions = _admit(cluster, answer)
    cluster.restore(start)
    return Applied(answer=answer, admissions=admissions)


def evaluate(lesson: Lesson, cluster: Cluster, applied: Applied | Rejection) -> Result:
    """Judge a learner's live cluster; it is the same afterwards, to the last counter."""
    if isinstance(applied, Rejection):
        return rejected(lesson, applied, Origin(uuid=lesson.uuid, rev=lesson.rev))
    start = cluster.snapshot()
    run_steps(cluster, lesson, after(lesson.script))
    before = _before(prepare(lesson), lesson) if _watched(lesson) else {}
    result = _judged(lesson, cluster, applied, before)
    cluster.restore(start)
    return replace(result, origin=Origin(uuid=lesson.uuid, rev=lesson.rev))


def _admit(cluster: Cluster, answer: Answer) -> tuple[Admission, ...]:
    return tuple(apply_object(cluster.server, one) for one in answer.objects)


def _judged(lesson: Lesson, cluster: Cluster, applied: Applied, before: Mapping[str, Any]) -> Result:
    scene = Scene(lesson=lesson, cluster=cluster, answer=applied.answer, admissions=applied.admissions, before=before)
    judged = judge(scene)
    return make(Result)(
        lesson=lesson.id,
        status="graded",
        score=judged.score,
        max=lesson.points,
        capped_by=judged.capped_by,
        checks=judged.checks,
        feedback=judged.feedback,
        problems=applied.answer.notes,
    )


def rejected(lesson: Lesson | None, why: Rejection, origin: Origin, *, named: str = "") -> Result:
    """Make the row of an answer that is not graded; without a lesson, `named` is what was asked for."""
    return Result(
        lesson=lesson.id if lesson else named,
        status="rejected",
        code=why.code,
        max=lesson.points if lesson else 0,
        problems=why.problems,
        origin=origin,
    )


def _watched(lesson: Lesson) -> tuple[str, ...]:
    """Name the objects that some check wants unchanged."""
    asks: list[Any] = [check.ask for check in (*lesson.guards, *lesson.checks) if check.kind == "unchanged"]
    return tuple(sorted({ref for ask in asks for ref in ask}))


def _before(cluster: Cluster, lesson: Lesson) -> Mapping[str, Any]:
    """Keep what the watched objects are before the answer."""
    found = {ref: encoded_in(cluster, ref) for ref in _watched(lesson)}
    return {ref: lasting(one) for ref, one in found.items() if one is not None}
