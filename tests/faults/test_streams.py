"""Streams that are full, closed, narrow or no terminal end in an exit status, never in a traceback."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tutor.cli import check, main
from tutor.cli.grade_work import _grade_together
from tutor.cli.streams import prepare_streams
from tutor.grading import pool
from tutor.grading.batch import Batch

TUTOR = (sys.executable, "-m", "tutor")
FULL = Path("/dev/full")


def _ended(words: str, *, end: str) -> int:
    """The exit status of a command whose line ends so in a shell."""
    line = f"exec {' '.join(TUTOR)} {words} {end}"
    return subprocess.run(["/bin/sh", "-c", line], check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S603


@pytest.mark.skipif(not FULL.exists(), reason="macOS has no /dev/full")
@pytest.mark.parametrize(("words", "code"), [("--version", 3), ("no-such-lesson", 2)])
def test_the_status_stands_where_nobody_can_be_told(words: str, code: int) -> None:
    assert _ended(words, end=">/dev/full 2>/dev/full") == code


def test_a_reader_that_went_away_ends_the_command_with_141() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*TUTOR, "--help"], check=False, stdout=writer, stderr=subprocess.PIPE)  # noqa: S603
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_no_file_takes_the_number_of_a_closed_stream() -> None:
    """The status tells the number: nothing else is left to tell it."""
    look = "from tutor.cli.streams import prepare_streams; prepare_streams(); import os; os._exit(os.open('.', 0) > 2)"
    line = f'exec {sys.executable} -c "{look}" <&- >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", line], check=False).returncode == 1  # noqa: S603


def test_korean_is_written_whatever_the_locale_says(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    prepare_streams()
    sys.stdout.write("서비스\udcff")
    sys.stdout.flush()
    assert written.getvalue() == "서비스\\udcff".encode()


def test_a_window_without_a_terminal_to_draw_on_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clusterip"]) == 2
    line = "tutor: the window needs a terminal. Try: tutor shell, tutor grade or tutor lessons\n"
    assert capsys.readouterr().err == line


def test_a_container_without_shared_memory_grades_in_one_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Without:
        def Lock(self) -> None:  # noqa: N802 - multiprocessing's name
            raise OSError(38, "Function not implemented")

    monkeypatch.setattr(pool, "get_context", lambda _method: Without())
    assert list(_grade_together(Namespace(jobs=2), Batch(()), ())) == []
    said = "tutor: processes cannot share memory here (Function not implemented), so that one grades alone\n"
    assert capsys.readouterr().err == said


def test_a_closed_terminal_ends_a_check_as_ctrl_c_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(check._endings()) == {signal.SIGTERM, signal.SIGHUP}
    monkeypatch.setattr(signal, "getsignal", lambda _number: signal.SIG_IGN)  # under nohup
    assert set(check._endings()) == {signal.SIGTERM}
