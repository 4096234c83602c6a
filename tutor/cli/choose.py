"""Which packs and which lesson a command line means."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches

from tutor.cli.misuse import UNUSABLE_INPUT, WRONG_USE, Misuse
from tutor.packs.installed import installed
from tutor.packs.load import builtin_path, find_lesson, load
from tutor.packs.model import Lesson, Pack

MOST_PROBLEMS = 20


def packs_at(paths: Iterable[str]) -> tuple[Pack, ...]:
    """The packs in these folders, those that are installed, then the built-in one.

    A pack that cannot be used ends the command with status 3.
    """
    return tuple(_load(path) for path in (*paths, *map(str, installed()), str(builtin_path())))


def _load(path: str) -> Pack:
    loaded = load(path)
    if loaded.pack is not None:
        return loaded.pack
    for problem in loaded.problems[:MOST_PROBLEMS]:
        print(f"{path}/{problem}", file=sys.stderr)
    raise Misuse(f"the pack {path} cannot be used", f"tutor pack check {path}", UNUSABLE_INPUT)


def lesson_named(packs: tuple[Pack, ...], name: str) -> tuple[Pack, Lesson]:
    """The lesson with this id or number (from 1), or what to type instead."""
    lessons = [lesson for pack in packs for lesson in pack.lessons]
    wanted = lessons[int(name) - 1].id if name.isascii() and name.isdigit() and 0 < int(name) <= len(lessons) else name
    found = find_lesson(packs, wanted)
    if found is None:
        near = get_close_matches(name, [lesson.id for lesson in lessons], n=1)
        raise Misuse(f"no lesson is called {name!r}", f"tutor {near[0]}" if near else "tutor lessons", WRONG_USE)
    return found
