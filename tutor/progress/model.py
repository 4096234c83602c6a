"""The values that progress keeps: commands, what is learnt of a lesson, what went wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tutor.values import frozen

LEARNER = "learner"  # the setting that says who learns here


@frozen
class Command:
    """One line of the console, with all that it needs to be done again: the cluster is rebuilt from these.

    `at` is the virtual time in seconds since the lesson began, `files` the texts changed since the command before,
    `edits` what an editor made of the texts that the command opened, `code` the exit status it had; with `laptop` it
    ran on the laptop wherever the console was.
    """

    at: float
    line: str
    files: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[str, ...] = ()
    code: int = 0
    laptop: bool = False


@frozen
class LessonProgress:
    """How far one lesson is: the best score, the hints opened for each task, and where the cursor stood."""

    uuid: str
    id: str = ""
    score: float = 0
    most: float = 0
    done: bool = False
    hints: Mapping[str, int] = field(default_factory=dict)
    place: Mapping[str, str | int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A number of the place, never below 0; 0 when it is none: the file may have been edited or imported."""
        value = self.place.get(name, 0)
        return max(0, value) if isinstance(value, int) else 0


@frozen
class Notice:
    """Something the learner should know about the file; the words stand under `window.progress.` + id."""

    id: Literal["damaged", "read-only", "newer", "failed", "elsewhere"]
    path: str
    detail: str = ""
