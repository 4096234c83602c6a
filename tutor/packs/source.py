"""The files of a pack as bytes by name, from a folder; anything odd refuses the pack."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tutor.packs.problem import Problem, problem

NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9._-]*")
MAX_FILES = 200
MAX_FILE = 256 * 1024
MAX_PACK = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
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


def read_folder(root: Path) -> Source:
    """Read a pack's folder; dot files are left alone, links and devices are never followed."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, name in _walk(root, ""):
        found = _odd(path, name) or _too_much(files, name, path)
        if found:
            problems.append(found)
            if len(files) >= MAX_FILES:
                break
        else:
            files[name] = path.read_bytes()
    if not files and not problems:
        problems.append(problem("pack.yaml", "L3", f"{root.name}: there is no pack here: pack.yaml is missing"))
    return Source(files=files, problems=tuple(problems))


def _walk(folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    """Name every entry that is no folder, sorted, without following links."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield Path(entry.path), prefix + entry.name


def _odd(path: Path, name: str) -> Problem | None:
    """Refuse what is no regular file of a plain name."""
    if not all(NAME.fullmatch(part) for part in name.split("/")):
        shown = name.encode("unicode_escape", "replace").decode()[:100]
        return problem(shown, "L3", "names of a pack use only letters, digits, dot, underscore and hyphen")
    if not stat.S_ISREG(path.lstat().st_mode):
        return problem(name, "L3", "is no regular file; links and devices are not followed")
    return None


def _too_much(files: Mapping[str, bytes], name: str, path: Path) -> Problem | None:
    """Keep to the limits before a byte is read."""
    size = path.lstat().st_size
    if size > MAX_FILE:
        return problem(name, "L3", f"is larger than {MAX_FILE} bytes")
    if len(files) >= MAX_FILES:
        return problem(name, "L3", f"a pack has at most {MAX_FILES} files")
    if size + sum(map(len, files.values())) > MAX_PACK:
        return problem(name, "L3", f"a pack has at most {MAX_PACK} bytes")
    return None
