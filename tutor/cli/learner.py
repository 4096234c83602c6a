"""The learner of this machine, for commands that show a lesson without the window."""

from __future__ import annotations

import os
from pathlib import Path

from tutor import words
from tutor.cli.locales import locale_of
from tutor.cli.printable import printable
from tutor.cli.streams import tell
from tutor.packs.load import lesson_for
from tutor.packs.model import Lesson, Pack
from tutor.progress import LEARNER, Notice, Progress, data_folder


def own_lesson(pack: Pack, lesson: Lesson) -> Lesson:
    """The lesson as the window shows it to the learner of this machine, once there is one."""
    if lesson.raw is None:
        return lesson
    progress = Progress.open(data_folder(os.environ))
    try:
        return lesson_for(pack, lesson, progress.setting(LEARNER))
    finally:
        progress.close()


def tell_notice(notice: Notice | None) -> None:
    """Say on stderr that a file of progress is there and could not be read; a command may do without writing it."""
    if notice is None or not Path(notice.path).exists():
        return
    if notice.id != "read-only" or not os.access(notice.path, os.R_OK):
        said = words.text(locale_of(), f"window.progress.{notice.id}", {"path": notice.path, "detail": notice.detail})
        tell(f"tutor: {printable(said)}")
