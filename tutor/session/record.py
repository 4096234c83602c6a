"""What is kept of one lesson: commands, texts, hints, the best score, the place in the window."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.grading.verdict import Result
from tutor.packs.model import Lesson
from tutor.progress import Command, LessonProgress, Progress
from tutor.values import replace

COUNTED = ("checked", "asked", "worked")


class Record:
    """The rows of one lesson in the learner's progress; a second window on it has rows of its own."""

    def __init__(self, progress: Progress, lesson: Lesson) -> None:
        self._progress = progress
        self._lesson = lesson
        self._lane = progress.lanes.claim(lesson.uuid)
        if self.elsewhere:
            progress.copy(lesson.uuid, self._lane)
        self._count = len(self.commands())

    @property
    def elsewhere(self) -> bool:
        """Whether the lesson is open in another window, and these rows are a copy."""
        return self._lane != self._lesson.uuid

    def close(self) -> None:
        """Let another window have these rows."""
        self._progress.lanes.release(self._lane)

    @property
    def row(self) -> LessonProgress:
        """How far the lesson is."""
        return self._progress.lesson(self._lane)

    @property
    def begun(self) -> bool:
        """Whether the learner was here before, if only for a moment."""
        return bool(self.row.place or self._count or self.texts())

    def commands(self) -> tuple[Command, ...]:
        """What was done, in order."""
        return self._progress.commands(self._lane)

    def texts(self) -> dict[str, str]:
        """The texts as they were left."""
        return self._progress.files(self._lane)

    def keep_command(self, command: Command) -> None:
        """Add a command."""
        self._progress.keep_command(self._lane, self._count, command)
        self._count += 1

    def mend_command(self, command: Command) -> None:
        """Put a command in the place of the last one."""
        self._progress.keep_command(self._lane, self._count - 1, command)

    def keep_text(self, name: str, text: str) -> None:
        """Keep a text."""
        self._progress.keep_file(self._lane, name, text)

    def keep_result(self, result: Result, spent: float) -> None:
        """Keep the score, less what hints cost, when it is the best, and that there is a verdict."""
        row, score = self.row, max(0.0, result.score - spent)
        kept = replace(
            row,
            score=max(score, row.score),
            most=result.max,
            done=row.done or result.full,
            place={**row.place, "checked": 1},
        )
        if kept != row:
            self._put(kept)

    def note_asked(self) -> None:
        """Count that the learner asked for a verdict."""
        self._add("asked", 1)

    def work(self, seconds: int) -> None:
        """Add to the time that the learner has worked on the lesson."""
        self._add("worked", seconds)

    def _add(self, name: str, amount: int) -> None:
        row = self.row
        self._put(replace(row, place={**row.place, name: row.number(name) + amount}))

    def open_hint(self, task: str) -> None:
        """Count one more open hint of a task."""
        row = self.row
        self._put(replace(row, hints={**row.hints, task: row.hints.get(task, 0) + 1}))

    def keep_place(self, place: Mapping[str, str | int]) -> None:
        """Remember where the learner stands; what is counted stays known."""
        row = self.row
        self._put(replace(row, place={**{key: row.place[key] for key in COUNTED if key in row.place}, **place}))

    def begin_again(self) -> None:
        """Forget everything but the best score."""
        row = self.row
        self._progress.reset(self._lane)
        self._count = 0
        self._put(replace(row, hints={}, place={"worked": row.number("worked")}))

    def _put(self, row: LessonProgress) -> None:
        if self.elsewhere:
            first = self._progress.lesson(self._lesson.uuid)
            best = replace(first, id=self._lesson.id, score=max(first.score, row.score), done=first.done or row.done)
            if best != first:
                self._progress.keep_lesson(replace(best, most=row.most))
        self._progress.keep_lesson(replace(row, uuid=self._lane, id=self._lesson.id))
