"""A grading run that was interrupted goes on where it stopped, and writes the bytes of one that was not."""

from __future__ import annotations

import random  # noqa: TID251 - moments to stop at
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crowd import write
from tutor.cli import main
from tutor.cli.grade_journal import Journal
from tutor.grading import journal
from tutor.grading.batch import Batch
from tutor.grading.handed import Naming, find_answers
from tutor.packs.load import builtin
from tutor.values import replace

FORMATS = ("-f", "jsonl", "-f", "text", "-f", "junit", "-f", "html")
ENDINGS = (".jsonl", ".txt", ".xml", ".html")
NUMBER = 120


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers to the built-in lessons."""
    folder = tmp_path_factory.mktemp("crowd") / "answers"
    write(folder, NUMBER)
    return folder


@pytest.fixture(scope="module")
def whole(crowd: Path) -> dict[str, bytes]:
    """What a run without an interruption writes."""
    target = crowd.parent / "whole"
    assert main(["grade", str(crowd), *FORMATS, "-o", str(target)]) == 1
    assert not Path(f"{target}.journal").exists()
    return {ending: Path(f"{target}{ending}").read_bytes() for ending in ENDINGS}


def interrupt(crowd: Path, target: Path, seconds: float) -> None:
    """Start to grade, and kill -9 after a while."""
    command = [sys.executable, "-m", "tutor", "grade", str(crowd), *FORMATS, "-o", str(target)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own interpreter
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.mark.parametrize("moment", range(3))
def test_a_killed_run_resumed_writes_the_same_bytes(
    crowd: Path, whole: dict[str, bytes], tmp_path: Path, moment: int
) -> None:
    chance = random.Random(moment)  # noqa: S311 - a moment, no secret
    target = tmp_path / "out"
    interrupt(crowd, target, chance.uniform(0.5, 2.5))
    assert main(["grade", str(crowd), *FORMATS, "-o", str(target), "--resume"]) == 1
    assert {ending: Path(f"{target}{ending}").read_bytes() for ending in ENDINGS} == whole


def test_every_prefix_of_a_journal_is_read_up_to_its_last_whole_line(crowd: Path, tmp_path: Path) -> None:
    packs = (builtin(),)
    naming = Naming(lessons=frozenset(one.id for one in packs[0].lessons))
    answers = tuple(find_answers((str(crowd),), naming))[:12]
    batch = Batch(packs)
    results = tuple(batch.grade(handed) for handed in answers)
    text = "\n".join([journal.heading(packs), *map(journal.line, results)]) + "\n"
    chance = random.Random(7)  # noqa: S311 - places to cut, no secret
    for cut in sorted(chance.sample(range(len(journal.heading(packs)) + 1, len(text)), 20)):
        (tmp_path / "out.journal").write_text(text[:cut])
        kept = Journal(str(tmp_path / "out"), packs).kept(answers)
        assert kept == results[: len(kept)]
        assert len(kept) in {text[:cut].count("\n") - 1, text[:cut].count("\n")}


def test_what_follows_an_answer_that_came_or_went_since_is_graded_again(crowd: Path, tmp_path: Path) -> None:
    packs = (builtin(),)
    naming = Naming(lessons=frozenset(one.id for one in packs[0].lessons))
    answers = tuple(find_answers((str(crowd),), naming))[:6]
    results = tuple(map(Batch(packs).grade, answers))
    (tmp_path / "out.journal").write_text("\n".join([journal.heading(packs), *map(journal.line, results)]) + "\n")
    changed = (*answers[:2], replace(answers[2], id="new"), *answers[3:])
    assert Journal(str(tmp_path / "out"), packs).kept(changed) == results[:2]


def test_a_journal_of_another_pack_is_not_used(crowd: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out.journal").write_text('{"journal":1,"engine":"0","packs":[]}\n')
    assert main(["grade", str(crowd), "-o", str(tmp_path / "out"), "--resume"]) == 3
    assert "was written for another pack or by another tutor" in capsys.readouterr().err


def test_resume_without_a_file_says_what_to_type(crowd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(crowd), "--resume"]) == 2
    assert capsys.readouterr().err == "tutor: --resume goes on with a file. Try: tutor grade PATH -o FILE --resume\n"
