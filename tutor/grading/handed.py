"""Which answers lie in files and folders, and for which lesson; nothing is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tutor.values import frozen, replace

MANIFESTS = (".yaml", ".yml", ".json")
MOST_FILES = 64


@frozen
class Handed:
    """One answer: its id, its lesson's id ("" when nothing names one), its files as (name, path)."""

    id: str
    lesson: str
    files: tuple[tuple[str, str], ...]


@frozen
class Naming:
    """How paths are read: the ids of all lessons, and the lesson of answers whose path names none."""

    lessons: frozenset[str]
    default: str = ""


def find_answers(paths: tuple[str, ...], naming: Naming) -> Iterator[Handed]:
    """Name the answers in paths, in the order of the paths and of the names in them; hidden files are left alone."""
    for path in paths:
        if _is_folder(Path(path)):
            yield from _in_folder(Path(path), naming)
        else:
            name = shown(Path(path).name or path)
            lesson = naming.default or _named(name, naming) or _named(shown(Path(path).absolute().parent.name), naming)
            yield Handed(id=name, lesson=lesson, files=((name, path),))


def _in_folder(folder: Path, naming: Naming) -> Iterator[Handed]:
    """A folder holds one answer a file, or one a sub-folder; its own name may name the lesson."""
    outer = replace(naming, default=_named(shown(folder.absolute().name), naming) or naming.default)
    for name, path in _entries(folder):
        if _is_folder(path):
            yield from _of_student(name, path, outer)
        else:
            yield Handed(id=name, lesson=_named(name, naming) or outer.default, files=((name, str(path)),))


def _of_student(student: str, folder: Path, naming: Naming) -> Iterator[Handed]:
    """A student's folder: `lesson.yaml`, `lesson/*.yaml`, or all of it one answer; or a lesson's folder of students."""
    entries = tuple(_entries(folder))
    if student in naming.lessons:
        for name, path in entries:
            yield _whole(f"{student}/{name}", student, path)
    elif any(_named(name, naming) for name, _ in entries) or not naming.default:
        for name, path in entries:
            yield _whole(f"{student}/{name}", _named(name, naming) or naming.default, path)
    else:
        yield _whole(student, naming.default, folder)


def _whole(id_: str, lesson: str, path: Path) -> Handed:
    files = tuple(_manifests(path, "")) if _is_folder(path) else ((shown(path.name), str(path)),)
    return Handed(id=id_, lesson=lesson, files=files[: MOST_FILES + 1])


def _manifests(folder: Path, prefix: str) -> Iterator[tuple[str, str]]:
    for name, path in _entries(folder):
        if _is_folder(path):
            yield from _manifests(path, f"{prefix}{name}/")
        elif name.endswith(MANIFESTS):
            yield prefix + name, str(path)


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name what lies in a folder, sorted by bytes, without what is hidden."""
    try:
        names = sorted((one.name for one in folder.iterdir()), key=os.fsencode)
    except OSError:
        return
    for name in names:
        if not name.startswith("."):
            yield shown(name), folder / name


def _named(name: str, naming: Naming) -> str:
    """Name the lesson that a file's or folder's name means."""
    stem = name.partition(".")[0]
    return stem if stem in naming.lessons else ""


def _is_folder(path: Path) -> bool:
    """Whether it is a folder itself; links to folders are not followed."""
    return path.is_dir() and not path.is_symlink()


def shown(name: str) -> str:
    """Write a file's name as text, whatever bytes it has."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
