"""What a learner has done so far, in figures for the learner alone."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.progress.model import LessonProgress
from tutor.progress.store import Progress
from tutor.values import frozen


@frozen
class LessonFigures:
    """One lesson in figures; `seconds` of work at the window."""

    uuid: str
    id: str
    done: bool
    score: float
    most: float
    seconds: int
    commands: int
    verdicts: int
    hints: int


def figures(progress: Progress) -> tuple[LessonFigures, ...]:
    """Every lesson that was ever opened."""
    return tuple(_row(progress, row) for row in _opened(progress.lessons()))


def _opened(rows: Iterable[LessonProgress]) -> Iterable[LessonProgress]:
    return (row for row in rows if row.id)


def _row(progress: Progress, row: LessonProgress) -> LessonFigures:
    return LessonFigures(
        uuid=row.uuid,
        id=row.id,
        done=row.done,
        score=row.score,
        most=row.most,
        seconds=row.number("worked"),
        commands=len(progress.commands(row.uuid)),
        verdicts=row.number("asked"),
        hints=sum(row.hints.values()),
    )
