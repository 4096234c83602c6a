"""Times work by CPU seconds, the best of several rounds, so that a busy machine matters little."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def best(work: Callable[[], object], *, rounds: int = 7, times: int = 1) -> float:
    """CPU seconds that one call costs in the best of `rounds` rounds of `times` calls."""
    costs = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            work()
        costs.append((time.process_time() - began) / times)
    return min(costs)


def spent(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds that one call costs, and what it gives."""
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def wall(work: Callable[[], object], *, rounds: int = 3) -> float:
    """Seconds by the clock on the wall, for what runs in other processes."""
    costs = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        costs.append(time.perf_counter() - began)
    return min(costs)
