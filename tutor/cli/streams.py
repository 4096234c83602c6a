"""Standard streams that never fail on a character or a closed pipe."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from tutor.cli.misuse import UNUSABLE_INPUT

# The place that is written to has no room; anything else that goes wrong with a file is told where it is opened.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale says; a stream that is closed from the start becomes a sink."""
    _occupy()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _occupy() -> None:
    """Let no file that is opened later take the number of a standard stream that is closed."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        continue
    os.close(number)


def tell(line: str) -> None:
    """Write a line to stderr; where nobody can be told, the exit status has to do."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def guarded(run: Callable[[], int]) -> int:
    """Run, and turn Ctrl-C and a reader that went away into exit statuses."""
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence(sys.stdout, sys.stderr)
        return 141
    except OSError as fault:
        if fault.errno not in NO_ROOM:
            raise
        tell(f"tutor: cannot write the output: {fault.strerror}. Try: another place for it")
        _silence(sys.stdout, sys.stderr)
        return UNUSABLE_INPUT
    return code


def _silence(*streams: TextIO) -> None:
    """Let nothing else be written, or Python would complain at its end."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        try:
            os.dup2(sink, stream.fileno())
        except (OSError, ValueError):  # a stream without a file below it
            continue
