"""Nothing is lost: not by kill -9, nor a closed terminal, a full disk, or a file from a newer tutor."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.fuzz.kills import fuzz_kills
from tests.sample_pack import PACK, SOLUTION
from tests.tui.screen import Window, window
from tutor.progress import Progress
from tutor.tui.app import TutorApp
from tutor.tui.keys import ALL_KEYS, read_keys, spoken, with_own

UUID = PACK.lessons[0].uuid


def test_windows_that_are_killed_at_random_moments_lose_nothing() -> None:
    assert fuzz_kills(3)["windows"] == 3  # `python -m tests.fuzz kills 200` kills more


def test_a_terminal_that_is_closed_ends_the_window_in_order(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path)
    progress.keep_setting("locale", "en")
    progress.close()
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"TUTOR_HOME": str(tmp_path), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tutor", "clusterip"]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as running:  # noqa: S603
        os.close(slave)
        try:
            _read_until(master, b"Lesson")
            os.write(master, b"\x1b2")  # Alt+2
            _read_until(master, b"apiVersion")
            os.write(master, b"zz")
            _read_until(master, b"zzapiVersion")
            running.send_signal(signal.SIGHUP)
            assert running.wait(timeout=30) == 0
        finally:
            running.kill()
    os.close(master)
    kept = Progress.open(tmp_path)
    (text,) = {body for row in kept.lessons() for body in kept.files(row.uuid).values()}
    assert text.startswith("zz")


def _read_until(terminal: int, wanted: bytes) -> None:
    """Read the screen until a text is on it, for a minute at most."""
    seen, end = b"", time.monotonic() + 60
    while wanted not in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", seen) and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65_536)


async def test_a_full_disk_is_said_once_and_work_goes_on(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path)
    progress.keep_setting("locale", "en")
    async with window(progress, (120, 36)) as tutor:
        (pages,) = progress._connection.execute("pragma page_count").fetchone()
        progress._connection.execute(f"pragma max_page_count = {pages}")
        await tutor.write(SOLUTION + "# long\n" * 3_000)
        await tutor.press("f5")
        await tutor.pilot.pause()
        assert "database or disk is full" in " ".join(tutor.text.split())
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        assert tutor.lesson.session.work.is_applied("service.yaml")
        assert len(tutor.app._notifications) == 1


async def test_a_file_from_a_newer_tutor_is_left_alone(tmp_path: Path) -> None:
    Progress.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "progress.db")
    connection.execute("pragma user_version = 99")
    connection.commit()
    connection.close()
    before = (tmp_path / "progress.db").read_bytes()
    progress = Progress.open(tmp_path)
    progress.keep_setting("locale", "en")
    async with window(progress, (120, 36)) as tutor:
        assert "was written by a newer tutor" in " ".join(tutor.text.split())
        await tutor.enter("kubectl get pods")
    assert (tmp_path / "progress.db").read_bytes() == before


async def test_a_second_window_on_a_lesson_says_that_it_is_a_copy(tmp_path: Path) -> None:
    first = Progress.open(tmp_path)
    first.keep_setting("locale", "en")
    async with window(first):
        app = TutorApp([PACK], Progress.open(tmp_path), ticking=False)
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert "open in another window" in Window(app, pilot).text


@pytest.mark.parametrize("text", ["", "apply: [", "check: 3\nnothing: f9\n", "- a\n- b\n", "\x00"])
def test_a_file_of_keys_that_makes_no_sense_changes_nothing(text: str) -> None:
    assert with_own(read_keys(text)) == ALL_KEYS


def test_a_key_of_ones_own_is_named_as_it_is_pressed() -> None:
    assert read_keys("apply: ctrl+t\ncheck: f10,alt+c\n") == {"apply": "ctrl+t", "check": "f10,alt+c"}
    assert [spoken(keys) for keys in ("ctrl+t", "f10,alt+c", "alt+full_stop")] == ["Ctrl+T", "F10", "Alt+."]
