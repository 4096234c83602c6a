"""`tutor grade --policy`: points and penalties apart, in every format that has a place for them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from tests.clusterip import SOLUTION, STARTER
from tutor.cli import main

POLICY = """\
format: 1
times: submitted.csv
due: "2026-11-20T23:59:00+09:00"
late: {percent-per-day: 20}
keep: best
"""
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "result-v1.schema.json"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two attempts of one learner and one late answer of another."""
    monkeypatch.setenv("LANG", "C")
    (tmp_path / "answers").mkdir()
    for name, text in (("kim-1", STARTER), ("kim-2", SOLUTION), ("park", SOLUTION)):
        (tmp_path / "answers" / f"{name}.yaml").write_text(text)
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "submitted.csv").write_text(
        "submission,submitted_at,learner\nkim-1.yaml,2026-11-20T10:00:00+09:00,kim\n"
        "kim-2.yaml,2026-11-20T20:00:00+09:00,kim\npark.yaml,2026-11-21T10:00:00+09:00,park\n"
    )
    return tmp_path


def grade(course: Path, format_: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = ["grade", str(course / "answers"), "-l", "clusterip", "-f", format_]
    main([*words, "--policy", str(course / "policy.yaml")])
    return capsys.readouterr().out


def test_rows_keep_the_score_and_have_the_policy_beside_it(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in grade(course, "jsonl", capsys).splitlines()]
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for row in rows:
        validator.validate(row)
    assert [(row["score"], row["policy"]["score"], row["policy"]["counts"]) for row in rows] == [
        (0, 0, False),
        (10, 10, True),
        (10, 8, True),
    ]
    assert rows[2]["policy"] == {
        "due": "2026-11-20T14:59:00Z",
        "submitted_at": "2026-11-21T01:00:00Z",
        "late_seconds": 36_060,
        "penalty": 2,
        "score": 8,
        "attempt": 1,
        "attempts": 1,
        "counts": True,
    }


def test_the_gradebook_has_one_line_a_learner_with_times_and_penalty(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.reader(StringIO(grade(course, "csv", capsys))))
    assert rows[1:] == [
        ["clusterip", "2026-11-20T14:59:00Z", "2026-11-20T11:00:00Z", "kim", "", "", "", "10", "0", "10", "10"],
        ["clusterip", "2026-11-20T14:59:00Z", "2026-11-21T01:00:00Z", "park", "", "", "", "10", "2", "8", "10"],
    ]


def test_a_line_says_what_lateness_cost(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = grade(course, "text", capsys).splitlines()
    assert lines[0].endswith("Attempt 1 of 2: another attempt counts.")
    assert lines[2].endswith("10/10  10h1m late, points taken: 2. 8 of 10 count.")


def test_services_get_the_points_that_count(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = [json.loads(line)["score"] for line in grade(course, "gradescope", capsys).splitlines()]
    final = [json.loads(line) for line in grade(course, "classroom50", capsys).splitlines()]
    assert scores == [0, 10, 8]
    assert [(one["score"], one["datetime"]) for one in final][2] == (8, "2026-11-21T01:00:00Z")


def test_a_fault_of_the_policy_ends_the_command_with_its_place(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "policy.yaml"
    path.write_text("format: 1\ntimes: submitted.csv\ndew: now\n")
    assert main(["grade", str(course / "answers"), "-l", "clusterip", "--policy", str(path)]) == 3
    assert capsys.readouterr().err.splitlines() == [
        f'tutor: {path}:3:1: dew: unknown key "dew"; did you mean "due"?',
        f"tutor: {path} cannot be used. Try: tutor grade --help",
    ]


def test_times_without_an_answer_are_named_where_answers_have_none(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "submitted.csv").write_text("submission,submitted_at\nclass/park.yaml,2026-11-20T10:00:00+09:00\n")
    words = ["grade", str(course / "answers"), "-l", "clusterip", "--policy", str(course / "policy.yaml")]
    assert main(words) == 1
    assert capsys.readouterr().err.splitlines()[1] == (
        f"tutor: {course}/submitted.csv has times for class/park.yaml (1 in all), and no answer is called so"
    )


def test_answers_without_a_time_are_named(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "submitted.csv").write_text("submission,submitted_at\npark.yaml,2026-11-20T10:00:00+09:00\n")
    words = ["grade", str(course / "answers"), "-l", "clusterip", "--policy", str(course / "policy.yaml")]
    assert main(words) == 1
    assert capsys.readouterr().err == (
        f"tutor: {course}/submitted.csv has no time for kim-1.yaml, kim-2.yaml (2 in all), "
        "so nothing is taken for lateness there\n"
    )
