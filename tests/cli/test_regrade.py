"""`tutor regrade`: who moves against an earlier run, and why."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.clusterip import SOLUTION, STARTER
from tutor.cli import main

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "moves-v1.schema.json"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three answers that were graded once; then one is mended, one is taken away and one is added."""
    monkeypatch.setenv("LANG", "C")
    answers = tmp_path / "answers"
    answers.mkdir()
    for name, text in (("kim", STARTER), ("lee", SOLUTION), ("park", SOLUTION)):
        (answers / f"{name}.yaml").write_text(text)
    main(["grade", str(answers), "-l", "clusterip", "-f", "jsonl", "-o", str(tmp_path / "old.jsonl")])
    return tmp_path


def regrade(course: Path, *words: str) -> int:
    return main(["regrade", str(course / "answers"), "-l", "clusterip", "--against", str(course / "old.jsonl"), *words])


def change(course: Path) -> None:
    (course / "answers" / "kim.yaml").write_text(SOLUTION)
    (course / "answers" / "lee.yaml").unlink()
    (course / "answers" / "new.yaml").write_text("")


def test_nobody_moves_when_nothing_changed(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert regrade(course) == 0
    assert capsys.readouterr().out == "3 answers: 0 moved, 0 new, 0 gone.\n"


def test_who_moves_is_listed_with_checks_feedback_and_cause(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(course)
    assert regrade(course) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "kim.yaml                      clusterip      0/10 → 10/10 (+10)"
    assert "    endpoints: fail → pass" in lines
    assert [line for line in lines if line.startswith("    answer: ")]
    assert lines[-3:] == [
        "new.yaml                      clusterip      new: EMPTY",
        "lee.yaml                      clusterip      not there any more",
        "3 answers: 1 moved, 1 new, 1 gone.",
    ]


def test_the_list_is_one_json_document_as_well(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(course)
    assert regrade(course, "--json", "-o", str(course / "new.jsonl")) == 1
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert document["totals"] == {"answers": 3, "moved": 1, "new": 1, "gone": 1}
    assert [(one["submission"], one["before"], one["after"], one["points"]) for one in document["moves"]] == [
        ("kim.yaml", "0/10", "10/10", 10),
        ("new.yaml", None, "EMPTY", 0),
        ("lee.yaml", None, None, 0),
    ]
    assert [one["name"] for one in document["moves"][0]["causes"]] == ["answer"]
    assert len((course / "new.jsonl").read_text().splitlines()) == 3


def test_a_new_pack_is_named_as_the_cause(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = course / "old.jsonl"
    rows = [json.loads(line) for line in old.read_text().splitlines()]
    rows[1] |= {"score": 3, "pack": {**rows[1]["pack"], "digest": "0" * 64, "version": "0.0.1"}}
    old.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert regrade(course) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("3/10 → 10/10 (+7)")
    assert [line.split(" → ")[0] for line in lines[1:3]] == ["    pack: 0.0.1", "    pack files: 000000000000"]


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"schema": "tutor/result/v1"}', "[" * 100_000, '{"schema": 1'])
def test_a_line_that_is_no_row_is_named(course: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    (course / "old.jsonl").write_text(f"{line}\n")
    assert regrade(course) == 3
    assert "old.jsonl: line 1 is no row of `tutor grade -f jsonl`" in capsys.readouterr().err


def test_the_earlier_rows_are_not_written_over(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (course / "old.jsonl").read_bytes()
    assert regrade(course, "-o", str(course / "old.jsonl")) == 2
    assert (course / "old.jsonl").read_bytes() == before


def test_regrade_without_an_earlier_run_is_wrong_use(course: Path) -> None:
    assert main(["regrade", str(course / "answers")]) == 2
