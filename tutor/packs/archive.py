"""The files of a pack as bytes by name, from a zip archive that is never extracted."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from tutor.packs.problem import Problem, problem
from tutor.packs.source import MAX_FILE, MAX_FILES, Source, odd_name, shown, too_much


def read_zip(path: Path) -> Source:
    """Read a pack's archive in memory; one odd member refuses all of it, and only bytes really read count."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        return Source(files={}, problems=(problem(shown(path.name), "L3", f"is no archive that can be read: {fault}"),))


def _read(archive: zipfile.ZipFile) -> Source:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for member in archive.infolist():
        if member.is_dir():
            continue
        content = _content(archive, member, files)
        if isinstance(content, bytes):
            files[member.filename] = content
        else:
            problems.append(content)
        if len(files) + len(problems) > MAX_FILES:
            break
    return Source(files=_unwrapped(files), problems=tuple(problems))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, files: dict[str, bytes]) -> bytes | Problem:
    """Read one member, or say why it is not read; the size that it claims is not believed."""
    name = member.filename
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return problem(shown(name), "L3", "is no regular file; links and devices are not followed")
    odd = odd_name(name)
    if odd is not None:
        return odd
    if name in files:
        return problem(name, "L3", "stands in the archive twice; nobody knows which of the two is meant")
    if name.lower() in {known.lower() for known in files}:
        return problem(name, "L3", "has the same name as another file, but for capital letters")
    with archive.open(member) as stream:
        content = stream.read(MAX_FILE + 1)
    return too_much(files, name, len(content)) or content


def _unwrapped(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the one folder that many archives hold everything in."""
    tops = {name.partition("/")[0] for name in files}
    if "pack.yaml" in files or len(tops) != 1:
        return files
    top = next(iter(tops))
    return {name.removeprefix(f"{top}/"): content for name, content in files.items()}
