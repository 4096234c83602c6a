"""Only regular files of plain names are read, from folders and archives alike."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from tutor.packs.archive import read_zip
from tutor.packs.load import load
from tutor.packs.source import MAX_FILE, read_folder


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").symlink_to("/etc/passwd")
    source = read_folder(tmp_path)
    assert source.files == {}
    assert [str(one) for one in source.problems] == [
        "secret:1:1 L3 is no regular file; links and devices are not followed"
    ]


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [one.rule for one in read_folder(tmp_path).problems] == ["L3"]


def test_a_name_with_a_newline_is_refused_and_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\nb").write_text("x", encoding="utf-8")
    assert [one.file for one in read_folder(tmp_path).problems] == ["a\\nb"]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_bytes(b"x" * (MAX_FILE + 1))
    source = read_folder(tmp_path)
    assert (dict(source.files), source.problems[0].message) == ({}, "is larger than 262144 bytes")


def test_dot_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x", encoding="utf-8")
    assert read_folder(tmp_path).files == {}


@pytest.mark.parametrize("name", ["../evil.yaml", "/abs.yaml", "a/../b", "a\\b", "=cmd()"])
def test_an_archive_with_an_odd_name_is_refused(tmp_path: Path, name: str) -> None:
    source = read_zip(archive(tmp_path / "p.zip", {name: b"x"}))
    assert source.files == {}
    assert [one.message for one in source.problems] == [
        "names of a pack use only letters, digits, dot, underscore and hyphen"
    ]


def test_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    source = read_zip(archive(tmp_path / "p.zip", {"OK": b"1", "ok": b"2"}))
    assert [one.message for one in source.problems] == ["has the same name as another file, but for capital letters"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as opened:
        opened.writestr(link, "/etc/passwd")
    assert [one.message for one in read_zip(tmp_path / "p.zip").problems] == [
        "is no regular file; links and devices are not followed"
    ]


def test_a_bomb_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("zeros", b"\0" * 20_000_000)
    assert [one.message for one in read_zip(path).problems] == ["is larger than 262144 bytes"]


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"PK no archive")
    assert [one.message for one in read_zip(tmp_path / "p.zip").problems] == [
        "is no archive that can be read: File is not a zip file"
    ]


def test_an_archive_holds_the_same_pack_as_its_folder(folder: Path, tmp_path: Path) -> None:
    members = {
        f"small/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    packed, plain = load(archive(tmp_path / "p.zip", members)).pack, load(folder).pack
    assert packed == plain
    assert packed is not None
