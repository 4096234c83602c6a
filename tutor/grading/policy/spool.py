"""Results that have to wait for others lie in a file without a name, so that memory does not grow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from tutor.grading import journal
from tutor.grading.handed import Handed
from tutor.grading.policy.register import Register
from tutor.grading.verdict import Result
from tutor.values import replace

Graded = tuple[Handed, Result]


def ruled(register: Register, graded: Iterable[Graded]) -> Iterator[Graded]:
    """Give each result its standing; where the best attempt counts, all are graded before the first is passed on."""
    ready = _waited(register, graded) if register.asks_for_scores else graded
    for handed, result in ready:
        yield handed, replace(result, policy=register.standing(result))


def _waited(register: Register, graded: Iterable[Graded]) -> Iterator[Graded]:
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as file:
        for handed, result in graded:
            register.note(result)
            file.write(f"{_line(handed)}\n{journal.line(result)}\n")
        file.seek(0)
        for line in file:
            yield _handed(line), next(journal.results([next(file)]))


def _line(handed: Handed) -> str:
    return json.dumps([handed.id, handed.lesson, handed.files, handed.learner])


def _handed(line: str) -> Handed:
    id_, lesson, files, learner = json.loads(line)
    return Handed(id=id_, lesson=lesson, files=tuple((name, path) for name, path in files), learner=learner)
