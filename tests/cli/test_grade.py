"""`tutor grade` over files and folders."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.sample_pack import PACK, SOLUTION, STARTER
from tutor.cli import main


@pytest.fixture(autouse=True)
def pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.cli.grade.packs_at", lambda _paths, _wanted: (PACK,))
    monkeypatch.setattr("tutor.cli.grade.known_lessons", lambda _paths: tuple(one.id for one in PACK.lessons))
    monkeypatch.setenv("LANG", "C")


LESSON = PACK.lessons[0].id


def test_full_marks_end_with_0_and_less_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.yaml").write_text(SOLUTION)
    (tmp_path / "bad.yaml").write_text(STARTER)

    assert main(["grade", str(tmp_path / "good.yaml"), "-l", LESSON]) == 0
    assert main(["grade", str(tmp_path / "bad.yaml"), "-l", LESSON]) == 1
    assert capsys.readouterr().err == ""


def test_a_folder_gives_one_row_an_answer_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for student, text in (("b", SOLUTION), ("a", ""), ("c", "\0")):
        (tmp_path / student).mkdir()
        (tmp_path / student / f"{LESSON}.yaml").write_text(text)

    assert main(["grade", str(tmp_path), "-f", "jsonl"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["submission"]["id"] for row in rows] == [f"{student}/{LESSON}.yaml" for student in "abc"]
    assert [row["status"] for row in rows] == ["rejected", "graded", "rejected"]


def test_a_path_that_names_no_lesson_asks_for_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.yaml").write_text(SOLUTION)

    assert main(["grade", str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith("Try: tutor grade PATH -l LESSON\n")


def test_what_cannot_be_read_ends_with_3() -> None:
    assert main(["grade", "/no/such/path"]) == 3


def test_a_lone_pipe_has_a_row_and_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    assert main(["grade", str(tmp_path / "pipe.yaml"), "-l", LESSON, "-f", "jsonl"]) == 3
    assert json.loads(capsys.readouterr().out)["code"] == "NOT_A_FILE"


def test_several_formats_need_files_and_get_an_ending_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.yaml").write_text(SOLUTION)
    command = ["grade", str(tmp_path / "good.yaml"), "-l", LESSON, "-f", "text", "-f", "jsonl"]

    assert main(command) == 2
    assert capsys.readouterr().err == (
        "tutor: several formats need a file each. Try: tutor grade PATH -f text -f jsonl -o FILE\n"
    )
    assert main([*command, "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out.txt").read_text().splitlines()[-1] == "Everything is right."
    assert json.loads((tmp_path / "out.jsonl").read_text())["score"] == PACK.lessons[0].points


def test_a_place_without_room_ends_with_3_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.yaml").write_text(SOLUTION)

    assert main(["grade", str(tmp_path), "-l", LESSON, "-o", "/dev/full"]) == 3
    assert capsys.readouterr().err == (
        "tutor: cannot write the output: No space left on device. Try: another place for it\n"
    )


def test_fewer_than_one_process_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(tmp_path), "-l", LESSON, "-j", "0"]) == 2
    assert capsys.readouterr().err == "tutor: -j 0 is too few. Try: tutor grade PATH -j 1\n"
