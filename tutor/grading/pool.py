"""Several processes grade chunks of answers; one that dies or hangs costs a row, never the others."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from tutor.grading.batch import Batch, failed
from tutor.grading.grade import Console
from tutor.grading.handed import Handed
from tutor.grading.verdict import Result
from tutor.packs.model import Pack
from tutor.values import frozen

CHUNK = 16
SECONDS = 10.0  # the last net for one answer; what bounds the work is the number of steps
AHEAD = 4  # chunks in work for each process, so that none waits and memory stays flat

Chunk = tuple[Handed, ...]
Graded = tuple[Handed, Result]


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


def grade_with(crew: Crew, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Grade answers in their order; each comes with its result."""
    chunks = _chunks(answers)
    waiting: deque[tuple[Chunk, Future[tuple[Result, ...]]]] = deque()
    pool = crew.start()
    try:
        while True:
            for chunk in itertools.islice(chunks, crew.jobs * AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(_grade, chunk)))
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
    pool = crew.start(1)
    pool.submit(_ready).result()
    try:
        for handed in answers:
            try:
                yield handed, pool.submit(_grade, (handed,)).result(crew.seconds)[0]
            except BrokenProcessPool:
                yield handed, failed(handed, "CRASHED")
            except TooLongError:
                yield handed, failed(handed, "TIMEOUT")
            else:
                continue
            _stop(pool)
            pool = crew.start(1)
            pool.submit(_ready).result()
    finally:
        _stop(pool)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes now, also one that is busy."""
    processes = tuple((pool._processes or {}).values())  # noqa: SLF001 - a pool has no public way to end a busy worker
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


_worker: list[Callable[[Handed], Result]] = []  # what a process keeps between chunks; the main one never fills it


def _begin(packs: tuple[Pack, ...], console: Console | None) -> None:
    _worker[:] = [Batch(packs, console=console).grade]


def _ready() -> None:
    """Do nothing: the first result of a process comes after its start, which is not the answer's to pay for."""


def _grade(chunk: Chunk) -> tuple[Result, ...]:
    return tuple(map(_worker[0], chunk))
