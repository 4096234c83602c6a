"""Archives as tar writes them: headers of 512 bytes, each before the bytes of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.values import frozen

BLOCK = 512
_FILE, _FOLDER = b"0", b"5"
_PLAIN = frozenset({b"0", b"\0", b"7"})
_NAME, _PREFIX = 100, 155


class ArchiveError(ValueError):
    """What was read is no archive, or only a part of one."""


@frozen
class Member:
    """A file of an archive, or a folder where `content` is None; the name is at most 100 bytes long."""

    name: str
    content: bytes | None = None


def packed(members: Iterable[Member]) -> bytes:
    """The archive of these members. Raises ArchiveError for a name that is too long."""
    blocks = [part for member in members for part in _packed(member)]
    return b"".join((*blocks, bytes(2 * BLOCK)))


def _packed(member: Member) -> Iterator[bytes]:
    folder = member.content is None
    name = (member.name.rstrip("/") + "/" * folder).encode("utf-8", "surrogateescape")
    if len(name) > _NAME:
        raise ArchiveError(f"{member.name}: file name is too long")
    content = member.content or b""
    mode, kind = (0o755, _FOLDER) if folder else (0o644, _FILE)
    head = name.ljust(_NAME, b"\0") + b"".join((_octal(mode, 8), _octal(0, 8), _octal(0, 8), _octal(len(content), 12)))
    tail = kind + bytes(100) + b"ustar\x0000" + b"root".ljust(32, b"\0") * 2
    start, rest = head + _octal(0, 12), tail.ljust(BLOCK - 156, b"\0")
    checksum = sum(start) + 8 * ord(" ") + sum(rest)
    yield start + b"%06o\0 " % checksum + rest
    yield content + bytes(-len(content) % BLOCK)


def _octal(number: int, width: int) -> bytes:
    return b"%0*o\0" % (width - 1, number)


def unpacked(data: bytes) -> Iterator[Member]:
    """The files and folders of an archive; links and the like are left out. Raises ArchiveError."""
    at = 0
    while at < len(data):
        head = data[at : at + BLOCK]
        if not head.strip(b"\0"):
            return
        if len(head) < BLOCK:
            raise ArchiveError("short read")
        size = _size(head)
        at += BLOCK
        kind = head[156:157]
        if kind in _PLAIN or kind == _FOLDER:
            content = data[at : at + size]
            if len(content) < size:
                raise ArchiveError("short read")
            yield Member(name=_name(head), content=None if kind == _FOLDER else content)
        at += size + -size % BLOCK


def _size(head: bytes) -> int:
    digits = head[124:136].strip(b"\0 ") or b"0"
    if not digits.isdigit() or b"8" in digits or b"9" in digits:
        raise ArchiveError("invalid tar header")
    return int(digits, 8)


def _name(head: bytes) -> str:
    name = head[:_NAME].split(b"\0")[0]
    prefix = head[345 : 345 + _PREFIX].split(b"\0")[0] if head[257:262] == b"ustar" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "surrogateescape")
