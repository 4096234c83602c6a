"""The files of a pack as bytes by name, from a folder; anything odd refuses the pack."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tutor.packs.problem import Problem, problem
from tutor.values import frozen

NAMES = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9._-]*(/[a-zA-Z0-9_][a-zA-Z0-9._-]*)*")
MAX_FILES = 1000
MAX_FILE = 256 * 1024
MAX_PACK = 8 * 1024 * 1024


@frozen
class Source:
    """What a pack consists of, before anything is understood; names use `/` and are relative."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over all names and contents, in the order of names."""
        total = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()


def read_folder(root: Path, wanted: Callable[[str], bool] = lambda _: True) -> Source:
    """Read a pack's folder; dot files are left alone, links and devices are never followed.

    With `wanted` only files of these names are read, and only folders, whose names end with `/`, that it wants.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, name in _walk(root, "", wanted):
        content = _content(path, name, files)
        if isinstance(content, bytes):
            files[name] = content
        else:
            problems.append(content)
        if len(files) + len(problems) > MAX_FILES:
            break
    return Source(files=files, problems=tuple(problems))


def _content(path: Path, name: str, files: Mapping[str, bytes]) -> bytes | Problem:
    """Read one file, or say why it is not read."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return problem(shown(name), "L3", "is no regular file; links and devices are not followed")
        return odd_name(name) or too_much(files, name, status.st_size) or path.read_bytes()
    except OSError as fault:
        return problem(shown(name), "L3", f"cannot be read: {fault.strerror}")


def _walk(folder: Path, prefix: str, wanted: Callable[[str], bool]) -> Iterator[tuple[Path, str]]:
    """Name every entry that is no folder, sorted, without following links."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if wanted(f"{prefix}{entry.name}/"):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", wanted)
        elif wanted(prefix + entry.name):
            yield Path(entry.path), prefix + entry.name


def shown(name: str) -> str:
    """Write a name so that a terminal shows it as it is."""
    return name if NAMES.fullmatch(name) else name.encode("unicode_escape", "replace").decode()[:100]


def odd_name(name: str) -> Problem | None:
    """Refuse a name that means something to a shell, a file system or a spreadsheet."""
    if NAMES.fullmatch(name):
        return None
    return problem(shown(name), "L3", "names of a pack use only letters, digits, dot, underscore and hyphen")


def too_much(files: Mapping[str, bytes], name: str, size: int) -> Problem | None:
    """Keep to the limits before a byte is read; sizes in bytes."""
    if size > MAX_FILE:
        return problem(name, "L3", f"is larger than {MAX_FILE} bytes")
    if len(files) >= MAX_FILES:
        return problem(name, "L3", f"a pack has at most {MAX_FILES} files")
    if size + sum(map(len, files.values())) > MAX_PACK:
        return problem(name, "L3", f"a pack has at most {MAX_PACK} bytes")
    return None
