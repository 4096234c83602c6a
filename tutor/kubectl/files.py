"""The files that a place has: what the session wrote, over the host's folders where the learner sits at the host."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath

from tutor.values import frozen

MOST_BYTES = 16 * 1024 * 1024
MOST_PATHS = 10_000
MISSING, DIRECTORY, NO_DIRECTORY = "No such file or directory", "Is a directory", "Not a directory"
_REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, MISSING),
    (NotADirectoryError, NO_DIRECTORY),
    (IsADirectoryError, DIRECTORY),
    (PermissionError, "Permission denied"),
)


@frozen
class FileFault:
    """Why a path could not be used, in the system's words; str() is what Go says after `open `."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason[:1].lower()}{self.reason[1:]}"


def _reason(fault: OSError) -> str:
    return next(
        (reason for kind, reason in _REASONS if isinstance(fault, kind)), fault.strerror or "Input/output error"
    )


class Files:
    """A file system of values: `written` lies over the host (read only), or over nothing when `host` is false."""

    def __init__(
        self, *, cwd: str = "/home/learner", host: bool = False, written: Mapping[str, bytes] | None = None
    ) -> None:
        self.cwd = cwd
        self.home = cwd
        self.host = host
        self._written: dict[str, bytes | None] = {}
        self._folders: set[str] = {"/", "/tmp", cwd}  # noqa: S108 - a path of the simulated place
        self._mounts: dict[str, tuple[Files, str]] = {}
        self._known: set[str] | None = None
        for path, content in (written or {}).items():
            self.write(path, content, parents=True)

    def mount(self, path: str, files: Files, folder: str) -> None:
        """Show a folder of other files at a path; what is written there is written to them."""
        self._mounts[path] = (files, folder)
        self._folders.add(path)
        self._known = None

    def _elsewhere(self, full: str) -> tuple[Files, str] | None:
        """Which other files a path belongs to, and what it is called there."""
        for path, (files, folder) in self._mounts.items():
            if full == path or full.startswith(path + "/"):
                return files, folder + full[len(path) :]
        return None

    def absolute(self, path: str) -> str:
        """Turn `path` into an absolute one without `.` and `..`."""
        full = posixpath.normpath(posixpath.join(self.cwd, path))
        return "/" + full.lstrip("/")

    def read(self, path: str) -> bytes | FileFault:
        """The content of a file, or why there is none."""
        full = self.absolute(path)
        if there := self._elsewhere(full):
            found = there[0].read(there[1])
            return FileFault(path=path, reason=found.reason) if isinstance(found, FileFault) else found
        if full in self._written:
            content = self._written[full]
            return FileFault(path=path, reason=MISSING) if content is None else content
        if full in self._known_folders():
            return FileFault(path=path, reason=DIRECTORY)
        return self._read_host(path, full) if self.host else FileFault(path=path, reason=MISSING)

    def _read_host(self, path: str, full: str) -> bytes | FileFault:
        try:
            mode = Path(full).stat().st_mode
            if stat.S_ISDIR(mode):
                return FileFault(path=path, reason=DIRECTORY)
            if not stat.S_ISREG(mode):  # a pipe or a device could block or never end
                return FileFault(path=path, reason="Not a regular file")
            with Path(full).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except (OSError, ValueError) as fault:
            return FileFault(path=path, reason=_reason(fault) if isinstance(fault, OSError) else "Invalid argument")
        return FileFault(path=path, reason="File too large") if len(content) > MOST_BYTES else content

    def write(
        self, path: str, content: str | bytes, *, append: bool = False, parents: bool = False
    ) -> FileFault | None:
        """Keep a file in the session; the host's own is never changed."""
        full = self.absolute(path)
        if there := self._elsewhere(full):
            fault = there[0].write(there[1], content, append=append, parents=parents)
            return fault and FileFault(path=path, reason=fault.reason)
        if parents:
            self._folders.add(posixpath.dirname(full))
            self._known = None
        if self.is_folder(full):
            return FileFault(path=path, reason=DIRECTORY)
        if not self.is_folder(posixpath.dirname(full)):
            return FileFault(path=path, reason=MISSING)
        old = self.read(path) if append else b""
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        whole = (old if isinstance(old, bytes) else b"") + raw
        if len(whole) > MOST_BYTES:
            return FileFault(path=path, reason="No space left on device")
        if self._written.get(full) is None:
            self._known = None
        self._written[full] = whole
        return None

    def remove(self, path: str) -> FileFault | None:
        """Hide a file from the session."""
        content = self.read(path)
        if isinstance(content, FileFault):
            return content
        if there := self._elsewhere(self.absolute(path)):
            return there[0].remove(there[1])
        self._written[self.absolute(path)] = None
        self._known = None
        return None

    def make_folder(self, path: str) -> FileFault | None:
        """Add an empty folder to the session."""
        if self.is_folder(path) or isinstance(self.read(path), bytes):
            return FileFault(path=path, reason="File exists")
        if there := self._elsewhere(self.absolute(path)):
            return there[0].make_folder(there[1])
        self._folders.add(self.absolute(path))
        self._known = None
        return None

    def is_folder(self, path: str) -> bool:
        """Whether `path` can be entered."""
        full = self.absolute(path)
        if there := self._elsewhere(full):
            return there[0].is_folder(there[1])
        if full in self._known_folders():
            return True
        try:
            return self.host and full not in self._written and Path(full).is_dir()
        except (OSError, ValueError):
            return False

    def chdir(self, path: str) -> FileFault | None:
        """Enter a folder."""
        if self.is_folder(path):
            self.cwd = self.absolute(path)
            return None
        content = self.read(path)
        return content if isinstance(content, FileFault) else FileFault(path=path, reason=NO_DIRECTORY)

    def list(self, path: str = ".") -> tuple[str, ...] | FileFault:
        """The names in a folder, sorted, or why it cannot be listed."""
        full = self.absolute(path)
        if there := self._elsewhere(full):
            return there[0].list(there[1])
        if not self.is_folder(full):
            content = self.read(path)
            return content if isinstance(content, FileFault) else FileFault(path=path, reason=NO_DIRECTORY)
        hidden = {p for p, content in self._written.items() if content is None}
        try:
            real = {entry.name for entry in Path(full).iterdir()} if self.host and Path(full).is_dir() else set()
        except OSError as fault:
            return FileFault(path=path, reason=_reason(fault))
        names = real | {p for p in (_child(full, known) for known in self._paths()) if p}
        return tuple(sorted(name for name in names if posixpath.join(full, name) not in hidden))

    def expand(self, pattern: str) -> tuple[str, ...]:
        """The paths that a pattern with `*`, `?` and `[…]` stands for, sorted; none when nothing matches."""
        found = ["/"] if pattern.startswith("/") else [""]
        for part in (part for part in pattern.split("/") if part):
            matches = (joined for base in found for joined in self._matches(base, part))
            found = list(islice(matches, MOST_PATHS))
        return tuple(sorted(found))

    def _matches(self, base: str, part: str) -> Iterable[str]:
        if not any(mark in part for mark in "*?["):
            path = posixpath.join(base, part)
            return [path] if self.is_folder(path) or isinstance(self.read(path), bytes) else []
        names = self.list(base or ".")
        if isinstance(names, FileFault):
            return []
        return [
            posixpath.join(base, name)
            for name in names
            if fnmatchcase(name, part) and name.startswith(".") <= part.startswith(".")
        ]

    def _paths(self) -> Iterable[str]:
        yield from (path for path, content in self._written.items() if content is not None)
        yield from self._folders

    def _known_folders(self) -> set[str]:
        """Every folder that there is without the host, found anew after a change."""
        if self._known is None:
            kept = [path for path, content in self._written.items() if content is not None]
            above = {str(parent) for path in [*kept, *self._folders] for parent in PurePosixPath(path).parents}
            self._known = above | self._folders
        return self._known


def _child(folder: str, path: str) -> str:
    """The name of `path` inside `folder`, or "" when it lies elsewhere."""
    prefix = folder.rstrip("/") + "/"
    return path[len(prefix) :].partition("/")[0] if path.startswith(prefix) else ""
