"""Long output at a terminal, a screen at a time."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios

import pytest

PROGRAM = """
from tutor.cli.pager import page
page("".join(f"line {number}\\n" for number in range(1, 31)), "--more--")
print("after")
"""


def talk(keys: str) -> list[str]:
    """Run the pager in a terminal of ten rows, press a key whenever it asks; the lines that it showed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 40, 0, 0))
    child = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=theirs, stdout=theirs)  # noqa: S603 - our own
    os.close(theirs)
    seen, waiting = "", list(keys)
    while select.select([ours], [], [], 20)[0]:
        try:
            seen += os.read(ours, 4096).decode()
        except OSError:  # the other side has gone
            break
        if seen.endswith("--more--") and waiting:
            os.write(ours, waiting.pop(0).encode())
    child.wait(timeout=20)
    os.close(ours)
    return [row.rpartition("\r")[2] for row in seen.replace("\r\n", "\n").split("\n")]


@pytest.mark.parametrize(("keys", "last"), [("q", 9), (" q", 18), ("\nq", 10), ("   ", 30)])
def test_each_key_shows_a_screen_a_line_or_nothing_more(keys: str, last: int) -> None:
    assert talk(keys) == [*(f"line {number}" for number in range(1, last + 1)), "after", ""]


def test_a_pipe_gets_everything_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.splitlines() == [*(f"line {number}" for number in range(1, 31)), "after"]
