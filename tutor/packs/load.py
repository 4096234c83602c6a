"""A folder or an archive becomes a Pack, or a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tutor import __version__
from tutor.packs.archive import read_zip
from tutor.packs.engine import engine_fits
from tutor.packs.glossary import read_glossary, words_of
from tutor.packs.lesson_files import Shelf, feedback_texts, load_lesson
from tutor.packs.model import Lesson, Localized, Pack
from tutor.packs.problem import Problem, problem
from tutor.packs.references import cycle_in
from tutor.packs.schema import FORMAT, PACK
from tutor.packs.source import Source, read_folder
from tutor.packs.unsafe import unsafe_characters
from tutor.packs.yaml_file import YamlFile, read_yaml
from tutor.values import frozen


@frozen
class Loaded:
    """A pack, or None with its problems; a pack that has problems cannot be used.

    `readable` holds those of its lessons that could be read, for a check that is to name all faults at once.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]
    readable: Pack | None = None
    source: Source = Source(files={})


def load(path: str | Path, wanted: frozenset[str] | None = None) -> Loaded:
    """Read the pack in a folder or a zip archive; never raises for what stands in it.

    With `wanted` only the lessons of these ids are read, for a command that needs no others.
    """
    return load_source(source_at(path), wanted)


def load_alone(path: str | Path, lesson: str) -> Loaded:
    """Read one lesson and what it takes from its pack, and no other file of a folder; the digest is of these alone."""
    place = Path(path)
    wanted = frozenset({lesson})
    return load(path, wanted) if place.is_file() else load_source(read_folder(place, partial(_of, lesson)), wanted)


def _of(lesson: str, name: str) -> bool:
    """Whether a file or a folder of a pack is of a lesson, or of all."""
    parts = name.split("/")
    if parts[0] == "lessons":
        return parts[1] in {"", lesson}
    return not name.endswith(".md") or parts[-1] == f"{lesson}.md"


def lesson_ids(path: str | Path) -> tuple[str, ...]:
    """Name the lessons of a pack without reading them; none of a pack that cannot be used."""
    return ids_in(source_at(path))


def ids_in(source: Source) -> tuple[str, ...]:
    """Name the lessons that the head of a pack lists."""
    head = read_yaml("pack.yaml", source.files.get("pack.yaml", b""), PACK)
    row: Any = head.value
    return () if head.problems else tuple(row["lessons"])


def source_at(path: str | Path) -> Source:
    """Read the files of the pack in a folder or a zip archive."""
    place = Path(path)
    return read_zip(place) if place.is_file() else read_folder(place)


