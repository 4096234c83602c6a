"""What a learner has done and written, kept in one SQLite file."""

from __future__ import annotations

from tutor.progress.folder import data_folder, state_folder
from tutor.progress.model import LEARNER, Command, LessonProgress, Notice
from tutor.progress.statistics import LessonFigures, figures
from tutor.progress.store import Progress

__all__ = [
    "LEARNER",
    "Command",
    "LessonFigures",
    "LessonProgress",
    "Notice",
    "Progress",
    "data_folder",
    "figures",
    "state_folder",
]
