"""Files of answers: what is opened, and the code of what is not."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tutor.grading.answer import Rejection
from tutor.grading.handed import Handed
from tutor.grading.intake import Intake
from tutor.grading.verdict import Submission


def code(path: Path) -> str:
    read = Intake().read_file(str(path), "service.yaml")
    return read.code if isinstance(read, Rejection) else "read"


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"kind: Service\n")
    assert Intake().read_file(str(tmp_path / "a"), "a") == b"kind: Service\n"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    assert code(tmp_path / "link") == "LINK"


def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [code(one) for one in (tmp_path / "pipe", Path("/dev/zero"), tmp_path)] == ["NOT_A_FILE"] * 3


def test_a_file_that_is_gone_says_why(tmp_path: Path) -> None:
    read = Intake().read_file(str(tmp_path / "gone"), "gone")
    assert isinstance(read, Rejection)
    assert (read.code, read.problems[0].message.params) == ("UNREADABLE", {"reason": "No such file or directory"})


def test_no_more_is_read_than_an_answer_may_have(tmp_path: Path) -> None:
    (tmp_path / "at-the-limit").write_bytes(b"#" * 262_144)
    (tmp_path / "above").write_bytes(b"#" * 262_145)
    assert (code(tmp_path / "at-the-limit"), code(tmp_path / "above")) == ("read", "TOO_LARGE")


def test_the_only_file_has_the_lessons_name_whatever_its_own_is(tmp_path: Path) -> None:
    (tmp_path / "kim.yml").write_bytes(b"a: 1\n")
    handed = Handed(id="kim", lesson="one", files=(("kim.yml", str(tmp_path / "kim.yml")),))
    assert Intake().read_files(handed, "service.yaml") == Submission(id="kim", files={"service.yaml": b"a: 1\n"})


def test_a_script_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.sh").write_bytes(b"k get pods\n")
    handed = Handed(id="x", lesson="one", files=(("x.sh", str(tmp_path / "x.sh")),))
    assert Intake().read_files(handed, "service.yaml") == Submission(id="x", files={"x.sh": b"k get pods\n"})


def test_a_member_of_an_archive_is_read_up_to_the_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kim/one.yaml", "a: 1\n")
        archive.writestr("bomb.yaml", "#" * 5_000_000)
    intake = Intake()
    assert intake.read_file(f"{tmp_path}/class.zip\0kim/one.yaml", "a") == b"a: 1\n"
    bomb = intake.read_file(f"{tmp_path}/class.zip\0bomb.yaml", "a")
    assert isinstance(bomb, Rejection)
    assert bomb.code == "TOO_LARGE"


def test_a_member_whose_name_is_odd_or_stands_there_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("../a.yaml", "b\\a.yaml", "kim/a.yaml"):
            archive.writestr(name, "a: 1\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("kim/a.yaml", "a: 2\n")
    intake = Intake()
    for member, words in (("../a.yaml", "odd-name"), ("b\\a.yaml", "odd-name"), ("kim/a.yaml", "name-twice")):
        read = intake.read_file(f"{tmp_path}/class.zip\0{member}", "a")
        assert isinstance(read, Rejection)
        assert (read.code, read.problems[0].message.id) == ("ODD_NAME", f"grading.{words}")


def test_a_folder_without_an_answer_says_which_names_it_looks_for() -> None:
    read = Intake().read_files(Handed(id="kim", lesson="clusterip", files=()), "service.yaml")
    assert isinstance(read, Rejection)
    assert (read.code, read.problems[0].message.params) == ("EMPTY", {"endings": ".yaml, .yml, .json, .sh"})


def test_a_broken_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(b"PK")
    read = Intake().read_file(f"{tmp_path}/class.zip\0a", "a")
    assert isinstance(read, Rejection)
    assert (read.code, read.problems[0].message.params) == ("UNREADABLE", {"reason": "it is broken"})


def test_standard_input_is_what_was_piped() -> None:
    assert Intake(b"a: 1\n").read_file("-", "service.yaml") == b"a: 1\n"