def builtin_path() -> Path:
    """Where the built-in pack lies: beside this package in a wheel, above it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    return next(
        (one for one in (package / "lessons" / "services", package.parent / "lessons" / "services") if one.is_dir()),
        package / "lessons" / "services",
    )


def builtin() -> Pack:
    """Read the built-in pack; raises ValueError when the installation is broken."""
    loaded = load(builtin_path())
    if loaded.pack is None:
        raise ValueError("\n".join(map(str, loaded.problems)))
    return loaded.pack


def find_lesson(packs: Iterable[Pack], id: str) -> tuple[Pack, Lesson] | None:  # noqa: A002
    """Find a lesson by its id, or by `pack/lesson`, in the first pack that has it."""
    pack_id, _, lesson_id = id.rpartition("/")
    for pack in packs:
        for lesson in pack.lessons:
            if lesson.id == lesson_id and pack_id in {"", pack.id}:
                return pack, lesson
    return None


def lesson_for(pack: Pack, lesson: Lesson, learner: str) -> Lesson:
    """Give a lesson the values of a learner; most lessons are the same for everyone."""
    if lesson.raw is None or learner == lesson.learner:
        return lesson
    shelf = Shelf(pack=pack.id, docs=frozenset(pack.docs), words=pack.feedback_texts)
    return load_lesson(lesson.raw, lesson.id, shelf, learner).lesson or lesson


def load_source(source: Source, wanted: frozenset[str] | None = None) -> Loaded:
    """Understand the files of a pack."""
    return replace(_understand(source, wanted), source=source)


def _understand(source: Source, wanted: frozenset[str] | None) -> Loaded:
    if "pack.yaml" not in source.files:
        missing = source.problems or (problem("pack.yaml", "L3", "there is no pack here: pack.yaml is missing"),)
        return Loaded(pack=None, problems=missing)
    head = read_yaml("pack.yaml", source.files["pack.yaml"], PACK)
    head_problems = tuple(_head_problems(head))
    if head_problems:
        return Loaded(pack=None, problems=(*source.problems, *head_problems))
    row: Any = head.value
    shared = {locale: feedback_texts(source, f"prose/{locale}/feedback.yaml") for locale in row["locales"]}
    words = {locale: texts.words for locale, texts in shared.items()}
    shelf = Shelf(pack=row["id"], docs=frozenset(row.get("docs", {})), words=words)
    folders = [folder for folder in row["lessons"] if wanted is None or folder in wanted]
    parts = tuple(load_lesson(source, folder, shelf) for folder in folders)
    problems = [
        *source.problems,
        *unsafe_characters(source),
        *(one for texts in shared.values() for one in texts.problems),
    ]
    problems += (one for part in parts for one in part.problems)
    lessons = tuple(part.lesson for part in parts if part.lesson)
    problems += _pack_problems(head, lessons, source)
    glossaries = {locale: read_glossary(source, locale) for locale in row["locales"]}
    problems += (one for file in glossaries.values() for one in file.problems)
    pack = replace(_build_pack(row, lessons, words, source), glossary=_words(glossaries))
    return Loaded(pack=None if problems else pack, problems=tuple(problems), readable=pack)


def _words(glossaries: Mapping[str, YamlFile]) -> Mapping[str, Localized]:
    return {locale: words_of(file) for locale, file in glossaries.items()}


def _head_problems(head: YamlFile) -> Iterator[Problem]:
    yield from head.problems
    row: Any = head.value
    if head.problems:
        return
    if row["format"] > FORMAT:
        message = f"format {row['format']} is newer than this tutor knows ({FORMAT}): update tutor"
        yield head.problem("L1", message, ("format",))
    if not engine_fits(row.get("engine", ""), __version__):
        yield head.problem("L1", f"is for tutor {row['engine']}; this is {__version__}", ("engine",))
    if row.get("default-locale", row["locales"][0]) not in row["locales"]:
        yield head.problem("L2", "default-locale is none of the locales", ("default-locale",))
    if len(set(row["lessons"])) < len(row["lessons"]):
        yield head.problem("L2", "a lesson is listed twice", ("lessons",))


def _pack_problems(head: YamlFile, lessons: tuple[Lesson, ...], source: Source) -> Iterator[Problem]:
    """Rules that look at all lessons together."""
    row: Any = head.value
    known = set(row["lessons"])
    for lesson in lessons:
        for wanted in lesson.meta.requires:
            if wanted not in known:
                yield problem(f"lessons/{lesson.id}/lesson.yaml", "L2", f'requires "{wanted}", which is no lesson here')
    circle = cycle_in({lesson.id: list(lesson.meta.requires) for lesson in lessons})
    if circle:
        yield head.problem("L2", f"lessons require each other in a circle: {circle}", ("lessons",))
    uuids = [lesson.uuid for lesson in lessons]
    for lesson in lessons:
        if uuids.count(lesson.uuid) > 1:
            yield problem(f"lessons/{lesson.id}/lesson.yaml", "L2", f"the uuid {lesson.uuid} is used twice")
    for name in sorted(source.files):
        folder = name.split("/")[1] if name.startswith("lessons/") and name.count("/") > 1 else None
        if folder is not None and folder not in known:
            yield problem(name, "L3", f'"{folder}" is not listed in pack.yaml')


def _build_pack(
    row: Mapping[str, Any], lessons: tuple[Lesson, ...], shared: Mapping[str, Localized], source: Source
) -> Pack:
    return Pack(
        id=row["id"],
        version=row["version"],
        title=row.get("title", {row["locales"][0]: row["id"]}),
        locales=tuple(row["locales"]),
        default_locale=row.get("default-locale", row["locales"][0]),
        lessons=lessons,
        docs=row.get("docs", {}),
        feedback_texts=shared,
        digest=source.digest,
    )
