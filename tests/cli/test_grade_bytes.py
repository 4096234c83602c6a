"""The bytes of results depend on the answers alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crowd import write

ENDINGS = {
    "jsonl": ".jsonl",
    "text": ".txt",
    "junit": ".xml",
    "csv": ".csv",
    "html": ".html",
    "stats": ".stats.json",
    "similar": ".similar.json",
    "gradescope": ".gradescope.json",
}


def run(folder: Path, target: Path, jobs: int, seed: int) -> dict[str, bytes]:
    """Grade in a process of its own, in a folder and with a hash seed of its own."""
    formats = [word for name in ENDINGS for word in ("-f", name)]
    command = [
        sys.executable,
        "-m",
        "tutor",
        "grade",
        str(folder),
        "-j",
        str(jobs),
        *formats,
        "-o",
        str(target / "out"),
    ]
    target.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "LANG": "C"}
    subprocess.run(command, cwd=target, env=environment, check=False)  # noqa: S603 - our own interpreter
    return {name: (target / f"out{ending}").read_bytes() for name, ending in ENDINGS.items()}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crowd with every kind of answer."""
    folder = tmp_path_factory.mktemp("bytes") / "answers"
    write(folder, 150, seed=5)
    return folder


def test_processes_and_hash_seeds_do_not_change_a_byte(answers: Path, tmp_path: Path) -> None:
    alone = run(answers, tmp_path / "alone", 1, 1)
    assert run(answers, tmp_path / "several", 2, 2) == alone
    assert all(str(tmp_path).encode() not in text for text in alone.values())
