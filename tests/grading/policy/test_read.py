"""policy.yaml and the file of times: what they mean, and the line and column of what they cannot mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tutor.grading.policy.model import Policy, stamp
from tutor.grading.policy.read import read_policy
from tutor.grading.policy.times import Times, read_times

WHOLE = """\
format: 1
times: submitted.csv
due: "2026-11-20T23:59:00+09:00"
lessons:
  nodeport: {due: "2026-11-27T23:59:00+09:00"}
grace: 15m
late: {percent-per-day: 10, floor: 50}
attempts: 3
keep: best
"""


def test_a_policy_is_read_whole() -> None:
    assert read_policy("policy.yaml", WHOLE.encode()) == Policy(
        times="submitted.csv",
        due=datetime(2026, 11, 20, 14, 59, tzinfo=UTC),
        due_of={"nodeport": datetime(2026, 11, 27, 14, 59, tzinfo=UTC)},
        grace=900,
        percent_per_day=10,
        floor=50,
        attempts=3,
        keep="best",
    )


FAULTS = (
    ("a: [", ["2:1: error converting YAML to JSON: yaml: line 1: did not find expected node content"]),
    ("format: 1\n", ['1:1: "times" is missing']),
    ("format: 1\ntimes: a.csv\ngrase: 5m\n", ['3:1: grase: unknown key "grase"; did you mean "grace"?']),
    ("format: 2\ntimes: a.csv\n", ["1:9: format: must be from 1 to 1, not 2"]),
    ("format: 1\ntimes: a.csv\nkeep: lst\n", ['3:7: keep: "lst" is not known; did you mean "last"?']),
    ("format: 1\ntimes: a.csv\nlate: {floor: 101}\n", ["3:15: late.floor: must be from 0 to 100, not 101"]),
    ("format: 1\ntimes: a.csv\ndue: 2026-02-30T00:00Z\n", ['3:6: "2026-02-30T00:00Z" is no moment of any calendar']),
    (
        "format: 1\ntimes: a.csv\ndue: 2026-11-20T23:59\n",
        ['3:6: due: "2026-11-20T23:59" is not a time with its zone, such as 2026-11-20T23:59:00+09:00'],
    ),
)


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_fault_has_its_line_and_column(text: str, said: list[str]) -> None:
    read = read_policy("policy.yaml", text.encode())
    assert isinstance(read, tuple)
    assert [f"{one.line}:{one.column}: {one.message}" for one in read] == said


HEAD = "submission,submitted_at,learner\n"
TABLES = (
    ("submision,submitted_at\n", ['1: unknown column "submision"; did you mean "submission"?', "1: the column"]),
    (f"{HEAD}a,2026-11-20T10:00:00Z\n", ["2: has 2 cells, not 3"]),
    (f"{HEAD}a,yesterday,\n", ['2: "yesterday" is no time with its zone']),
    (f"{HEAD}a,2026-11-20 10:00,\n", ['2: "2026-11-20 10:00" is no time with its zone']),
    (f'{HEAD}a,2026-11-20T10:00Z,\n"b\nb",2026-11-20T10:00Z,\na,2026-11-20T10:00Z,\n', ['5: "a" stands on line 2']),
    (f'{HEAD}"a,2026', ["2: is no CSV"]),
)


@pytest.mark.parametrize(("text", "said"), TABLES)
def test_a_table_of_times_says_which_line_is_wrong(text: str, said: list[str]) -> None:
    read = read_times("submitted.csv", text.encode())
    assert isinstance(read, tuple)
    assert [f"{one.line}: {one.message}"[: len(start)] for one, start in zip(read, said, strict=True)] == said


def test_a_table_gives_moments_and_learners_by_the_ids_of_answers() -> None:
    read = read_times("submitted.csv", f"\ufeff{HEAD}kim-2.yaml,2026-11-20T10:00:00+09:00,kim\n".encode())
    assert isinstance(read, Times)
    row = read.of("kim-2.yaml")
    assert row is not None
    assert (stamp(row.moment), row.learner, read.of("park.yaml")) == ("2026-11-20T01:00:00Z", "kim", None)


def test_gradescopes_metadata_gives_the_moment_the_due_date_and_earlier_attempts() -> None:
    read = read_times(
        "submission_metadata.json",
        b'{"id": 1, "created_at": "2018-07-01T14:22:32.365935-07:00", "previous_submissions": [{"score": 1.0}],'
        b' "assignment": {"due_date": "2018-07-31T23:00:00.000000-07:00"}, "users": [{"name": "Kim"}]}',
    )
    assert isinstance(read, Times)
    assert read.every is not None
    assert (stamp(read.every.moment), stamp(read.due), read.earlier) == (
        "2018-07-01T21:22:32Z",
        "2018-08-01T06:00:00Z",
        1,
    )


@pytest.mark.parametrize("text", ["", "[", "[]", "{}", '{"created_at": 5}', "[" * 100_000])
def test_metadata_without_a_time_is_no_metadata(text: str) -> None:
    assert isinstance(read_times("submission_metadata.json", text.encode()), tuple)
