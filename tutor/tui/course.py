"""The lessons of all packs in their order, with how far the learner is in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.packs.load import find_lesson, lesson_for
from tutor.packs.model import Lesson, Pack, localized
from tutor.progress import LessonProgress, Progress
from tutor.tui.learner import learner_of
from tutor.values import frozen


@frozen
class Entry:
    """One lesson of the course; `number` counts through all packs."""

    number: int
    pack: Pack
    lesson: Lesson
    progress: LessonProgress

    def title(self, locale: str) -> str:
        """The lesson's title in a language."""
        return localized(self.lesson.title, locale, self.pack.default_locale)


class Course:
    """What there is to learn, and where the learner was last."""

    def __init__(self, packs: Sequence[Pack], progress: Progress) -> None:
        self.packs = tuple(packs)
        self._progress = progress

    def entries(self) -> tuple[Entry, ...]:
        """Every lesson with its progress."""
        kept = {row.uuid: row for row in self._progress.lessons()}
        lessons = [(pack, lesson) for pack in self.packs for lesson in pack.lessons]
        return tuple(
            Entry(
                number=number,
                pack=pack,
                lesson=lesson,
                progress=kept.get(lesson.uuid) or LessonProgress(uuid=lesson.uuid),
            )
            for number, (pack, lesson) in enumerate(lessons, 1)
        )

    def find(self, name: str) -> tuple[Pack, Lesson] | None:
        """A lesson by its id, or by `pack/lesson`."""
        return find_lesson(self.packs, name) if name else None

    def own(self, pack: Pack, lesson: Lesson) -> Lesson:
        """The lesson with the values of this learner, where it has such values."""
        return lesson if lesson.raw is None else lesson_for(pack, lesson, learner_of(self._progress))

    def last(self) -> Entry | None:
        """The lesson where the learner was last."""
        name = self._progress.setting("lesson")
        return next((one for one in self.entries() if f"{one.pack.id}/{one.lesson.id}" == name), None)

    def keep_last(self, pack: Pack, lesson: Lesson) -> None:
        """Remember where the learner is."""
        self._progress.keep_setting("lesson", f"{pack.id}/{lesson.id}")

    def following(self) -> Entry | None:
        """The lesson after the last one."""
        entries, last = self.entries(), self.last()
        return entries[last.number] if last is not None and last.number < len(entries) else None


def of_pack(entries: Iterable[Entry], pack: Pack | None) -> tuple[Entry, ...]:
    """The lessons of one pack."""
    return tuple(entry for entry in entries if pack is not None and entry.pack.id == pack.id)


def done_of(entries: Iterable[Entry]) -> int:
    """How many of some lessons are done."""
    return sum(entry.progress.done for entry in entries)


def coming(entries: Sequence[Entry]) -> Entry | None:
    """What comes next: the first lesson that is not done and whose forerunners are."""
    done = {(one.pack.id, one.lesson.id) for one in entries if one.progress.done}
    open_ = [one for one in entries if not one.progress.done]
    ready = (one for one in open_ if all((one.pack.id, name) in done for name in one.lesson.meta.requires))
    return next(ready, open_[0] if open_ else None)


def found(entry: Entry, words: str, locale: str) -> bool:
    """Whether a lesson fits what was searched: every word stands in its title, its id, its pack or what it teaches."""
    meta = entry.lesson.meta
    text = " ".join((entry.title(locale), entry.lesson.id, entry.pack.id, meta.level, *meta.teaches)).casefold()
    return all(word in text for word in words.casefold().split())
