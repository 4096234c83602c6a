"""Single keys from a terminal, without Enter."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def single_keys() -> Iterator[None]:
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


def key_within(seconds: float | None) -> str:
    """The key pressed within some seconds (None: for ever), "" when there was none."""
    if not select.select([sys.stdin], [], [], seconds)[0]:
        return ""
    return os.read(sys.stdin.fileno(), 1024).decode("utf-8", "replace") or "q"
