"""Archives, against those of Python's own tarfile."""

from __future__ import annotations

import io
import tarfile

import pytest

from tutor.kubectl.ustar import ArchiveError, Member, packed, unpacked

MEMBERS = (
    Member(name="d"),
    Member(name="d/a.txt", content=b"one\n"),
    Member(name="d/empty", content=b""),
    Member(name="d/b", content=bytes(700)),
)


def test_others_read_what_is_packed() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed(MEMBERS))) as archive:
        found = [(one.name, one.isdir(), one.mode, one.size) for one in archive]
    assert found == [
        ("d", True, 0o755, 0),
        ("d/a.txt", False, 0o644, 4),
        ("d/empty", False, 0o644, 0),
        ("d/b", False, 0o644, 700),
    ]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_what_others_pack_is_read(form: int) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in (("a", b"one\n"), ("b", b"")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert list(unpacked(out.getvalue())) == [Member(name="a", content=b"one\n"), Member(name="b", content=b"")]


@pytest.mark.parametrize(
    ("data", "words"),
    [(packed(MEMBERS)[:700], "short read"), (packed(MEMBERS)[:2600], "short read"), (b"x" * 512, "invalid tar header")],
)
def test_what_is_no_archive_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ArchiveError, match=words):
        list(unpacked(data))
