"""Rule L12: the page does not give the solution away, and speaks of things that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.cluster.settings import SEED_NODES
from tutor.packs.model import Lesson, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem

_NAME = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`")
_KNOWN = frozenset({node.name for node in SEED_NODES} | {"kube-proxy", "kube-system", "kube-dns", "node-port"})


def solution_lines(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """No line that only the solution has stands in the page before "Why"; a lesson may let its last hints show it."""
    del pack
    told = -1 if lesson.hints.last_shows_solution else None
    given = {line for text in lesson.starter.values() for line in _lines(text)}
    secret = {line for text in lesson.solution.values() for line in _lines(text)} - given
    for locale, page in sorted(lesson.prose.items()):
        early = (page.situation, *(text for task in page.tasks for text in (task.body, *task.hints[:told])))
        for line in sorted(secret):
            if any(line in text for text in early):
                message = f'gives a line of the solution away: "{line}"'
                yield places.in_page(lesson, locale, line, "L12", message)


def unknown_names(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """A name in the tasks' prose, such as `testapp-rs`, exists in the world, the starter or the solution."""
    del pack
    world = "\n".join((lesson.world.objects, *lesson.starter.values(), *lesson.solution.values(), *lesson.files))
    known = world + "\n".join(lesson.files[name] for name in lesson.given)
    for locale, page in sorted(lesson.prose.items()):
        for task in page.tasks:
            for name in _NAME.findall("\n".join((task.body, *task.hints))):
                if name not in known and name not in _KNOWN:
                    yield places.in_page(lesson, locale, f"`{name}`", "L12", f"`{name}` is nowhere in this lesson")


def _lines(text: str) -> Iterator[str]:
    """Lines that mean something: a key with a value."""
    for line in text.splitlines():
        bare = line.strip().removeprefix("- ")
        if ": " in bare:
            yield bare
