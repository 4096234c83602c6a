"""Completion knows commands, what follows them, and lessons; files are left to the shell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tutor.cli import main

STUB = """\
tutor() { printf '    "id": "clusterip",\\n    "id": "ports",\\n'; }
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); COMPREPLY=(); _tutor; echo "${COMPREPLY[*]}"; }
"""
TRIED = {
    "try tutor cl": "clusterip",
    "try tutor re": "regrade",
    "try tutor pack ''": "new check prove report",
    "try tutor progress i": "import",
    "try tutor check po": "ports",
    "try tutor grade answers -l ''": "clusterip ports",
    "try tutor grade an": "",
}


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_each_word_with_what_may_stand_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    script = STUB + capsys.readouterr().out + "\n".join(TRIED)
    done = subprocess.run(["bash", "--norc"], input=script, capture_output=True, text=True, check=True)  # noqa: S607
    assert done.stdout.splitlines() == list(TRIED.values())


def test_fish_gets_a_row_for_each_command_and_for_what_follows_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "fish"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert "complete -c tutor -n __fish_use_subcommand -a grade -d 'grade a file or a folder of answers'" in rows
    assert "complete -c tutor -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'" in rows
