"""Folders on disk and in archives, seen alike: what lies in them, by name, without opening a file."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from tutor.values import frozen

INSIDE = "\0"  # stands between an archive's path and a member's name; no path has one
NO_ANSWERS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})  # what systems put beside what people pack


class Tree(Protocol):
    """A file or a folder of answers; `path` is what the file is opened by."""

    @property
    def name(self) -> str:
        """Its own name, as text."""

    @property
    def path(self) -> str:
        """What it is opened by."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder itself; links to folders are none."""

    def entries(self) -> Iterator[Tree]:
        """What lies in it, sorted by bytes, without what is hidden."""


@frozen
class OnDisk:
    """A file or a folder of the file system."""

    path: str

    @property
    def name(self) -> str:
        """Its own name, escaped where it is no text."""
        return shown(Path(self.path).name or self.path)

    @property
    def is_folder(self) -> bool:
        """Links are not followed."""
        return Path(self.path).is_dir() and not Path(self.path).is_symlink()

    def entries(self) -> Iterator[Tree]:
        """Read the folder; one that cannot be read is empty."""
        try:
            names = sorted(os.listdir(self.path), key=os.fsencode)  # noqa: PTH208 - names may be no text
        except OSError:
            return
        for name in names:
            if not hidden(name):
                yield OnDisk(path=str(Path(self.path) / name))


@frozen
class InArchive:
    """A member of a zip archive, or a folder of members."""

    archive: str
    member: str
    inside: Mapping[str, InArchive]

    @property
    def name(self) -> str:
        """The last part of its name; all of it where the parts are no folders of the archive."""
        return shown(self.member if odd(self.member) else self.member.rpartition("/")[2])

    @property
    def path(self) -> str:
        """The archive and the member."""
        return f"{self.archive}{INSIDE}{self.member}"

    @property
    def is_folder(self) -> bool:
        """Whether anything lies below it; the archive itself is a folder, also when it is empty."""
        return bool(self.inside) or not self.member

    def entries(self) -> Iterator[Tree]:
        """What lies directly below it."""
        for name, one in sorted(self.inside.items()):
            if odd(name) or not hidden(name):
                yield one


def tree_at(path: str) -> Tree:
    """See a path as a tree; a zip archive is a folder. Raises OSError and zipfile.BadZipFile for a broken one."""
    if path.endswith(".zip") and stat.S_ISREG(os.lstat(path).st_mode):
        with zipfile.ZipFile(path) as archive:
            return _folder(path, "", [one.filename for one in archive.infolist() if not one.is_dir()])
    return OnDisk(path=path)


def _folder(archive: str, prefix: str, names: list[str]) -> InArchive:
    """Group the names below a prefix by their next part."""
    below: dict[str, list[str]] = {}
    for name in names:
        part = name if odd(name) else name[len(prefix) :].partition("/")[0]
        below.setdefault(part, []).append(name)
    inside = {part: _entry(archive, prefix + part, found) for part, found in below.items()}
    return InArchive(archive=archive, member=prefix.rstrip("/"), inside=inside)


def _entry(archive: str, member: str, names: list[str]) -> InArchive:
    if names == [member]:
        return InArchive(archive=archive, member=member, inside={})
    return _folder(archive, f"{member}/", [name for name in names if name != member])


def hidden(name: str) -> bool:
    """Whether a name is one that people do not see, or did not give."""
    return name.startswith(".") or name in NO_ANSWERS


def odd(member: str) -> bool:
    """Whether the name of an archive's member leads out of it, or is no path of its folders."""
    return "\\" in member or any(part in {"", ".", ".."} for part in member.split("/"))


def shown(name: str) -> str:
    """Write a file's name as text, whatever bytes it has."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
