"""Kills `tutor grade` at random moments, resumes it, and compares its files with those of a run left alone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.crowd import answers, write

ANSWERS = int(os.environ.get("ANSWERS", "2000"))
ENDINGS = (".jsonl", ".txt", ".html", ".csv")
FORMATS = ("-f", "jsonl", "-f", "text", "-f", "html", "-f", "csv")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
RUNS: tuple[tuple[str, ...], ...] = (("-j", "1"), ("-j", "2"), ("-j", "2", "--policy"), ("-j", "1", "--policy"))
LONGEST = 0.4  # of the time of a whole run, between two kills
POLICY = """\
format: 1
times: submitted.csv
due: "2026-11-20T00:00:30+09:00"
late: {percent-per-day: 10, floor: 50}
attempts: 3
keep: best
"""
Outputs = dict[str, bytes]


def fuzz_grade_kills(count: int) -> Counter[str]:
    """Kill runs at `count` moments; each is resumed until it ends by itself, and must leave the same bytes."""
    chance, tally = random.Random(1), Counter[str]()  # noqa: S311 - no secret
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background work ignores it, and so would ours
    with tempfile.TemporaryDirectory() as home:
        course = Path(home)
        _prepare(course)
        known: dict[tuple[str, ...], tuple[Outputs, float]] = {
            words: _whole(course, words) for words in {one[2:] for one in RUNS}
        }
        runs = _every_run()
        while tally["kills"] < count:
            words = next(runs)
            left, seconds = known[words[2:]]
            for number in (signal.Signals(kill) for kill in _killed(course, words, chance, seconds)):
                tally["kills"] += 1
                tally[number.name] += 1
            assert _written(course / "out") == left, words
            tally[f"run {' '.join(words)}"] += 1
    return tally


def _prepare(course: Path) -> None:
    """Write the answers, and a course in which every third learner hands in late, and every two are one."""
    write(course / "answers", ANSWERS)
    (course / "policy.yaml").write_text(POLICY, encoding="utf-8")
    rows = (
        f"{name},2026-11-20T00:00:{at % 60:02}+09:00,learner-{at // 2}" for at, (name, _) in enumerate(answers(ANSWERS))
    )
    (course / "submitted.csv").write_text("\n".join(["submission,submitted_at,learner", *rows]), encoding="utf-8")


def _every_run() -> Iterator[tuple[str, ...]]:
    while True:
        yield from RUNS


def _start(course: Path, target: str, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start in a group of its own, as a terminal does."""
    rules = (str(course / "policy.yaml"),) if "--policy" in words else ()
    command = [sys.executable, "-m", "tutor", "grade", str(course / "answers"), *FORMATS, *words, *rules]
    with (course / "err").open("wb") as said:
        return subprocess.Popen([*command, "--resume", "-o", str(course / target)], stderr=said, process_group=0)


def _whole(course: Path, words: tuple[str, ...]) -> tuple[Outputs, float]:
    """What a run without an interruption leaves, and its seconds."""
    began = time.perf_counter()
    assert _start(course, "whole", ("-j", "1", *words)).wait() == 1
    return _written(course / "whole"), time.perf_counter() - began


def _killed(course: Path, words: tuple[str, ...], chance: random.Random, seconds: float) -> Iterator[int]:
    """Start, kill, resume, until a run ends by itself; gives the signal of each kill."""
    while True:
        run, kill = _start(course, "out", words), chance.choice(SIGNALS)
        try:
            code = run.wait(chance.uniform(0, seconds * LONGEST))
        except subprocess.TimeoutExpired:
            (os.killpg if kill == signal.SIGINT else os.kill)(run.pid, kill)  # Ctrl-C reaches the whole group
            code = run.wait()
            if code in {-kill, 128 + kill} or b"KeyboardInterrupt" in (course / "err").read_bytes():
                yield kill  # before our program has begun, Python itself answers Ctrl-C, with 1
                continue
        assert code == 1, (course / "err").read_text(encoding="utf-8")[-2000:]
        return


def _written(target: Path) -> Outputs:
    """Read the files of a run, which leaves no others."""
    assert not Path(f"{target}.journal").exists(), (target.parent / "err").read_text(encoding="utf-8")[-2000:]
    found = {ending: Path(f"{target}{ending}").read_bytes() for ending in ENDINGS}
    for ending in ENDINGS:
        Path(f"{target}{ending}").unlink()
    return found
