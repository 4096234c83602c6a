"""One line on stderr that says how far a long work is, at a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")
_EVERY = 0.2


def with_progress(items: Iterator[Item], total: int) -> Iterator[Item]:
    """Pass items on and tell how many there were, how fast they come and how long the rest will take."""
    if total < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    start = told = time.monotonic()
    for done, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - told >= _EVERY:
            told = now
            rate = done / (now - start)
            sys.stderr.write(f"\r\x1b[K{done}/{total}  {rate:.0f}/s  {(total - done) / rate:.0f} s")
            sys.stderr.flush()
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()
