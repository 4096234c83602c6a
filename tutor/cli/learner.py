"""The learner of this machine, for commands that show a lesson without the window."""

from __future__ import annotations

import os

from tutor.packs.load import lesson_for
from tutor.packs.model import Lesson, Pack
from tutor.progress import LEARNER, Progress, data_folder


def own_lesson(pack: Pack, lesson: Lesson) -> Lesson:
    """The lesson as the window shows it to the learner of this machine, once there is one."""
    if lesson.raw is None:
        return lesson
    progress = Progress.open(data_folder(os.environ))
    try:
        return lesson_for(pack, lesson, progress.setting(LEARNER))
    finally:
        progress.close()
