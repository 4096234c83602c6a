"""The rules of a pack that need no cluster: L1 to L3, L10 and L12; the others stand above, where answers are graded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.packs import glossary
from tutor.packs.lint import leaks, locales, spoilers
from tutor.packs.load import Loaded, load
from tutor.packs.model import Lesson, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem

Rule = Callable[[Pack, Lesson, Places], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    locales.missing_words,
    locales.parameters,
    locales.links,
    spoilers.solution_lines,
    spoilers.unknown_names,
    leaks.needs,
    leaks.feedback,
)


def check(path: str | Path) -> tuple[Problem, ...]:
    """Name everything that is wrong with a pack's folder, sorted by file and line."""
    return tuple(sorted(check_loaded(load(path))))


def check_loaded(loaded: Loaded) -> Iterator[Problem]:
    """Name everything that is wrong with a pack that was loaded, also with the lessons of one that cannot be used."""
    yield from loaded.problems
    places = Places(source=loaded.source)
    if loaded.pack is not None:
        yield from locales.unused_words(loaded.pack, places)
        yield from glossary.unused_words(loaded.pack, places)
    if loaded.readable is not None:
        for lesson in loaded.readable.lessons:
            for rule in RULES:
                yield from rule(loaded.readable, lesson, places)
