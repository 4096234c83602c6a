"""The same work on a Dask cluster: answers are read here, graded there, and come back in their order."""

from __future__ import annotations

import itertools
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker
from distributed.exceptions import TimeoutError as TooLongError

from tutor import __version__
from tutor.grading.answer import Rejection
from tutor.grading.batch import CHUNK, Batch, Graded
from tutor.grading.grade import Console
from tutor.grading.handed import Handed
from tutor.grading.pool import AHEAD, Crew, grade_with
from tutor.grading.verdict import Result, Submission
from tutor.packs.model import Pack

FIRST = 10.0  # seconds until a scheduler has to answer and a first worker has to be there
FRAMES, MOST_FRAMES = 8, 1_000  # bytes of the number that a scheduler's greeting begins with, and more than it ever is
PATIENCE = 600.0  # seconds for one chunk, in which workers may be lost and come back; then it is graded here

Read = Submission | Rejection
Chunk = tuple[tuple[Handed, Read], ...]


class FarmError(Exception):
    """A cluster that cannot be worked with; the message is for the person who named it."""


class Joined(Client):  # type: ignore[misc]  # Dask has no types
    """A client that is closed by us alone: one that could not join has nothing to close, and would wait for it."""

    def __del__(self) -> None:
        """Do nothing."""


class Graders(WorkerPlugin):  # type: ignore[misc]  # Dask has no types
    """What every worker keeps between chunks, also one that joins later; a thread takes a grader of its own."""

    def __init__(self, packs: tuple[Pack, ...], console: Console | None) -> None:
        self.name = "-".join(("tutor", *(pack.digest[:12] for pack in packs)))  # runs with other packs may go on beside
        self._packs, self._console = packs, console

    def setup(self, worker: Any) -> None:
        """Called by a worker when it joins."""
        del worker
        self._idle: deque[Batch] = deque()

    def grade(self, chunk: Chunk) -> tuple[Result, ...]:
        """Grade what was read elsewhere."""
        batch = self._idle.pop() if self._idle else Batch(self._packs, console=self._console)
        results = tuple(batch.judge(handed, read) for handed, read in chunk)
        self._idle.append(batch)
        return results


def grade_there(address: str, crew: Crew, reader: Batch, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Grade answers in their order on the cluster of a scheduler; raises FarmError when it cannot be worked with."""
    chunks = _chunks(reader, answers)
    waiting: deque[tuple[Chunk, Future]] = deque()
    with _joined(address) as client:
        graders = Graders(crew.packs, crew.console)
        client.register_plugin(graders)
        while True:
            ahead = AHEAD * max(sum(client.nthreads().values()), 1)
            for chunk in itertools.islice(chunks, max(ahead - len(waiting), 0)):
                waiting.append((chunk, client.submit(_grade, graders.name, chunk, pure=False)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            yield from _results(crew, chunk, future)


def _results(crew: Crew, chunk: Chunk, future: Future) -> Iterator[Graded]:
    """Wait for a chunk; what kills or stalls its workers is graded here, where each answer has a process."""
    handed = tuple(one for one, _ in chunk)
    try:
        results = future.result(PATIENCE)
    except (KilledWorker, TooLongError):
        future.cancel()
        yield from grade_with(crew, handed)
    except (OSError, RuntimeError) as fault:
        raise FarmError(f"the scheduler is gone: {fault}") from fault
    else:
        yield from zip(handed, results, strict=True)


def _joined(address: str) -> Client:
    """Join a cluster that has a worker, and tutor of this version on each."""
    try:
        greeting = _knock(address)
    except (OSError, ValueError) as fault:
        raise FarmError(f"no scheduler answers at {address}") from fault
    if int.from_bytes(greeting, "little") > MOST_FRAMES or len(greeting) < FRAMES:
        seen = f"says {greeting!r}" if greeting else f"says nothing for {FIRST:g} seconds"
        raise FarmError(f"what listens at {address} is no Dask scheduler: it {seen}")
    try:
        client = Joined(address, timeout=FIRST, set_as_default=False)
    except (OSError, ValueError, TooLongError) as fault:
        raise FarmError(f"no scheduler answers at {address}") from fault
    try:
        client.wait_for_workers(1, timeout=FIRST)
        versions = client.run(_version)
    except TooLongError as fault:
        client.close()
        raise FarmError(f"no worker has joined {address}") from fault
    except ModuleNotFoundError as fault:
        client.close()
        raise FarmError(f"a worker of {address} has no tutor") from fault
    other = sorted({one for one in versions.values() if one != __version__})
    if other:
        client.close()
        raise FarmError(f"a worker of {address} has tutor {other[0]}, not {__version__}")
    return client


def _knock(address: str) -> bytes:
    """Hear how the one who listens begins, before Dask tries for long; raises OSError, and ValueError for no address.

    A scheduler greets whoever connects: the number of its frames comes first. Behind TLS nothing can be heard.
    """
    place = urlsplit(address)
    if place.scheme not in {"tcp", "tls"} or not place.hostname or not place.port:
        raise ValueError(f"{address} is not tcp://HOST:PORT")
    with socket.create_connection((place.hostname, place.port), FIRST) as line:
        if place.scheme == "tls":
            return bytes(FRAMES)
        try:
            return line.recv(FRAMES, socket.MSG_WAITALL)
        except TimeoutError:
            return b""


def _version() -> str:
    return __version__


def _grade(name: str, chunk: Chunk) -> tuple[Result, ...]:
    results: tuple[Result, ...] = get_worker().plugins[name].grade(chunk)
    return results


def _chunks(reader: Batch, answers: Iterable[Handed]) -> Iterator[Chunk]:
    rest = iter(answers)
    while chunk := tuple((one, reader.read(one)) for one in itertools.islice(rest, CHUNK)):
        yield chunk
