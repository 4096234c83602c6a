"""Rule L10: every language says everything, about the same facts, with known links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.manifest import Path
from tutor.packs.model import Lesson, Pack, Prose
from tutor.packs.places import Places
from tutor.packs.problem import Problem, problem
from tutor.packs.vocabulary import FACTS

PARAMETER = re.compile(r"\{([^{}]*)\}")
LINK = re.compile(r"https?://[^\s)>\"'`]+")
_SIMULATED = re.compile(r"https?://(\d|[a-z0-9-]+(/|$)|\$|\{)")


def missing_words(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """Every title, page, task, hint and feedback is there in every language."""
    for locale in pack.locales:
        yield from _titles(lesson, locale, places)
        yield from _pages(lesson, locale)
        for rule in lesson.feedback:
            if rule.id not in lesson.feedback_texts.get(locale, {}):
                message = f'no text for the feedback "{rule.id}" of "{lesson.id}"'
                yield problem(places.words_file(lesson, locale), "L10", message)


def _titles(lesson: Lesson, locale: str, places: Places) -> Iterator[Problem]:
    rows: tuple[tuple[str, Path, Mapping[str, str]], ...] = (
        ("the lesson", ("title",), lesson.title),
        *((f"task {task.id}", ("tasks", task.id), task.title) for task in lesson.tasks),
        *((f'guard "{one.id}"', ("guards", at), one.title) for at, one in enumerate(lesson.guards) if one.title),
        *((f'check "{one.id}"', ("checks", at), one.title) for at, one in enumerate(lesson.checks) if one.title),
    )
    for what, path, title in rows:
        if locale not in title:
            yield places.in_lesson(lesson, "L10", f'{what} has no title in "{locale}"', path)


def _pages(lesson: Lesson, locale: str) -> Iterator[Problem]:
    name = f"prose/{locale}/{lesson.id}.md"
    page = lesson.prose.get(locale, Prose())
    for heading, text in (("Situation", page.situation), ("Why", page.why), ("Next", page.next)):
        if not text:
            yield problem(name, "L10", f'"## {heading}" is missing or empty')
    for task, words in zip(lesson.tasks, page.tasks, strict=False):
        if not words.body:
            yield problem(name, "L10", f'"## Task {task.id}" is missing or empty')
        if len(words.hints) < lesson.hints.levels:
            yield problem(name, "L10", f"task {task.id} has {len(words.hints)} hints, not {lesson.hints.levels}")


def parameters(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """A feedback speaks of known facts, and of the same ones in every language."""
    for rule in lesson.feedback:
        used: dict[str, frozenset[str]] = {}
        for locale in pack.locales:
            text = lesson.feedback_texts.get(locale, {}).get(rule.id)
            if text is None:
                continue
            used[locale] = frozenset(PARAMETER.findall(text))
            for name in sorted(used[locale] - set(FACTS)):
                message = f'"{rule.id}" speaks of {{{name}}}; known: {", ".join(FACTS)}'
                yield places.in_feedback(lesson, locale, rule.id, "L10", message)
        if len(set(used.values())) > 1:
            message = f'"{rule.id}" speaks of different facts in different languages'
            yield places.in_feedback(lesson, pack.locales[0], rule.id, "L10", message)


def links(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """Links out of the pack are those of `docs` in pack.yaml; addresses of the simulated network are no links."""
    known = set(pack.docs.values())
    for locale, page in sorted(lesson.prose.items()):
        for text in texts_of(page):
            for link in LINK.findall(text):
                if link.rstrip(".,") not in known and not _SIMULATED.match(link):
                    yield places.in_page(lesson, locale, link, "L10", f"{link} is none of the docs in pack.yaml")


def unused_words(pack: Pack, places: Places) -> Iterator[Problem]:
    """A feedback text that no lesson uses is a mistake, in the pack's file and in a lesson's own."""
    used = {rule.id for lesson in pack.lessons for rule in lesson.feedback}
    for locale in pack.locales:
        shared = pack.feedback_texts.get(locale, {})
        for name in sorted(shared.keys() - used):
            yield places.in_shared(locale, name, "L10", f'no lesson has a feedback "{name}"')
        for lesson in pack.lessons:
            own = lesson.feedback_texts.get(locale, {}).keys() - shared.keys() - {rule.id for rule in lesson.feedback}
            for name in sorted(own):
                yield places.in_feedback(lesson, locale, name, "L10", f'"{lesson.id}" has no feedback "{name}"')


def texts_of(page: Prose) -> tuple[str, ...]:
    """All texts of a page, in order."""
    tasks = tuple(text for task in page.tasks for text in (task.body, *task.hints))
    return (page.situation, *tasks, page.why, page.next)
