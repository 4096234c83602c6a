"""The rules of a course as values, and the points that lateness costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Literal

from tutor.values import frozen

DAY = 86_400


@frozen
class Policy:
    """What policy.yaml says; `grace` in seconds, percents of the points that were reached, `attempts` 0 for any number.

    `times` is the path of the file that knows when answers were handed in.
    """

    times: str
    due: datetime | None = None
    due_of: Mapping[str, datetime] = field(default_factory=dict)
    grace: int = 0
    percent_per_day: int = 0
    floor: int = 0
    attempts: int = 0
    keep: Literal["best", "last"] = "last"

    def due_for(self, lesson: str, otherwise: datetime | None = None) -> datetime | None:
        """When an answer to a lesson is due; `otherwise` is what the metadata says where the policy says nothing."""
        return self.due_of.get(lesson) or self.due or otherwise

    def penalty(self, score: int, late: int) -> int:
        """Points taken from a score for so many seconds of lateness: each day begun counts, rounded down."""
        if late <= self.grace:
            return 0
        days = -(-late // DAY)
        return score * min(days * self.percent_per_day, 100 - self.floor) // 100


def stamp(moment: datetime | None) -> str:
    """Write a moment as RFC 3339 in UTC, to the second; "" for none."""
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime | None:
    """Read an RFC 3339 time with its zone; None for anything else, for a time without a zone means nothing."""
    try:
        read = datetime.fromisoformat(text)
        return None if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
