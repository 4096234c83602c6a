"""Finds the answers behind a path: a file, a folder of files, or a folder with one folder a student."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading.verdict import Submission

ENDINGS = (".yaml", ".yml", ".json")
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer: its path under the one that was given, its files, and the names that may name its lesson."""

    path: str
    files: tuple[Path, ...]
    names: tuple[str, ...]

    def submission(self, wanted: tuple[str, ...]) -> Submission:
        """The bytes; a lone file stands for the lesson's first file whatever its own name is."""
        if len(self.files) == 1 and wanted:
            return Submission(id=self.path, files={wanted[0]: _bytes(self.files[0])})
        return Submission(id=self.path, files={file.name: _bytes(file) for file in self.files})


def submissions_at(text: str) -> Iterator[Found]:
    """The answers behind one path, sorted; links and devices are not followed."""
    path = Path(text)
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot read {text}: {reason}", "tutor grade PATH", UNUSABLE_INPUT) from fault
    if stat.S_ISREG(mode):
        yield Found(path=path.name, files=(path,), names=(path.stem, path.resolve().parent.name))
    elif stat.S_ISDIR(mode):
        yield from _in_folder(path)
    else:
        raise Misuse(f"cannot read {text}: neither a file nor a folder", "tutor grade PATH", UNUSABLE_INPUT)


def _in_folder(folder: Path) -> Iterator[Found]:
    for entry in sorted(_entries(folder)):
        if entry.is_symlink():
            continue
        if entry.is_file() and entry.suffix in ENDINGS:
            yield Found(path=entry.name, files=(entry,), names=(entry.stem, folder.resolve().name))
        elif entry.is_dir():
            yield from _of_student(entry)


def _of_student(folder: Path) -> Iterator[Found]:
    """`student/lesson.yaml` or `student/lesson/*.yaml`."""
    for entry in sorted(_entries(folder)):
        if entry.is_symlink():
            continue
        name = f"{folder.name}/{entry.name}"
        if entry.is_file() and entry.suffix in ENDINGS:
            yield Found(path=name, files=(entry,), names=(entry.stem,))
        elif entry.is_dir():
            files = tuple(
                one
                for one in sorted(_entries(entry))
                if one.suffix in ENDINGS and one.is_file() and not one.is_symlink()
            )
            if files:
                yield Found(path=name, files=files, names=(entry.name,))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as fault:
        raise Misuse(f"cannot read {folder}: {fault.strerror}", "tutor grade PATH", UNUSABLE_INPUT) from fault


def _bytes(file: Path) -> bytes:
    """The content, as much as a grader will look at; nothing for what cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError:
        return b""
