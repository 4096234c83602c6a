"""`tutor shell --json` as a program talks to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell

SHELL = [sys.executable, "-m", "tutor", "shell", "--json"]


class Conversation:
    """One process, asked a line at a time."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            SHELL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env={**os.environ, "LANG": "C"}
        )

    def __call__(self, line: str) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture
def say(tmp_path: Path) -> Iterator[Conversation]:
    talk = Conversation(tmp_path)
    yield talk
    assert talk.process.stdin is not None
    talk.process.stdin.close()
    assert talk.process.wait(timeout=10) == 0
    assert talk.process.stdout is not None
    talk.process.stdout.close()


def test_each_line_is_answered_before_the_next_is_read(say: Conversation, tmp_path: Path) -> None:
    assert say("echo 한글 | cat") == {"line": 1, "cmd": "echo 한글 | cat", "exit": 0, "stdout": "한글\n", "stderr": ""}
    assert say("# nothing\n\npwd") == {"line": 4, "cmd": "pwd", "exit": 0, "stdout": f"{tmp_path}\n", "stderr": ""}
    assert say("nope")["exit"] == 127
    assert say("sleep 5")["exit"] == 0
    assert say("reset --proxy-mode nftables --load-balancer metallb")["exit"] == 0
    assert say("echo 'open")["exit"] == 2


def test_the_folder_of_the_host_is_read_and_never_written(say: Conversation, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("a\n")

    assert say("cd sub")["exit"] == 0
    assert say("cat a.txt > b.txt; ls")["stdout"] == "a.txt\nb.txt\n"
    assert sorted(path.name for path in (tmp_path / "sub").iterdir()) == ["a.txt"]


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    script = "echo x\n" * 3000
    run = subprocess.run(  # noqa: S602 - a pipe between two known programs
        f"{sys.executable} -m tutor shell --json | head -1",
        input=script,
        shell=True,
        text=True,
        capture_output=True,
        check=False,
    )

    assert (run.stdout.count("\n"), run.stderr) == (1, "")


@pytest.mark.parametrize(
    "line",
    [
        "cat",
        "kubectl get pods -w",
        "kubectl get pods -A --watch -o name",
        "kubectl events -w",
        "kubectl logs -f -n kube-system ds/kube-proxy",
        "watch -n1 kubectl get pods",
        "tail -f /etc/hosts",
        "sleep 1000000000",
        "sleep infinity",
        "while true; do sleep 1; done",
        "for ((;;)); do true; done",
        "until false; do :; done",
        "yes | head -1",
        "yes",
        "ping 192.168.56.21",
        "nc -l 8080",
        "kubectl port-forward -n kube-system svc/coredns 5353:53",
        "kubectl edit svc kubernetes",
        "kubectl apply -f -",
        "kubectl wait --for=condition=Ready pod/none --timeout=1h",
        "read x",
        "vi new.yaml",
        "less /etc/hosts",
        "ssh kube-node1 cat",
    ],
)
def test_nothing_that_waits_for_a_person_keeps_a_conversation_waiting(line: str) -> None:
    shell = Shell(begin=begin)
    began = time.process_time()
    shell.run(line)

    assert time.process_time() - began < 5
