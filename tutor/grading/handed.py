"""Which answers lie in files, folders and archives, and for which lesson; nothing is opened here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tutor.grading.trees import Tree, shown, tree_at
from tutor.values import frozen, replace

SCRIPT = ".sh"
ANSWERS = (".yaml", ".yml", ".json", SCRIPT)
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
    """How paths are read: the ids of all lessons, the lesson of answers whose path names none, and whose all are.

    Without a `learner` the path says whose an answer is.
    """

    lessons: frozenset[str]
    default: str = ""
    learner: str = ""


def find_answers(paths: tuple[str, ...], naming: Naming) -> Iterator[Handed]:
    """Name the answers in paths, in the order of the paths and of the names in them; hidden files are left alone.

    Where several folders are given, the row of an answer says which one it lies in. An archive is a folder; raises
    OSError and zipfile.BadZipFile for one that cannot be read.
    """
    found = _found(paths, naming)
    return (replace(one, learner=naming.learner) for one in found) if naming.learner else found


def _found(paths: tuple[str, ...], naming: Naming) -> Iterator[Handed]:
    for path in paths:
        tree = tree_at(path)
        if not tree.is_folder:
            yield _lone(path, naming)
            continue
        folder = f"{_own_name(path)}/" if len(paths) > 1 else ""
        for one in _in_folder(tree, _own_name(path), naming):
            yield replace(one, id=folder + one.id)


def _own_name(path: str) -> str:
    return shown(Path(path).absolute().name).removesuffix(".zip")


def _lone(path: str, naming: Naming) -> Handed:
    """A file of its own: its name, or that of its folder, may name the lesson."""
    name, folder = shown(Path(path).name or path), shown(Path(path).absolute().parent.name)
    lesson = naming.default or _named(name, naming) or _named(folder, naming)
    return Handed(id=name, lesson=lesson, files=((name, path),), learner=_owner(name, folder, naming))


def _owner(name: str, folder: str, naming: Naming) -> str:
    """Name the learner: the file, unless it has the lesson's name; then the folder around it."""
    return folder if _named(name, naming) else name.partition(".")[0]


def _in_folder(folder: Tree, own: str, naming: Naming) -> Iterator[Handed]:
    """A folder holds one answer a file, or one a sub-folder; its own name may name the lesson."""
    outer = replace(naming, default=_named(own, naming) or naming.default)
    for one in _unpacked(folder, outer).entries():
        if one.is_folder:
            yield from _of_student(one, outer)
        else:
            lesson = _named(one.name.rpartition("/")[2], naming) or outer.default
            owner = _owner(one.name, own, naming)
            yield Handed(id=one.name, lesson=lesson, files=((one.name, one.path),), learner=owner)


def _unpacked(folder: Tree, naming: Naming) -> Tree:
    """Whoever packs a folder packs its name as well: the only entry, a folder of students, stands for the whole."""
    only = tuple(islice(folder.entries(), 2))
    if len(only) == 1 and only[0].is_folder and only[0].name not in naming.lessons:
        students = tuple(only[0].entries())
        if all(one.is_folder and one.name not in naming.lessons for one in students) and (
            naming.default or any(_named(one.name, naming) for student in students for one in student.entries())
        ):
            return only[0]
    return folder


def _of_student(folder: Tree, naming: Naming) -> Iterator[Handed]:
    """A student's folder: `lesson.yaml`, `lesson/*.yaml`, or all of it one answer; or a lesson's folder of students."""
    entries = tuple(folder.entries())
    student = folder.name
    if student in naming.lessons:
        for one in entries:
            yield replace(_whole(f"{student}/{one.name}", student, one), learner=_owner(one.name, student, naming))
    elif any(_named(one.name, naming) for one in entries) or not naming.default:
        for one in entries:
            lesson = _named(one.name, naming) or naming.default
            yield replace(_whole(f"{student}/{one.name}", lesson, one), learner=student)
    else:
        yield replace(_whole(student, naming.default, folder), learner=student)


def _whole(id_: str, lesson: str, tree: Tree) -> Handed:
    files = tuple(_answer_files(tree, "")) if tree.is_folder else ((tree.name, tree.path),)
    return Handed(id=id_, lesson=lesson, files=files[: MOST_FILES + 1])


def _answer_files(folder: Tree, prefix: str) -> Iterator[tuple[str, str]]:
    for one in folder.entries():
        if one.is_folder:
            yield from _answer_files(one, f"{prefix}{one.name}/")
        elif one.name.endswith(ANSWERS):
            yield prefix + one.name, one.path


def _named(name: str, naming: Naming) -> str:
    """Name the lesson that a file's or folder's name means."""
    stem = name.partition(".")[0]
    return stem if stem in naming.lessons else ""
