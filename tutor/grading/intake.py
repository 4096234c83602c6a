"""Opens the files of an answer: regular files of a bearable size, or a row that says why not."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping

from tutor.grading.answer import Rejection
from tutor.grading.handed import ANSWERS, MOST_FILES, SCRIPT, Handed
from tutor.grading.trees import INSIDE, odd, shown
from tutor.grading.verdict import At, Fault, Message, Submission
from tutor.manifest import LIMITS

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BROKEN = (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error)
STDIN = "-"
MOST_TOGETHER = 65_536  # bytes of an answer in several files: each of them is bounded, and so are all of them


class Intake:
    """Reads answers; keeps the archive that it read from last, and what came over standard input."""

    __slots__ = ("_archive", "_opened", "_piped", "_twice")

    def __init__(self, piped: bytes = b"") -> None:
        self._piped = piped
        self._opened = ""
        self._archive: zipfile.ZipFile | None = None
        self._twice: frozenset[str] = frozenset()

    def read_files(self, handed: Handed, name: str = "") -> Submission | Rejection:
        """Read an answer; its only manifest is called `name`, so that equal answers are equal whatever their names."""
        if len(handed.files) > MOST_FILES:
            return refuse("TOO_MANY_FILES", "grading.too-many-files", {"limit": str(MOST_FILES)})
        if not handed.files:
            return refuse("EMPTY", "grading.no-file", {"endings": ", ".join(ANSWERS)})
        files: dict[str, bytes] = {}
        for own, path in handed.files:
            called = name if name and len(handed.files) == 1 and not own.endswith(SCRIPT) else own
            content = self.read_file(path, called)
            if isinstance(content, Rejection):
                return content
            files[called] = content
            if len(files) > 1 and sum(map(len, files.values())) > MOST_TOGETHER:
                return refuse("TOO_LARGE", "grading.problem-too-large", {"limit": str(MOST_TOGETHER)}, called)
        return Submission(id=handed.id, files=files)

    def read_file(self, path: str, name: str) -> bytes | Rejection:
        """Read one file; links and devices are not followed, and no more is read than an answer may have."""
        try:
            content = self._content(path, name)
        except _BROKEN as fault:
            reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else "it is broken"
            return refuse("UNREADABLE", "grading.unreadable", {"reason": reason}, name)
        if isinstance(content, bytes) and len(content) > LIMITS.bytes:
            return refuse("TOO_LARGE", "grading.problem-too-large", {"limit": str(LIMITS.bytes)}, name)
        return content

    def _content(self, path: str, name: str) -> bytes | Rejection:
        if path == STDIN:
            return self._piped
        archive, inside, member = path.partition(INSIDE)
        return self._member(archive, member, name) if inside else _from_disk(path, name)

    def _member(self, path: str, member: str, name: str) -> bytes | Rejection:
        """Read a member of an archive; the size that it claims is not believed."""
        if self._archive is None or self._opened != path:
            self._archive, self._opened = zipfile.ZipFile(path), path
            self._twice = _repeated(self._archive.namelist())
        if odd(member) or member in self._twice:
            return refuse(
                "ODD_NAME",
                f"grading.{'name-twice' if member in self._twice else 'odd-name'}",
                {"name": shown(member)},
                name,
            )
        info = self._archive.getinfo(member)
        if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
            return refuse("NOT_A_FILE", "grading.not-a-file", {}, name)
        with self._archive.open(info) as stream:
            return stream.read(LIMITS.bytes + 1)


def _repeated(names: list[str]) -> frozenset[str]:
    """The names that stand in an archive more than once: nobody knows which of their contents is meant."""
    return frozenset(name for name, number in Counter(names).items() if number > 1)


def _from_disk(path: str, name: str) -> bytes | Rejection:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return refuse("LINK", "grading.link", {}, name)
    if not stat.S_ISREG(mode):
        return refuse("NOT_A_FILE", "grading.not-a-file", {}, name)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        return file.read(LIMITS.bytes + 1)


def refuse(code: str, words: str, params: Mapping[str, str], file: str = "") -> Rejection:
    """Say why an answer cannot be graded, in a file when there is one."""
    at = At(file=file, line=1, column=1) if file else None
    return Rejection(code=code, problems=(Fault(code=code, at=at, message=Message(id=words, params=params)),))
