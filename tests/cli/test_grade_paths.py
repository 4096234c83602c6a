"""Whatever a folder holds, `tutor grade` gives one row for each name, in the order of the names."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.clusterip import SOLUTION
from tutor.cli import main
from tutor.cli.grade_inputs import Inputs

NAMES = (" a b.yaml", "-rf.yaml", "=cmd().yaml", "a\nb.yaml", "b'\"\\.yaml", "\u202egpj.yaml", "\ud30c\ub4dc.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Odd names, links, a pipe, an empty folder and a file without rights."""
    odd = tmp_path / "odd"
    odd.mkdir()
    for name in NAMES:
        (odd / name).write_text(SOLUTION)
    (odd / "link.yaml").symlink_to("/etc/hostname")
    (odd / "loop").symlink_to(odd)
    (odd / "nowhere.yaml").symlink_to("/no/such/file")
    os.mkfifo(odd / "pipe.yaml")
    (odd / "empty").mkdir()
    Path(os.fsdecode(os.fsencode(odd) + b"/\xff\xfe.yaml")).write_text(SOLUTION)
    return odd


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    main(["grade", *words, "-l", "clusterip", "-f", "jsonl"])
    found = map(json.loads, capsys.readouterr().out.splitlines())
    return [(one["submission"]["id"], one["code"] or str(one["score"])) for one in found]


def test_each_name_has_a_row_in_the_order_of_the_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = {
        **dict.fromkeys(NAMES, "10"),
        "empty": "EMPTY",
        "link.yaml": "LINK",
        "loop": "LINK",
        "nowhere.yaml": "LINK",
        "pipe.yaml": "NOT_A_FILE",
    }
    ordered = sorted(expected.items(), key=lambda one: one[0].encode())
    assert rows(capsys, str(folder)) == [*ordered, ("\\xff\\xfe.yaml", "10")]


def test_several_processes_give_the_same_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(20):
        (folder / f"more-{number}.yaml").write_text(SOLUTION)
    assert rows(capsys, str(folder), "-j", "2") == rows(capsys, str(folder))


def test_a_line_a_row_whatever_is_in_a_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["grade", str(folder), "-l", "clusterip"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list(folder.iterdir())) + 1
    assert not [line for line in lines if "\u202e" in line or "\x1b" in line]


def test_a_file_without_rights_is_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(SOLUTION)
    really = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        """Root may read everything, and tests may run as root."""
        if str(path).endswith("a.yaml"):
            raise PermissionError(13, "Permission denied")
        return really(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    assert rows(capsys, str(tmp_path)) == [("a.yaml", "UNREADABLE"), ("b.yaml", "10")]


def test_a_file_that_vanishes_before_its_turn_keeps_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(SOLUTION)
    found = Inputs.answers

    def vanish(inputs: Inputs) -> object:
        for one in found(inputs):
            if one.id == "b.yaml":
                (tmp_path / "b.yaml").unlink()
            yield one

    monkeypatch.setattr(Inputs, "answers", vanish)
    assert rows(capsys, str(tmp_path)) == [("a.yaml", "10"), ("b.yaml", "UNREADABLE"), ("c.yaml", "10")]


def test_devices_have_a_row_and_are_not_opened(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "/dev/zero", "/dev/tty") == [("zero", "NOT_A_FILE"), ("tty", "NOT_A_FILE")]
