"""Rules L4 to L8, L11 and a part of L10: a lesson's known answers get the grades that it promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.grading.facts import UNKNOWN
from tutor.grading.formats.jsonl import row
from tutor.grading.grade import Grader
from tutor.grading.verdict import Result, Submission
from tutor.grading.words import text
from tutor.grading.world import WorldError
from tutor.manifest import Path
from tutor.packs.lint.locales import PARAMETER
from tutor.packs.load import lesson_for
from tutor.packs.model import Lesson, Outcome, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem
from tutor.packs.vocabulary import FACTS
from tutor.values import frozen

NEIGHBOURS = ("kim", "lee", "park")


@frozen
class Proven:
    """One known answer, what it must get and what it got."""

    name: str
    wanted: Outcome
    result: Result


def check(pack: Pack, places: Places) -> tuple[Problem, ...]:
    """Grade every known answer of every lesson and name what is not as promised."""
    grader = Grader(pack)
    return tuple(found for lesson in pack.lessons for found in check_lesson(grader, lesson, places))


def check_lesson(grader: Grader, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """Check one lesson's answers one by one, then all together; without a world there is nothing to check."""
    try:
        proven = tuple(prove(grader, lesson))
    except WorldError as fault:
        yield places.in_lesson(lesson, "L4", f"the world cannot be made: {fault}", ("world",))
        return
    for one in (*proven, *_neighbours(grader, lesson)):
        yield from _as_promised(lesson, one, places)
    yield from _own_feedback(lesson, places)
    yield from _reached(lesson, proven, places)
    yield from _dead(lesson, proven, places)
    yield from _said(lesson, proven, places)
    yield from _twice(grader, lesson, proven, places)


def prove(grader: Grader, lesson: Lesson) -> Iterator[Proven]:
    """Grade starter, solution, other right answers and mistakes."""
    for name, wanted in promises(lesson):
        yield Proven(name=name, wanted=wanted, result=grader.grade(lesson, _submission(lesson, name)))


def _neighbours(grader: Grader, lesson: Lesson) -> Iterator[Proven]:
    """Prove a lesson with values of a learner's own for a few learners more."""
    if lesson.raw is not None:
        for learner in NEIGHBOURS:
            yield from prove(grader, lesson_for(grader.pack, lesson, learner))


def promises(lesson: Lesson) -> Iterator[tuple[str, Outcome]]:
    """Name each known answer with what it must get."""
    full = Outcome(score=lesson.points, fails=())
    starter = lesson.proof.starter
    yield "starter", starter if starter.score is not None else Outcome(score=0)
    yield "solution", full
    for name in lesson.proof.also_passes:
        yield name, full
    for name, outcome in lesson.proof.mistakes.items():
        for one in (name, *outcome.also):
            yield one, outcome


def outcome_of(lesson: Lesson, result: Result) -> Outcome:
    """Write a result as a promise; a right answer, a rejected one and one that a guard capped need few words."""
    said = next((message.id.removeprefix("feedback.") for message in result.feedback), "")
    if result.status != "graded":
        return Outcome(status=result.status, code=result.code)
    if result.score == lesson.points:
        return Outcome(score=result.score)
    fails = None if result.capped_by else _failing(lesson, result)
    return Outcome(score=result.score, fails=fails, guard=result.capped_by or "", feedback=said)


def lost(lesson: Lesson, result: Result) -> Iterator[str]:
    """Say what an answer lost its points by: each failed check and what it saw, or why there is no grade."""
    rows = (row for row in result.checks if row.status == "fail")
    yield from (f"{row.id}: {text(row.actual, 'en', lesson)}" for row in rows if row.actual)
    if result.status != "graded":
        yield from (text(fault.message, "en", lesson) for fault in result.problems)


def _failing(lesson: Lesson, result: Result) -> tuple[str, ...]:
    return tuple(check.id for check in result.checks if check.status == "fail" and check.id not in _guards(lesson))


def _submission(lesson: Lesson, name: str) -> Submission:
    """Make a submission of a known answer; a proof file stands for the first submission file."""
    texts = {"starter": lesson.starter, "solution": lesson.solution}.get(name)
    if texts is None:
        texts = {**lesson.solution, lesson.submission[0]: lesson.files[name]}
    return Submission(id=name, files={file: text.encode() for file, text in texts.items()})


def _path(lesson: Lesson, name: str) -> Path:
    """Name the place in lesson.yaml that promises something about a known answer."""
    if name in lesson.proof.also_passes:
        return ("proof", "also-passes", lesson.proof.also_passes.index(name))
    if name in {"starter", "solution"}:
        return ("proof", name)
    mistakes = lesson.proof.mistakes
    first = name if name in mistakes else next(one for one, outcome in mistakes.items() if name in outcome.also)
    here: Path = ("proof", "mistakes", first)
    return here if name == first else (*here, "also", mistakes[first].also.index(name))


