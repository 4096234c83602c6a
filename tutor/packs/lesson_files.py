"""One lesson of a pack, read from its folder, its pages and its feedback texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from tutor.packs import personal
from tutor.packs.build import build_lesson
from tutor.packs.model import Lesson, Localized, Prose
from tutor.packs.problem import Problem, problem
from tutor.packs.prose import build_prose, read_page
from tutor.packs.references import lesson_problems
from tutor.packs.schema import FEEDBACK_TEXTS, LESSON
from tutor.packs.shape import Anything
from tutor.packs.source import Source
from tutor.packs.yaml_file import YamlFile, check_shape, read_yaml
from tutor.values import frozen, replace


@frozen
class Shelf:
    """What a lesson takes from its pack: its id, the names of its docs, its languages with their shared texts."""

    pack: str
    docs: frozenset[str] = frozenset()
    words: Mapping[str, Localized] = field(default_factory=dict)


@frozen
class Part:
    """One lesson as far as it could be read."""

    lesson: Lesson | None
    problems: tuple[Problem, ...]


@frozen
class FeedbackTexts:
    """The feedback texts of one file in one language."""

    words: Localized
    problems: tuple[Problem, ...] = ()


def load_lesson(source: Source, folder: str, shelf: Shelf, learner: str = "") -> Part:
    """Read a lesson for a learner; "" means nobody in particular."""
    name = f"lessons/{folder}/lesson.yaml"
    if name not in source.files:
        unread = any(one.file == name for one in source.problems)  # it is there, and why not read is said already
        return _broken(() if unread else (problem(name, "L3", "this file is missing"),))
    file = read_yaml(name, source.files[name], Anything())
    row: Any = file.value
    if isinstance(row, dict) and "personal" in row:
        return _read_personal(_slice(source, folder), file, folder, shelf, learner)
    return _read(source, file, folder, shelf)


def _read_personal(source: Source, file: YamlFile, folder: str, shelf: Shelf, learner: str) -> Part:
    """Draw the learner's values before anything else is understood."""
    odd = tuple(personal.problems(file))
    if odd:
        return _broken(odd)
    row: Any = file.value
    mine = personal.written(source, personal.draw(row["personal"], str(row.get("uuid", folder)), learner))
    part = _read(mine, read_yaml(file.name, mine.files[file.name], Anything()), folder, shelf)
    return replace(part, lesson=replace(part.lesson, raw=source, learner=learner) if part.lesson else None)


def _slice(source: Source, folder: str) -> Source:
    """Keep the files of one lesson only."""
    files = {
        name: content
        for name, content in source.files.items()
        if name.startswith(f"lessons/{folder}/")
        or name.rpartition("/")[2] in {f"{folder}.md", f"{folder}.feedback.yaml"}
    }
    return Source(files=files, problems=source.problems)


def _broken(problems: tuple[Problem, ...]) -> Part:
    return Part(lesson=None, problems=problems)


def _read(source: Source, file: YamlFile, folder: str, shelf: Shelf) -> Part:
    file = file if file.problems else check_shape(file, LESSON)
    if file.problems:
        return _broken(file.problems)
    texts, unreadable = _texts(source, f"lessons/{folder}/")
    broken = (*unreadable, *lesson_problems(file, folder, frozenset(texts), shelf.docs))
    if broken:
        return _broken(broken)
    row: Any = file.value
    return _with_words(build_lesson(row, texts, shelf.pack), row, source, shelf)


def _texts(source: Source, root: str) -> tuple[Localized, tuple[Problem, ...]]:
    """Decode the files of a folder; what is no UTF-8 becomes a problem."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in sorted(source.files.items()):
        if name.startswith(root):
            try:
                texts[name.removeprefix(root)] = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                problems.append(problem(name, "L3", "is not UTF-8"))
                texts[name.removeprefix(root)] = ""
    return texts, tuple(problems)


def _with_words(lesson: Lesson, row: Mapping[str, Any], source: Source, shelf: Shelf) -> Part:
    """Add the prose and the feedback texts of every language; the lesson's own texts win over the pack's."""
    prose: dict[str, Prose] = {}
    texts: dict[str, Localized] = {}
    problems: list[Problem] = []
    for locale, words in shelf.words.items():
        name = row.get("prose", f"prose/{{locale}}/{lesson.id}.md").replace("{locale}", locale)
        if name not in source.files:
            if any(one.file == name for one in source.problems):
                continue
            problems.append(problem(name, "L10", f'the page of "{lesson.id}" in this language is missing'))
            continue
        page = read_page(name, source.files[name].decode("utf-8-sig", "replace"))
        own = feedback_texts(source, f"prose/{locale}/{lesson.id}.feedback.yaml")
        problems += (*page.problems, *own.problems)
        prose[locale] = build_prose(page, lesson.tasks, locale, lesson.hints.levels)
        texts[locale] = {**words, **own.words}
    return Part(lesson=replace(lesson, prose=prose, feedback_texts=texts), problems=tuple(problems))


def feedback_texts(source: Source, name: str) -> FeedbackTexts:
    """Read a file of feedback texts; it may be missing."""
    if name not in source.files:
        return FeedbackTexts(words={})
    read = read_yaml(name, source.files[name], FEEDBACK_TEXTS)
    value: Any = read.value
    return FeedbackTexts(words={} if read.problems else value, problems=read.problems)
