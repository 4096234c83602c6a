"""Opens a lesson for the window: the session as the learner left it, and where it stands in the course."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.packs.model import Lesson, Pack
from tutor.progress import Progress
from tutor.session import Session
from tutor.tui import layout
from tutor.tui.course import Course, of_pack
from tutor.tui.draw.line import Say
from tutor.tui.keys import Key
from tutor.tui.screens.showing import Setting
from tutor.values import frozen


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


def open_session(course: Course, progress: Progress, pack: Pack, lesson: Lesson, locale: str) -> Opened:
    """Do again what was done before; raises WorldError when the lesson's own world cannot be made."""
    session = Session(pack=pack, lesson=course.own(pack, lesson), progress=progress, locale=locale)
    course.keep_last(pack, lesson)
    known = bool(session.record.row.place)
    return Opened(session=session, commands=session.resume(), known=known)


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