def _as_promised(lesson: Lesson, one: Proven, places: Places) -> Iterator[Problem]:
    """L4, L5, L6: score, failing checks, guard, feedback and code are as promised."""
    rule = {"starter": "L4", "solution": "L5"}.get(one.name, "L5" if one.wanted.fails == () else "L6")
    wanted, got = one.wanted, one.result
    fails = _failing(lesson, got)
    said = tuple(message.id.removeprefix("feedback.") for message in got.feedback)
    pairs: tuple[tuple[str, object, object], ...] = (
        ("status", wanted.status, got.status),
        ("code", wanted.code, got.code),
        ("score", got.score if wanted.score is None else wanted.score, got.score),
        ("failing checks", fails if wanted.fails is None else wanted.fails, fails),
        ("guard", wanted.guard, got.capped_by or ""),
        ("feedback", (wanted.feedback,) if wanted.feedback else (), said),
    )
    odd = [f"{what} {_shown(seen)} instead of {_shown(promised)}" for what, promised, seen in pairs if promised != seen]
    if odd:
        message = f"{one.name}: {', '.join(odd)}; {_ADVICE[rule]}"
        yield places.in_lesson(lesson, rule, message, _path(lesson, one.name))


_ADVICE: Mapping[str, str] = {
    "L4": "mend the starter or the checks, or write what it gets with `tutor pack prove --update`",
    "L5": "a right answer gets every point: mend it or the checks",
    "L6": "mend the checks or the feedback, or write what it gets with `tutor pack prove --update`",
}


def _shown(value: object) -> str:
    """Write a promise for a person."""
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value) or "none"


def _guards(lesson: Lesson) -> frozenset[str]:
    return frozenset(guard.id for guard in lesson.guards)


def _own_feedback(lesson: Lesson, places: Places) -> Iterator[Problem]:
    """L6: no two mistakes get the same words, except those that a lesson calls the same mistake."""
    seen: dict[str, str] = {}
    for name, wanted in lesson.proof.mistakes.items():
        if wanted.feedback and wanted.feedback in seen:
            other = seen[wanted.feedback]
            message = f'{name} gets the feedback "{wanted.feedback}", as {other} does; give it words of its own, '
            message += f'or list it under "also" of {other} if it is the same mistake'
            yield places.in_lesson(lesson, "L6", message, _path(lesson, name))
        seen[wanted.feedback] = name


def _reached(lesson: Lesson, proven: tuple[Proven, ...], places: Places) -> Iterator[Problem]:
    """L7: some known answer gets each feedback, the solution gets none."""
    said = {message.id.removeprefix("feedback.") for one in proven for message in one.result.feedback}
    for at, rule in enumerate(lesson.feedback):
        if rule.id not in said:
            message = (
                f'no known answer gets the feedback "{rule.id}"; add one to proof/, or look which rule before it wins'
            )
            yield places.in_lesson(lesson, "L7", message, ("feedback", at))


def _said(lesson: Lesson, proven: tuple[Proven, ...], places: Places) -> Iterator[Problem]:
    """L10: whatever a feedback speaks of is known for every answer that gets it; an unknown fact is shown as `?`."""
    seen: set[tuple[str, str, str]] = set()
    for one in proven:
        for message in one.result.feedback:
            rule = message.id.removeprefix("feedback.")
            unknown = {name for name, value in message.params.items() if value == UNKNOWN and name in FACTS}
            for locale, texts in sorted(lesson.feedback_texts.items()):
                for name in sorted(unknown & {*PARAMETER.findall(texts.get(rule, ""))}):
                    if (locale, rule, name) not in seen:
                        said = f'{one.name} gets "{rule}", whose {{{name}}} is not known then: the learner reads "?"'
                        yield places.in_feedback(lesson, locale, rule, "L10", said)
                    seen.add((locale, rule, name))


def _dead(lesson: Lesson, proven: tuple[Proven, ...], places: Places) -> Iterator[Problem]:
    """L8: each check that gives points passes for some known answer and fails for another."""
    for at, check in enumerate(lesson.checks):
        statuses = {row.status for one in proven for row in one.result.checks if row.id == check.id} - {"blocked"}
        if check.points and statuses != {"pass", "fail"}:
            always = "/".join(sorted(statuses)) or "blocked"
            message = f'the check "{check.id}" is always {always}; it tells no known answers apart'
            yield places.in_lesson(lesson, "L8", message, ("checks", at))


def _twice(grader: Grader, lesson: Lesson, proven: tuple[Proven, ...], places: Places) -> Iterator[Problem]:
    """L11: graded again, in another order, every row has the same bytes."""
    for one in reversed(proven):
        again = grader.grade(lesson, _submission(lesson, one.name))
        if row(again) != row(one.result):
            message = f"{one.name} is graded differently the second time"
            yield places.in_lesson(lesson, "L11", message, _path(lesson, one.name))
