"""The files of a place."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.kubectl.files import FileFault, Files


def test_what_is_written_never_reaches_the_host(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("host")
    files = Files(cwd=str(tmp_path), host=True)
    files.write("a", "session")
    files.write("b", "new")

    assert (files.read("a"), (tmp_path / "a").read_text(), files.list()) == (b"session", "host", ("a", "b"))


def test_a_place_without_a_host_sees_nothing_of_it() -> None:
    assert Files().read("/etc/passwd") == FileFault(path="/etc/passwd", reason="No such file or directory")


def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    files = Files(cwd=str(tmp_path), host=True)

    assert files.read("pipe") == FileFault(path="pipe", reason="Not a regular file")
    assert files.read("/dev/zero") == FileFault(path="/dev/zero", reason="Not a regular file")


def test_odd_paths_are_faults() -> None:
    files = Files(host=True)

    assert isinstance(files.read("a\0b"), FileFault)
    assert isinstance(files.read("x" * 5000), FileFault)
    assert isinstance(files.chdir("\0"), FileFault)


def test_patterns_find_files_in_order() -> None:
    files = Files(cwd="/w", written={"/w/b.yaml": b"", "/w/a.yaml": b"", "/w/.c.yaml": b"", "/w/sub/d.yaml": b""})

    assert files.expand("*.yaml") == ("a.yaml", "b.yaml")
    assert files.expand("*/d.*") == ("sub/d.yaml",)
    assert files.expand("nope*") == ()


def test_a_mounted_folder_shows_and_keeps_the_files_of_another_place() -> None:
    laptop, node = Files(cwd="/home/me", written={"/home/me/a.yaml": b"a\n"}), Files(cwd="/home/vagrant")
    node.mount("/vagrant", laptop, "/home/me")
    node.chdir("/vagrant")
    node.write("b.yaml", "b\n")
    node.remove("a.yaml")

    assert (node.list("."), laptop.list("."), laptop.read("b.yaml")) == (("b.yaml",), ("b.yaml",), b"b\n")
    assert node.read("a.yaml") == FileFault(path="a.yaml", reason="No such file or directory")
    assert node.expand("*.yaml") == ("b.yaml",)
