"""The verdict in words."""

from __future__ import annotations

from collections.abc import Callable

from tutor.grading.verdict import CheckResult, Message, Result
from tutor.grading.words import text
from tutor.packs.model import Lesson, Pack
from tutor.session.views import Board, CheckRow, CheckState

Say = Callable[[Message | None], str]


def board(
    result: Result | None, pack: Pack, lesson: Lesson, locale: str, *, stale: bool, told: bool, spent: float
) -> Board:
    """Put every row into words; guards that hold are not worth a line, and reasons are given when asked for."""
    if result is None:
        return Board()

    def say(message: Message | None) -> str:
        return "" if message is None else text(message, locale, lesson)

    wanted = {name for task in lesson.tasks for name in task.checks}
    rows = [CheckRow(state="error", title=say(fault.message), at=fault.at) for fault in result.problems]
    shown = (check for check in result.checks if check.max or check.status != "pass" or check.id in wanted)
    rows += [_row(check, say, pack.docs.get(check.docs, "")) for check in shown]
    rows = rows if told else [_short(row) for row in rows if row.most]
    titles = {check.id: say(check.title) for check in result.checks}
    capped_by = titles.get(result.capped_by or "", result.capped_by or "")
    return Board(
        rows=tuple(rows),
        score=result.score,
        most=result.max,
        capped_by=capped_by if told else "",
        stale=stale,
        spent=spent,
        told=told,
    )


def _row(check: CheckResult, say: Say, docs: str) -> CheckRow:
    state: CheckState = check.status if check.visibility == "visible" else "hidden"
    return CheckRow(
        state=state,
        title=say(check.title),
        points=check.points,
        most=check.max,
        wanted=say(check.expected),
        seen=say(check.actual),
        advice=tuple(map(say, check.feedback)),
        docs=docs,
        at=check.at,
    )


def _short(row: CheckRow) -> CheckRow:
    """What is there and what is not yet, without a word on why."""
    state: CheckState = row.state if row.state in {"pass", "hidden"} else "open"
    return CheckRow(state=state, title=row.title, points=row.points, most=row.most)
