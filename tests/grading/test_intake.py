"""Files of answers: what is opened, and the code of what is not."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.grading.answer import Rejection
from tutor.grading.handed import Handed
from tutor.grading.intake import read_file, read_files
from tutor.grading.verdict import Submission


def code(path: Path) -> str:
    read = read_file(str(path), "service.yaml")
    return read.code if isinstance(read, Rejection) else "read"


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"kind: Service\n")
    assert read_file(str(tmp_path / "a"), "a") == b"kind: Service\n"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    assert code(tmp_path / "link") == "LINK"


def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [code(one) for one in (tmp_path / "pipe", Path("/dev/zero"), tmp_path)] == ["NOT_A_FILE"] * 3


def test_a_file_that_is_gone_says_why(tmp_path: Path) -> None:
    read = read_file(str(tmp_path / "gone"), "gone")
    assert isinstance(read, Rejection)
    assert (read.code, read.problems[0].message.params) == ("UNREADABLE", {"reason": "No such file or directory"})


def test_no_more_is_read_than_an_answer_may_have(tmp_path: Path) -> None:
    (tmp_path / "at-the-limit").write_bytes(b"#" * 262_144)
    (tmp_path / "above").write_bytes(b"#" * 262_145)
    assert (code(tmp_path / "at-the-limit"), code(tmp_path / "above")) == ("read", "TOO_LARGE")


def test_the_only_file_has_the_lessons_name_whatever_its_own_is(tmp_path: Path) -> None:
    (tmp_path / "kim.yml").write_bytes(b"a: 1\n")
    handed = Handed(id="kim", lesson="one", files=(("kim.yml", str(tmp_path / "kim.yml")),))
    assert read_files(handed, "service.yaml") == Submission(id="kim", files={"service.yaml": b"a: 1\n"})


def test_a_script_is_not_graded(tmp_path: Path) -> None:
    read = read_files(Handed(id="x", lesson="one", files=(("x.sh", str(tmp_path / "x.sh")),)), "service.yaml")
    assert isinstance(read, Rejection)
    assert read.code == "SCRIPT"
