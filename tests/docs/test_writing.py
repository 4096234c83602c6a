"""What docs/writing-lessons.md types does what it shows, in the pack that it begins with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.cli.pack import run

PAGE = (Path(__file__).parents[2] / "docs" / "writing-lessons.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"^\$ tutor pack (.*)\n((?:[^$`\n].*\n)*)", PAGE, re.MULTILINE))
FILES = re.findall(r"^```\n(my-lessons/\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
NEW = "new my-lessons -l shop-is-closed"


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run(NEW.split()) == 0
    capsys.readouterr()
    return tmp_path


def test_a_new_pack_is_checked_as_shown(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun.is_dir()
    assert run(["check", "my-lessons"]) == 0
    assert capsys.readouterr().out == SHOWN["check my-lessons"]


def test_proofs_are_filled_in_as_shown(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proofs = begun / "my-lessons" / "lessons" / "shop-is-closed" / "proof"
    (proofs / "mine.yaml").write_bytes((proofs / "port-8080.yaml").read_bytes())
    assert run(["prove", "--update", "my-lessons"]) == 0
    assert capsys.readouterr().out == SHOWN["prove --update my-lessons"]


def test_the_files_shown_are_there(begun: Path) -> None:
    shown = re.findall(r"[\w*.-]+\.(?:yaml|md)", FILES)
    assert [name for name in shown if not any((begun / "my-lessons").rglob(name))] == []
