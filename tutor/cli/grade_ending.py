"""How a run of `tutor grade` ends before its time: its processes with it, and with a word about what to type next."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from tutor.cli.grade_journal import Journal
from tutor.cli.misuse import Misuse
from tutor.cli.streams import tell


@contextmanager
def ended_in_order(journal: Journal | None) -> Iterator[None]:
    """Let SIGTERM end everything as Ctrl-C does, with status 143; what is kept of the work is told."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OSError):  # a place without room is an OSError
        if journal is not None and journal.path.exists():
            said = f"interrupted; what is graded is kept in {journal.path}"
            tell(Misuse(said, "the same command with --resume").line)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    sys.exit(128 + number)
