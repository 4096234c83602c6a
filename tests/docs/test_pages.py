"""Every console block of docs/ is run, and prints what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.console import open_console
from tutor.grading.world import prepare
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.load import builtin_path, find_lesson, load
from tutor.prove import agrees

ROOT = Path(__file__).parents[2]
PAGES = ("learner.md", "learner.ko.md", "engine.md", "fidelity.md", "classroom.md")
BLOCK = re.compile(r"^```console(?: lesson=([a-z0-9-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
Step = tuple[str, list[str]]


@pytest.mark.parametrize("name", PAGES)
def test_each_command_of_a_page_prints_what_the_page_shows(name: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    shell: Shell | None = None
    steps = 0
    for lesson, body in BLOCK.findall(text):
        if lesson:
            shell = _shell(lesson, "ko" if ".ko." in name else "en")
        for command, shown in _steps(body):
            seen = _typed(command, tmp_path) if command.startswith("tutor ") else _said(shell, command)
            assert agrees(shown, seen), f"{name}: `{command}` prints {seen}"
            steps += 1
    assert steps > 0


def test_both_languages_of_the_learners_page_type_the_same_commands() -> None:
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in PAGES[:2]]
    english, korean = ([step for _, body in BLOCK.findall(page) for step, _ in _steps(body)] for page in pages)
    assert english == korean


def _steps(body: str) -> Iterator[Step]:
    """Pair each `$ command` with the lines shown after it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def _shell(lesson: str, locale: str) -> Shell:
    pack = load(builtin_path()).pack
    assert pack is not None
    found = find_lesson((pack,), lesson)
    assert found is not None
    shell = open_console(found[1], prepare(found[1]), found[1].starter)
    shell.locale = locale
    return shell


def _said(shell: Shell | None, command: str) -> list[str]:
    assert shell is not None, "the first block of a page names its lesson"
    output = shell.run(command)
    lines = [*output.stdout.splitlines(), *output.stderr.splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("Warning:")]


def _typed(command: str, home: Path) -> list[str]:
    """What `tutor` itself prints, in the folder of the project."""
    environment = {**os.environ, "TUTOR_HOME": str(home), "LANG": "C.UTF-8"}
    argv = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
