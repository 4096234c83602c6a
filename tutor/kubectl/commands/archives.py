"""tar: files of a place into one and out of it, as `kubectl cp` asks for them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Programs, fail
from tutor.kubectl.files import FileFault, Files
from tutor.kubectl.output import Output
from tutor.kubectl.ustar import ArchiveError, Member, packed, unpacked
from tutor.values import frozen

_MODES = "cxt"
_TAKING = {"f": "file", "C": "folder"}
_DEEPEST = 20


@frozen
class _Asked:
    """What tar is to do; `file` is "-" for the standard streams."""

    letters: str
    file: str = "-"
    folder: str = "."
    names: tuple[str, ...] = ()


def _tar(call: Call) -> Output:
    asked = _read(call.args)
    mode = next((one for one in asked.letters if one in _MODES), "")
    if not mode:
        return fail("tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2)
    try:
        return _pack(call, asked) if mode == "c" else _unpack(call, asked, listing=mode == "t")
    except ArchiveError as fault:
        return fail(f"tar: {fault}")


def _read(args: tuple[str, ...]) -> _Asked:
    """Read `cf - NAME`, `-xmf - -C FOLDER` and the like; long options change nothing here."""
    letters, found, names = "", {"f": "-", "C": "."}, []
    waiting: list[str] = []
    for at, arg in enumerate(args):
        if waiting:
            found[waiting.pop(0)] = arg
        elif arg.startswith("--"):
            continue
        elif (arg.startswith("-") and arg != "-") or at == 0:
            letters += arg.lstrip("-")
            waiting += [letter for letter in arg if letter in _TAKING]
        else:
            names.append(arg)
    return _Asked(letters=letters, file=found["f"], folder=found["C"], names=tuple(names))


def _pack(call: Call, asked: _Asked) -> Output:
    faults = ""
    members: list[Member] = []
    small = call.shell.knows("ash")
    for name in asked.names:
        path = posixpath.join(asked.folder, name)
        if name.startswith("/") and "removing" not in faults.lower():
            faults += "tar: removing leading '/' from member names\n" if small else _REMOVING
        if not call.files.is_folder(path) and isinstance(content := call.files.read(path), FileFault):
            why = f"{name}: {content.reason}" if small else f"{name}: Cannot stat: {content.reason}"
            end = "error exit delayed from previous errors" if small else _DELAYED
            return Output(stderr=f"{faults}tar: {why}\ntar: {end}\n", code=1 if small else 2)
        members += _members(call.files, path, name.lstrip("/") or ".", 0)
    archive = packed(members)
    if asked.file != "-":
        fault = call.files.write(asked.file, archive)
        return Output(stderr=faults) if fault is None else fail(f"tar: {asked.file}: Cannot open: {fault.reason}", 2)
    return Output(stdout=archive.decode("utf-8", "surrogateescape"), stderr=faults)


_REMOVING = "tar: Removing leading `/' from member names\n"
_DELAYED = "Exiting with failure status due to previous errors"


def _members(files: Files, path: str, name: str, depth: int) -> Iterator[Member]:
    """A file, or a folder with all that is in it."""
    if not files.is_folder(path):
        content = files.read(path)
        if isinstance(content, bytes):
            yield Member(name=name, content=content)
        return
    yield Member(name=name)
    listed = files.list(path)
    if depth < _DEEPEST and not isinstance(listed, FileFault):
        for one in listed:
            yield from _members(files, posixpath.join(path, one), posixpath.join(name, one), depth + 1)


def _unpack(call: Call, asked: _Asked, *, listing: bool) -> Output:
    if asked.file == "-":
        data: bytes | FileFault = call.stdin.encode("utf-8", "surrogateescape")
    else:
        data = call.files.read(asked.file)
    if isinstance(data, FileFault):
        return fail(f"tar: {asked.file}: Cannot open: {data.reason}", 2)
    members = [one for one in unpacked(data) if not asked.names or one.name.rstrip("/") in asked.names]
    if not listing:
        for member in members:
            fault = _put(call.files, asked.folder, member)
            if fault is not None:
                return fail(f"tar: {member.name}: Cannot open: {fault.reason}", 2)
    told = listing or "v" in asked.letters
    return Output(stdout="".join(f"{one.name}\n" for one in members) if told else "")


def _put(files: Files, folder: str, member: Member) -> FileFault | None:
    """Write a member below the folder, wherever its name says that it wants to go."""
    inside = posixpath.normpath(posixpath.join("/", member.name)).lstrip("/")
    path = posixpath.join(folder, inside)
    if member.content is None:
        return None if files.is_folder(path) else files.make_folder(path)
    return files.write(path, member.content, parents=True)


ARCHIVES: Programs = MappingProxyType({"tar": _tar})
