"""The commands that a lesson's page shows, for the console's `help`."""

from __future__ import annotations

import re

from tutor.packs.model import Lesson

_BLOCK = re.compile(r"^~~~console[^\n]*\n(.*?)^~~~", re.MULTILINE | re.DOTALL)


def console_commands(lesson: Lesson, locale: str) -> tuple[str, ...]:
    """What stands behind `$` in the situation and the tasks, in their order; hints and explanations tell too much."""
    prose = lesson.prose.get(locale) or next(iter(lesson.prose.values()), None)
    if prose is None:
        return ()
    page = "\n".join((prose.situation, *(task.body for task in prose.tasks)))
    blocks = (block[1] for block in _BLOCK.finditer(page))
    found = (line[2:].strip() for block in blocks for line in block.split("\n") if line.startswith("$ "))
    return tuple(dict.fromkeys(found))
