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
    """One answer: its id, its lesson's id ("" when nothing names one), its files as (name, path), and whose it is."""

    id: str
    lesson: str
    files: tuple[tuple[str, str], ...]
    learner: str = ""


@frozen
class Naming:
    """How paths are read: the ids of all lessons, and the lesson of answers whose path names none."""

    lessons: frozenset[str]
    default: str = ""


def find_answers(paths: tuple[str, ...], naming: Naming) -> Iterator[Handed]:
    """Name the answers in paths, in the order of the paths and of the names in them; hidden files are left alone.

    Where several folders are given, the row of an answer says which one it lies in.
    """
    for path in paths:
        if not _is_folder(Path(path)):
            yield _lone(path, naming)
            continue
        folder = f"{shown(Path(path).absolute().name)}/" if len(paths) > 1 else ""
        for one in _in_folder(Path(path), naming):
            yield replace(one, id=folder + one.id)


def _lone(path: str, naming: Naming) -> Handed:
    """A file of its own: its name, or that of its folder, may name the lesson."""
    name, folder = shown(Path(path).name or path), shown(Path(path).absolute().parent.name)
    lesson = naming.default or _named(name, naming) or _named(folder, naming)
    return Handed(id=name, lesson=lesson, files=((name, path),), learner=_owner(name, folder, naming))


def _owner(name: str, folder: str, naming: Naming) -> str:
    """Name the learner: the file, unless it has the lesson's name; then the folder around it."""
    return folder if _named(name, naming) else name.partition(".")[0]


def _in_folder(folder: Path, naming: Naming) -> Iterator[Handed]:
    """A folder holds one answer a file, or one a sub-folder; its own name may name the lesson."""
    own = shown(folder.absolute().name)
    outer = replace(naming, default=_named(own, naming) or naming.default)
    for name, path in _entries(folder):
        if _is_folder(path):
            yield from _of_student(name, path, outer)
        else:
            lesson = _named(name, naming) or outer.default
            yield Handed(id=name, lesson=lesson, files=((name, str(path)),), learner=_owner(name, own, naming))


def _of_student(student: str, folder: Path, naming: Naming) -> Iterator[Handed]:
    """A student's folder: `lesson.yaml`, `lesson/*.yaml`, or all of it one answer; or a lesson's folder of students."""
    entries = tuple(_entries(folder))
    if student in naming.lessons:
        for name, path in entries:
            yield replace(_whole(f"{student}/{name}", student, path), learner=_owner(name, student, naming))
    elif any(_named(name, naming) for name, _ in entries) or not naming.default:
        for name, path in entries:
            yield replace(_whole(f"{student}/{name}", _named(name, naming) or naming.default, path), learner=student)
    else:
        yield replace(_whole(student, naming.default, folder), learner=student)


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
