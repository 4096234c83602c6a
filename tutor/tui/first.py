"""What the first frame shows of a lesson: read from its few files and the learner's progress, without a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.packs.load import ids_in, load_alone
from tutor.packs.model import Lesson, Pack
from tutor.progress import Progress
from tutor.session.page import page
from tutor.session.record import Record
from tutor.session.views import Page
from tutor.tui import layout
from tutor.tui.course import Course
from tutor.tui.keys import Key
from tutor.tui.languages import LANGUAGES
from tutor.tui.screens.showing import Setting
from tutor.values import frozen


@frozen
class Opening:
    """A lesson as the learner left it; `pack` holds this lesson alone, `record` its rows.

    `fresh` says that nothing ran in it, `known` that the learner was there before.
    """

    pack: Pack
    lesson: Lesson
    record: Record
    locale: str
    page: Page
    setting: Setting
    text: str
    file: str
    place: tuple[int, int] = (0, 0)
    pane: str = "lesson"
    fresh: bool = True
    known: bool = False


def opening(
    paths: Iterable[str], name: str, progress: Progress, keys: Sequence[Key], *, ticking: bool = True
) -> Opening | None:
    """Find a lesson by its id or `pack/lesson`; None where only the whole course can tell what is to be shown."""
    locale = progress.setting("locale")
    pack_id, _, lesson_id = name.rpartition("/")
    if locale not in LANGUAGES or not lesson_id or progress.notice is not None:
        return None
    for path in paths:
        loaded = load_alone(path, lesson_id)
        pack = loaded.pack
        if pack is None:
            return None
        if pack.lessons and pack_id in {"", pack.id}:
            return _opening(pack, ids_in(loaded.source), progress, locale, keys, ticking=ticking)
    return None


def _opening(
    pack: Pack, ids: tuple[str, ...], progress: Progress, locale: str, keys: Sequence[Key], *, ticking: bool
) -> Opening:
    lesson = Course([pack], progress).own(pack, pack.lessons[0])
    record = Record(progress, lesson)
    row, texts = record.row, {**lesson.starter, **record.texts()}
    kept = str(row.place.get("file", ""))
    file = kept if kept in lesson.submission else next(iter(lesson.submission), "")
    return Opening(
        pack=pack,
        lesson=lesson,
        record=record,
        locale=locale,
        page=page(pack, lesson, locale, result=None, hints=row.hints, done=False),
        setting=Setting(
            number=ids.index(lesson.id) + 1,
            done=len({one.id for one in progress.lessons() if one.done and one.id in ids}),
            count=len(ids),
            keys=tuple(keys),
            ticking=ticking,
            arrangement=layout.load(progress.setting("layout")),
        ),
        text=texts.get(file, ""),
        file=file,
        place=(row.number("row"), row.number("column")),
        pane=str(row.place.get("pane", "lesson")),
        fresh=not record.commands(),
        known=record.begun,
    )
