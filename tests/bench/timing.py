"""Times work by CPU seconds, the best of several rounds, so that a busy machine matters little."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(work: Callable[[], object], *, rounds: int = 7, times: int = 1) -> float:
    """CPU seconds that one call costs in the best of `rounds` rounds of `times` calls."""
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            work()
        spent.append((time.process_time() - began) / times)
    return min(spent)


def wall(work: Callable[[], object], *, rounds: int = 3) -> float:
    """Seconds by the clock on the wall, for what runs in other processes."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)
