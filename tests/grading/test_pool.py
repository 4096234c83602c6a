"""Several processes give the rows that one gives; one that dies or hangs costs its own answer alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.clusterip import PACK, SOLUTION, STARTER
from tutor.grading import pool
from tutor.grading.batch import Batch
from tutor.grading.formats.jsonl import row
from tutor.grading.grade import Console
from tutor.grading.handed import Handed, Naming, find_answers
from tutor.grading.pool import Crew, grade_with
from tutor.grading.verdict import Origin, Result
from tutor.packs.model import Pack

NAMES = tuple(f"{number:02}" for number in range(40))


def test_the_rows_are_those_of_one_process_in_the_order_of_the_input(tmp_path: Path) -> None:
    for number in range(20):
        text = f"{STARTER if number % 3 else SOLUTION}# {number}\n"
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    answers = tuple(find_answers((str(tmp_path),), Naming(lessons=frozenset({"clusterip"}), default="clusterip")))
    alone = Batch((PACK,))
    assert [row(one) for _, one in grade_with(Crew(packs=(PACK,), jobs=2), answers)] == [
        row(alone.grade(one)) for one in answers
    ]


def _begin_hostile(packs: tuple[Pack, ...], console: Console | None) -> None:
    """Grade by name: one answer kills its process, one never ends."""
    del packs, console
    pool._worker[:] = [_hostile]


def _hostile(handed: Handed) -> Result:
    if handed.id == "07":
        os._exit(1)
    while handed.id == "33":
        os.sched_yield()
    return Result(lesson="x", status="graded", origin=Origin(submission=handed.id))


def test_an_answer_that_kills_or_stalls_its_process_gets_an_error_and_the_others_their_grades(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "_begin", _begin_hostile)
    monkeypatch.setattr(pool, "CHUNK", 4)
    answers = tuple(Handed(id=name, lesson="x", files=()) for name in NAMES)
    results = [one for _, one in grade_with(Crew(packs=(), jobs=2, seconds=0.5), answers)]
    assert [one.origin.submission for one in results] == list(NAMES)
    assert {one.origin.submission: one.code for one in results if one.status == "error"} == {
        "07": "CRASHED",
        "33": "TIMEOUT",
    }
