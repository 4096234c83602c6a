"""Opens a lesson for the window: the session as the learner left it, and where it stands in the course."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a front end
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.packs.model import Lesson, Pack
from tutor.progress import Progress
from tutor.session.record import Record
from tutor.tui import engine, layout
from tutor.tui.course import Course, of_pack
from tutor.tui.draw.line import Say
from tutor.tui.engine import Refused
from tutor.tui.keys import Key
from tutor.tui.screens.showing import Setting
from tutor.values import frozen

if TYPE_CHECKING:
    from tutor.session import Session
    from tutor.session.lab import Lab


@frozen
class Opened:
    """A session, and how many commands were done again; `known` when the learner was there before."""

    session: Session
    commands: int
    known: bool

    def greeting(self, say: Say) -> str:
        """What to say to somebody who comes back."""
        rebuilt = f" {say('note.rebuilt')}" if self.session.rebuilt_differently else ""
        word = "note.back" if self.commands else "note.back-text"
        return say(word, count=self.commands, time=self.session.lab.time) + rebuilt


def open_session(course: Course, progress: Progress, pack: Pack, lesson: Lesson, locale: str) -> Opened | Refused:
    """Make the lesson's world and do again in it what was done before."""
    own = course.own(pack, lesson)
    lab = engine.lab_of(own, locale)
    if isinstance(lab, Refused):
        return lab
    course.keep_last(pack, lesson)
    record = Record(progress, own)
    session, known = engine.session_of(pack, lab, record, locale), record.begun
    return Opened(session=session, commands=session.resume(), known=known)


async def resumed(pack: Pack, lab: Lab, record: Record, locale: str, *, known: bool) -> Opened:
    """Do again what was done before, while the window goes on."""
    session, commands = engine.session_of(pack, lab, record, locale), 0
    for commands, _ in enumerate(session.resuming(), 1):  # noqa: B007 - the last number is how many there were
        await asyncio.sleep(0)
    return Opened(session=session, commands=commands, known=known)


def setting_of(
    course: Course, progress: Progress, pack: Pack, lesson: Lesson, keys: Sequence[Key], *, welcome: bool, ticking: bool
) -> Setting:
    """Where a lesson stands in its pack, and how the learner has set the window."""
    entries = of_pack(course.entries(), pack)
    return Setting(
        number=next(one.number for one in entries if one.lesson.uuid == lesson.uuid),
        done=sum(one.progress.done for one in entries if one.lesson.uuid != lesson.uuid),
        count=len(entries),
        keys=tuple(keys),
        welcome=welcome,
        ticking=ticking,
        arrangement=layout.load(progress.setting("layout")),
    )
