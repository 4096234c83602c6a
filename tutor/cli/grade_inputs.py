"""What `tutor grade` is given: answers in files, folders and archives, or over standard input."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading.handed import Handed, Naming, find_answers
from tutor.grading.intake import STDIN, Intake
from tutor.manifest import LIMITS
from tutor.values import frozen


@frozen
class Inputs:
    """The answers, found anew each time they are asked for, so that none is kept; `first` is one to look at.

    `lessons` are those that some answer is for; `widest` are the letters of the longest id and lesson.
    """

    paths: tuple[str, ...]
    naming: Naming
    first: Handed
    count: int
    lessons: frozenset[str]
    widest: tuple[int, int] = (0, 0)
    piped: bytes = b""

    def answers(self) -> Iterator[Handed]:
        """Name the answers in order."""
        return find_answers(self.paths, self.naming)

    def intake(self) -> Intake:
        """What opens them."""
        return Intake(self.piped)


def inputs_of(paths: tuple[str, ...], known: tuple[str, ...], lesson: str, learner: str = "") -> Inputs:
    """Look at what there is to grade; a path that leads nowhere, and nothing to grade, end the command."""
    for path in paths:
        _there(path)
    naming = Naming(lessons=frozenset(known), default=lesson, learner=learner)
    first, count, lessons, widest = None, 0, {lesson}, (0, 0)
    try:
        for one in find_answers(paths, naming):
            first, count = first or one, count + 1
            lessons.add(one.lesson)
            widest = max(widest[0], len(one.id)), max(widest[1], len(one.lesson))
    except (OSError, zipfile.BadZipFile) as fault:
        raise Misuse(f"cannot read an archive in {' '.join(paths)}: {fault}", code=UNUSABLE_INPUT) from fault
    if first is None:
        raise Misuse(f"there is nothing to grade in {' '.join(paths)}", "tutor grade PATH", UNUSABLE_INPUT)
    if lessons == {""}:
        raise Misuse(f"no lesson is named for {paths[0]}", "tutor grade PATH -l LESSON")
    piped = sys.stdin.buffer.read(LIMITS.bytes + 1) if STDIN in paths else b""
    wanted = frozenset(lessons - {""})
    return Inputs(paths=paths, naming=naming, first=first, count=count, lessons=wanted, widest=widest, piped=piped)


def _there(path: str) -> None:
    if path == STDIN:
        return
    try:
        Path(path).lstat()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot read {path}: {reason}", "tutor grade PATH", UNUSABLE_INPUT) from fault
