"""What the hints of a lesson cost."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.packs.model import Lesson


def cost_of(lesson: Lesson, opened: int) -> int:
    """What the hint after `opened` ones costs in points; what a pack does not price is free."""
    cost = lesson.hints.cost
    return cost[opened] if opened < len(cost) else 0


def spent(lesson: Lesson, hints: Mapping[str, int]) -> int:
    """What the open hints cost together, at most what there is to earn."""
    opened = (min(count, lesson.hints.levels) for count in hints.values())
    return min(lesson.points, sum(cost_of(lesson, number) for count in opened for number in range(count)))
