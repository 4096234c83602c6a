"""README's conversations print what README shows, and its other commands are commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tutor.cli.grade import run
from tutor.cli.table import COMMANDS
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.load import builtin_path, lesson_ids

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_shells_conversation_is_the_one_shown() -> None:
    block = next(block for block in BLOCKS if block.startswith("$ tutor shell"))
    _, *rest = re.split(r"^laptop:~\$ (.*)\n", block, flags=re.MULTILINE)
    shell = Shell(files=Files())
    said = [shell.run(line) for line in rest[::2]]
    assert [one.stdout + one.stderr for one in said] == rest[1::2]


def test_the_report_begins_as_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    command, _, shown = next(block for block in BLOCKS if block.startswith("$ tutor grade")).partition("\n")
    run(shlex.split(command.removeprefix("$ tutor grade ")))
    assert capsys.readouterr().out.startswith(shown)


@pytest.mark.parametrize(
    "line", [line for block in BLOCKS for line in re.findall(r"^tutor (.*)$", block, re.MULTILINE)]
)
def test_each_command_is_one_or_opens_a_lesson(line: str) -> None:
    assert line.split(maxsplit=1)[0] in {row.name for row in COMMANDS} | set(lesson_ids(builtin_path()))
