"""From what the checks saw to points: needs, partial steps, caps and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.grading.facts import facts
from tutor.grading.feedback import Seen, first_match
from tutor.grading.fields import read_path, value_at
from tutor.grading.kinds import KINDS
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, ref_of, subject
from tutor.grading.verdict import At, CheckResult, CheckStatus, Message
from tutor.packs.model import VISIBILITIES, Check, FeedbackRule, Lesson
from tutor.packs.references import checks_of
from tutor.values import frozen, make, replace

_PARAMETER = re.compile(r"\{([A-Za-z]+)\}")


@frozen
class Judgement:
    """All rows of one answer and what they add up to."""

    checks: tuple[CheckResult, ...]
    score: int
    capped_by: str | None
    feedback: tuple[Message, ...]


def judge(scene: Scene) -> Judgement:
    """Judge guards, then checks, each from the same state of the cluster."""
    observations, rows = _observe_all(scene)
    rule = None if _perfect(rows) else first_match(scene.lesson.feedback, Seen(scene=scene, observations=observations))
    words = _feedback(scene, rule, _port_of(scene, rows)) if rule else ()
    marked = tuple(_mark(scene, rows, rule, words))
    score, capped_by = _total(scene.lesson, marked)
    return Judgement(checks=marked, score=score, capped_by=capped_by, feedback=words)


def _observe_all(scene: Scene) -> tuple[dict[str, Observation], tuple[CheckResult, ...]]:
    """Look at everything that is not blocked; the cluster is as it was afterwards."""
    tasks = {name: task.id for task in scene.lesson.tasks for name in task.checks}
    start = scene.cluster.snapshot()
    seen: dict[str, Observation] = {}
    rows: list[CheckResult] = []
    for check in (*scene.lesson.guards, *scene.lesson.checks):
        missing = next((need for need in check.needs if need not in seen or not seen[need].passed), None)
        if missing is not None:
            rows.append(_blocked(check, tasks.get(check.id, ""), missing))
            continue
        seen[check.id] = KINDS[check.kind](scene, check)
        scene.cluster.restore(start)
        rows.append(_judged(check, tasks.get(check.id, ""), seen[check.id]))
    return seen, tuple(rows)


def _blocked(check: Check, task: str, missing: str) -> CheckResult:
    because = Message(id="grading.blocked", params={"check": missing})
    return _row(check, task, "blocked", None, because)


def _judged(check: Check, task: str, seen: Observation) -> CheckResult:
    if seen.passed:
        return _row(check, task, "pass", seen.expected, seen.actual, points=check.points)
    points = _part(check, seen.measures)
    return _row(check, task, "fail", seen.expected, seen.actual, points=points, at=seen.at)


def _row(
    check: Check,
    task: str,
    status: CheckStatus,
    expected: Message | None,
    actual: Message,
    *,
    points: int = 0,
    at: At | None = None,
) -> CheckResult:
    return make(CheckResult)(
        id=check.id,
        task=task,
        title=make(Message)(id="title", params={"id": check.id}),
        status=status,
        points=points,
        max=check.points,
        expected=expected,
        actual=actual,
        at=at,
        visibility=check.visibility,
        docs=check.docs,
    )


def _part(check: Check, measures: Mapping[str, int]) -> int:
    """The best partial step that was reached, never all points."""
    reached = (step.points for step in check.partial if measures.get(step.measure, 0) >= step.least)
    return min(max(reached, default=0), max(check.points - 1, 0))


def _perfect(rows: tuple[CheckResult, ...]) -> bool:
    return all(row.status == "pass" for row in rows)


def _port_of(scene: Scene, rows: tuple[CheckResult, ...]) -> int | None:
    """The port that the first failed check asks for, when it names one."""
    first = next((row.id for row in rows if row.status == "fail"), "")
    checks = (*scene.lesson.guards, *scene.lesson.checks)
    ask: Any = next((one.ask for one in checks if one.id == first), None)
    port = ask.get("port") if isinstance(ask, Mapping) else None
    return port if isinstance(port, int) else None


def _feedback(scene: Scene, rule: FeedbackRule, port: int | None) -> tuple[Message, ...]:
    """Give a rule's text the facts that it speaks of in any language."""
    known = facts(scene, port)
    texts = (texts.get(rule.id, "") for texts in scene.lesson.feedback_texts.values())
    names = sorted({name for text in texts for name in _PARAMETER.findall(text)})
    return (Message(id=f"feedback.{rule.id}", params={name: known.get(name, "?") for name in names}),)


def _mark(
    scene: Scene, rows: tuple[CheckResult, ...], rule: FeedbackRule | None, words: tuple[Message, ...]
) -> Iterator[CheckResult]:
    """Put the feedback, and the place it speaks of, on one of the rows that failed."""
    chosen = _row_for(rule, tuple(row for row in rows if row.status == "fail")) if rule else None
    for row in rows:
        if row is chosen and rule is not None:
            at = _place(scene, rule) or row.at or _top(scene)
            yield replace(row, feedback=words, at=at, docs=rule.docs or row.docs)
        else:
            yield row


def _row_for(rule: FeedbackRule, failed: tuple[CheckResult, ...]) -> CheckResult | None:
    """The first row that the rule speaks of, and of these one that is seen last: it tells nothing about a hidden one.

    A rule that speaks of none of them stands at the first row that its learner sees.
    """
    named = {*checks_of(rule.when)}
    meant = [row for row in failed if row.id in named]
    if meant:
        return max(meant, key=lambda row: VISIBILITIES.index(row.visibility))
    return min(failed, key=lambda row: row.visibility != "visible", default=None)


def _top(scene: Scene) -> At | None:
    """Point at the first object's spec, where nothing says more exactly what to look at."""
    return scene.answer.objects[0].at(("spec",), key=True) if scene.answer.objects else None


def _place(scene: Scene, rule: FeedbackRule) -> At | None:
    """Find the field that a rule speaks of: in the lesson's Service, else in the first object that has it."""
    if not rule.at:
        return None
    path, ref = read_path(rule.at), subject(scene.lesson)
    first = scene.written(ref_of(ref)) if ref else None
    written = (*((first,) if first else ()), *scene.answer.objects)
    having = (one for one in written if value_at(one.value, path) is not None)
    chosen = next(having, written[0] if written else None)
    return chosen.at(path) if chosen else None


def _total(lesson: Lesson, rows: tuple[CheckResult, ...]) -> tuple[int, str | None]:
    """Add the points up; the failed guard with the lowest cap limits them."""
    status = {row.id: row.status for row in rows}
    failed = [guard for guard in lesson.guards if status[guard.id] == "fail"]
    total = sum(row.points for row in rows)
    if not failed:
        return total, None
    lowest = min(failed, key=lambda guard: guard.cap or 0)
    return min(total, lowest.cap or 0), lowest.id
