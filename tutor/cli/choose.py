"""Which packs and which lesson a command line means."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches

from tutor.cli.misuse import UNUSABLE_INPUT, WRONG_USE, Misuse
from tutor.packs.installed import installed
from tutor.packs.load import builtin_path, find_lesson, lesson_ids, load
from tutor.packs.model import Lesson, Pack

MOST_PROBLEMS = 20


def places(paths: Iterable[str]) -> tuple[str, ...]:
    """Where packs lie: the folders that were named, those that are installed, the built-in one."""
    return (*paths, *map(str, installed()), str(builtin_path()))


def packs_at(paths: Iterable[str], wanted: frozenset[str] | None = None) -> tuple[Pack, ...]:
    """The packs in these folders, those that are installed, then the built-in one.

    With `wanted` only those lessons are read. A pack that cannot be used ends the command with status 3.
    """
    return tuple(_load(path, wanted) for path in places(paths))


def known_lessons(paths: Iterable[str]) -> tuple[str, ...]:
    """The ids of all lessons, read from the heads of the packs alone; a pack without any is one that cannot be used."""
    return tuple(lesson for path in places(paths) for lesson in lesson_ids(path) or _ids_of(_load(path, None)))


def _ids_of(pack: Pack) -> tuple[str, ...]:
    return tuple(lesson.id for lesson in pack.lessons)


def lesson_id(names: tuple[str, ...], name: str) -> str:
    """The id that an id, `pack/id` or a number (from 1) means, or what to type instead."""
    number = int(name) if name.isascii() and name.isdigit() else 0
    wanted = names[number - 1] if 0 < number <= len(names) else name.rpartition("/")[2]
    if wanted not in names:
        near = get_close_matches(name, names, n=1)
        raise Misuse(f"no lesson is called {name!r}", f"tutor {near[0]}" if near else "tutor lessons", WRONG_USE)
    return wanted


def _load(path: str, wanted: frozenset[str] | None) -> Pack:
    loaded = load(path, wanted)
    if loaded.pack is not None:
        return loaded.pack
    for problem in loaded.problems[:MOST_PROBLEMS]:
        print(f"{path}/{problem}", file=sys.stderr)
    raise Misuse(f"the pack {path} cannot be used", f"tutor pack check {path}", UNUSABLE_INPUT)


def lesson_named(packs: tuple[Pack, ...], name: str) -> tuple[Pack, Lesson]:
    """The lesson with this id, `pack/id` or number (from 1), or what to type instead."""
    whole = find_lesson(packs, name)
    found = whole or find_lesson(packs, lesson_id(tuple(one.id for pack in packs for one in pack.lessons), name))
    if found is None:
        raise Misuse(f"no lesson is called {name!r}", "tutor lessons", WRONG_USE)
    return found
