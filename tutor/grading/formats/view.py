"""What a format needs to know beside a result: the language, the lessons, the text that was graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.grading.verdict import Message, Result
from tutor.grading.words import text
from tutor.packs.load import lesson_for
from tutor.packs.model import Lesson, Pack
from tutor.values import frozen

COLUMNS = (28, 14)
MOST_COLUMNS = (48, 24)
LONGEST = 4_000  # letters of one sentence; what an answer makes longer than that, nobody reads
MOST_RECENT = 64  # lessons as learners had them, that are kept; each learner may have one of his own


@frozen
class View:
    """How results are shown; `texts` are the files of the only answer, by name, and `paths` where they lie.

    `stamp` is what the runner of a course knows beside the answer, by the names of its environment; `columns` are the
    cells that ids and lessons take where each answer has a line.
    """

    packs: tuple[Pack, ...]
    locale: str = "en"
    width: int = 100
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    stamp: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[int, int] = COLUMNS
    _recent: dict[tuple[str, str, str], Lesson] = field(default_factory=dict)  # a row asks for its lesson many times

    def lesson(self, result: Result) -> Lesson | None:
        """Find the lesson that a result belongs to, as its learner had it."""
        origin = result.origin
        for pack in self.packs:
            one = next((one for one in pack.lessons if one.uuid == origin.uuid), None)
            if one is not None:
                return self._as_had(pack, one, origin.learner)
        return None

    def _as_had(self, pack: Pack, lesson: Lesson, learner: str) -> Lesson:
        if lesson.raw is None or learner == lesson.learner:
            return lesson
        key = (pack.digest, lesson.uuid, learner)
        if key not in self._recent:
            if len(self._recent) >= MOST_RECENT:
                self._recent.clear()
            self._recent[key] = lesson_for(pack, lesson, learner)
        return self._recent[key]

    def place(self, lesson: str) -> tuple[int, str]:
        """Where a lesson stands among all: in the order of the packs, unknown ones behind them by name."""
        order = [one.id for pack in self.packs for one in pack.lessons]
        return (order.index(lesson) if lesson in order else len(order)), lesson

    def docs(self, result: Result, key: str) -> str:
        """Find the address that a docs key stands for."""
        return next((pack.docs[key] for pack in self.packs if pack.id == result.origin.pack and key in pack.docs), "")

    def say(self, message: Message | None, result: Result) -> str:
        """Put a message into words; control characters are shown, not sent."""
        if message is None:
            return ""
        said = text(message, self.locale, self.lesson(result))
        return plain(said if len(said) <= LONGEST else f"{said[:LONGEST]} ... (truncated)")


def columns_for(widest: tuple[int, int]) -> tuple[int, int]:
    """Give ids and lessons the room that the longest take, within bounds."""
    fitting = zip(COLUMNS, widest, MOST_COLUMNS, strict=True)
    first, second = (min(max(least, wide), most) for least, wide, most in fitting)
    return first, second


@dataclass(slots=True, kw_only=True)
class Totals:
    """How many answers there were, how many of them have every point, how many were not graded."""

    answers: int = 0
    full: int = 0
    rejected: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        self.answers += 1
        self.full += result.full
        self.rejected += result.status != "graded"


def plain(text_: str) -> str:
    """Escape what a terminal would act on."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text_)
