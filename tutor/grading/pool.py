"""Several processes grade chunks of answers; one that dies or hangs costs a row, never the others."""

from __future__ import annotations

import itertools
import os
import signal
import threading  # noqa: TID251 - a process must notice that the one it works for is gone, also in the middle of its work
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from tutor.grading.batch import CHUNK, Batch, Graded, failed
from tutor.grading.grade import Console
from tutor.grading.handed import Handed
from tutor.grading.verdict import Result
from tutor.packs.model import Pack
from tutor.values import frozen

SECONDS = 10.0  # the last net for one answer; what bounds the work is the number of steps
AHEAD = 4  # chunks in work for each process, so that none waits and memory stays flat

Chunk = tuple[Handed, ...]


@frozen
class Crew:
    """How many processes grade for which packs, and how long one answer may take, in seconds."""

    packs: tuple[Pack, ...]
    jobs: int
    seconds: float = SECONDS
    console: Console | None = None

    def start(self, jobs: int | None = None) -> ProcessPoolExecutor:
        """Start the processes; spawned, so that they are the same on every system."""
        return ProcessPoolExecutor(
            jobs or self.jobs, get_context("spawn"), initializer=_begin, initargs=(self.packs, self.console)
        )


def why_alone() -> str:
    """Why this system lets no processes work together, "" when it does: a container may have no shared memory."""
    try:
        get_context("spawn").Lock()
    except (OSError, ImportError) as fault:
        return (isinstance(fault, OSError) and fault.strerror) or str(fault)
    return ""


def grade_with(crew: Crew, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Grade answers in their order; each comes with its result."""
    chunks = _chunks(answers)
    waiting: deque[tuple[Chunk, Future[tuple[Result, ...]]]] = deque()
    pool = crew.start()
    try:
        while True:
            for chunk in itertools.islice(chunks, crew.jobs * AHEAD - len(waiting)):
                waiting.append((chunk, _submit(pool, chunk)))
            if not waiting:
                return
            try:
                results = waiting[0][1].result(crew.seconds * CHUNK)
            except (BrokenProcessPool, TooLongError):
                _stop(pool)
                lost = [chunk for chunk, _ in waiting]
                waiting.clear()
                yield from _one_by_one(crew, itertools.chain.from_iterable(lost))
                pool = crew.start()
            else:
                chunk, _ = waiting.popleft()
                yield from zip(chunk, results, strict=True)
    finally:
        _stop(pool)


def _chunks(answers: Iterable[Handed]) -> Iterator[Chunk]:
    rest = iter(answers)
    while chunk := tuple(itertools.islice(rest, CHUNK)):
        yield chunk


def _one_by_one(crew: Crew, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Grade what was in work when a process was lost, each alone, so that only the culprit gets no grade."""
    pool = _alone(crew)
    try:
        for handed in answers:
            try:
                yield handed, _submit(pool, (handed,)).result(crew.seconds)[0]
            except BrokenProcessPool:
                yield handed, failed(handed, "CRASHED")
            except TooLongError:
                yield handed, failed(handed, "TIMEOUT")
            else:
                continue
            _stop(pool)
            pool = _alone(crew)
    finally:
        _stop(pool)


def _alone(crew: Crew) -> ProcessPoolExecutor:
    """Start one process and wait until it is there."""
    pool = crew.start(1)
    with _out_of_reach():
        ready = pool.submit(_ready)
    ready.result()
    return pool


def _submit(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[tuple[Result, ...]]:
    """Hand a chunk over; a pool starts its processes when it gets work."""
    with _out_of_reach():
        return pool.submit(_grade, chunk)


@contextmanager
def _out_of_reach() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: this one ends them, and they have nothing to say about it."""
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes now, also one that is busy."""
    processes = tuple((pool._processes or {}).values())  # noqa: SLF001 - a pool has no public way to end a busy worker
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


_worker: list[Callable[[Handed], Result]] = []  # what a process keeps between chunks; the main one never fills it


def _begin(packs: tuple[Pack, ...], console: Console | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [Batch(packs, console=console).grade]


def _end_with_parent() -> None:
    """Wait until the main process is gone, however it went, and go as well."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ready() -> None:
    """Do nothing: the first result of a process comes after its start, which is not the answer's to pay for."""


def _grade(chunk: Chunk) -> tuple[Result, ...]:
    return tuple(map(_worker[0], chunk))
