"""`watch` at a terminal: a frame, then another, until a key is pressed."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.kubectl.shell.terminal import Shell

_COMMAND = re.compile(r"\s*watch\s+(?!-*h)")
_INTERVAL = re.compile(r"(?:-n|--interval)[ =]?(\d+(?:\.\d+)?)")


def watched(line: str) -> bool:
    """Whether a line is a `watch` of its own, which refreshes."""
    return bool(_COMMAND.match(line)) and "|" not in line and ">" not in line


def watch(shell: Shell, line: str) -> None:
    """Refresh every interval until a key; the cluster's time passes with ours."""
    found = _INTERVAL.search(line)
    interval = min(max(float(found[1]) if found else 2.0, 0.1), 3600.0)
    with _one_key():
        while True:
            frame = shell.run(line)
            rows = os.get_terminal_size().lines - 1 if sys.stdout.isatty() else 24
            sys.stdout.write("\x1b[H\x1b[2J" + "\n".join((frame.stdout + frame.stderr).splitlines()[:rows]) + "\n")
            sys.stdout.flush()
            before = time.monotonic()
            if select.select([sys.stdin], [], [], interval)[0]:
                os.read(sys.stdin.fileno(), 1024)
                return
            shell.cluster.advance(time.monotonic() - before)


@contextmanager
def _one_key() -> Iterator[None]:
    """A terminal that gives each key at once and does not show it."""
    try:
        import termios
        import tty
    except ImportError:  # Windows: the line ends with Enter there
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    kept = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, kept)
