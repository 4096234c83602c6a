"""`tutor grade --scheduler` on a real Dask cluster of two workers on the loopback, one of which dies midway."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import threading  # noqa: TID251 - another program at a port
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.crowd import write
from tutor.cli import main

NUMBER = 200
NEEDS_DASK = pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="the extra dask is not installed")


def start(stack: ExitStack, *words: str) -> subprocess.Popen[bytes]:
    """Start `dask ...`; it is ended with the test."""
    command = [sys.executable, "-m", "dask", *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own interpreter
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def greet(other: socket.socket, greeting: bytes) -> None:
    """Say something to the first that connects, and nothing more until it has gone."""
    line, _ = other.accept()
    with line:
        line.sendall(greeting)
        with suppress(ConnectionError):
            line.recv(1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address and its two workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    host, port = ("--host", "127.0.0.1"), ("--port", address.rpartition(":")[2])
    with ExitStack() as stack:
        start(stack, "scheduler", *host, *port, "--no-dashboard", "--no-show")
        worker = ("worker", address, *host, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        yield address, [start(stack, *worker) for _ in range(2)]


@NEEDS_DASK
def test_a_worker_that_dies_midway_loses_nothing_and_the_bytes_are_those_of_one_process(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    write(tmp_path / "answers", NUMBER)
    grade = ["grade", str(tmp_path / "answers"), "-f", "jsonl", "-o"]
    assert main([*grade, str(tmp_path / "alone.jsonl")]) == 1
    command = [sys.executable, "-m", "tutor", *grade, str(tmp_path / "farm.jsonl"), "--scheduler", address]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own interpreter
        while process.poll() is None and rows(tmp_path / "farm.jsonl") < 20:
            time.sleep(0.02)  # noqa: TID251 - another process writes
        workers[0].kill()
        assert rows(tmp_path / "farm.jsonl") < NUMBER
        assert process.wait(120) == 1
    assert (tmp_path / "farm.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


def rows(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


@NEEDS_DASK
@pytest.mark.parametrize("scheme", ["tcp", "http", ""])
def test_a_scheduler_that_does_not_answer_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr("tutor.grading.farm.FIRST", 0.5)
    write(tmp_path / "answers", 2)
    address = f"{scheme}://127.0.0.1:{free_port()}"
    assert main(["grade", str(tmp_path / "answers"), "--scheduler", address]) == 3
    assert capsys.readouterr().err == (
        f"tutor: no scheduler answers at {address}. Try: dask scheduler, and dask worker tcp://HOST:8786; "
        "--resume goes on with what was written\n"
    )


@NEEDS_DASK
@pytest.mark.parametrize(
    ("greeting", "seen"), [(b"", "says nothing for 0.5 seconds"), (b"SSH-2.0-x\r\n", "says b'SSH-2.0-'")]
)
def test_a_port_of_another_program_is_told_from_a_scheduler(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, greeting: bytes, seen: str
) -> None:
    monkeypatch.setattr("tutor.grading.farm.FIRST", 0.5)
    write(tmp_path / "answers", 2)
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        threading.Thread(target=greet, args=(other, greeting), daemon=True).start()
        assert main(["grade", str(tmp_path / "answers"), "--scheduler", address]) == 3
    said = f"tutor: what listens at {address} is no Dask scheduler: it {seen}. Try: dask scheduler, and"
    assert capsys.readouterr().err.startswith(said)


def test_without_the_extra_one_line_says_what_to_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "tutor.grading.farm", raising=False)
    write(tmp_path / "answers", 2)
    assert main(["grade", str(tmp_path / "answers"), "--scheduler", "tcp://127.0.0.1:8786"]) == 2
    assert capsys.readouterr().err == (
        "tutor: --scheduler needs the extra dask (distributed is missing). Try: pip install 'service-tutor[dask]'\n"
    )
