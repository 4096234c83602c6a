"""policy.yaml, held against its shape, becomes a Policy; a fault has a line and a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tutor.grading.policy.model import Policy, moment_of
from tutor.manifest import Path
from tutor.packs.problem import Problem
from tutor.packs.shape import Entries, Record, Text, Whole
from tutor.packs.yaml_file import YamlFile, read_yaml

_TIME = Text(
    pattern=r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)",
    what="a time with its zone, such as 2026-11-20T23:59:00+09:00",
)
_DURATION = re.compile(r"(\d{1,5})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
POLICY = Record(
    fields={
        "format": Whole(low=1, high=1),
        "times": Text(pattern=r".+\.(csv|json)", what="the name of a .csv or .json file"),
        "due": _TIME,
        "lessons": Entries(of=Record(fields={"due": _TIME}, required=frozenset({"due"}))),
        "grace": Text(pattern=_DURATION.pattern, what="a duration such as 15m, 2h or 1d"),
        "late": Record(fields={"percent-per-day": Whole(high=100), "floor": Whole(high=100)}),
        "attempts": Whole(low=1, high=10_000),
        "keep": Text(words=("best", "last")),
    },
    required=frozenset({"format", "times"}),
)


def read_policy(name: str, content: bytes) -> Policy | tuple[Problem, ...]:
    """Read a policy, or name all its faults."""
    file = read_yaml(name, content, POLICY)
    problems = file.problems or tuple(_no_moments(file))
    return problems or _built(file.value)


def _no_moments(file: YamlFile) -> Iterator[Problem]:
    """Name the times that look like times and are none, such as the 30th of February."""
    row: Any = file.value
    lessons = row.get("lessons", {})
    paths: list[Path] = [("due",)] * ("due" in row) + [("lessons", name, "due") for name in lessons]
    for path in paths:
        text = row["due"] if len(path) == 1 else lessons[path[1]]["due"]
        if moment_of(text) is None:
            yield file.problem("L1", f'"{text}" is no moment of any calendar', path)


def _built(row: Any) -> Policy:
    late = row.get("late", {})
    return Policy(
        times=row["times"],
        due=moment_of(row.get("due", "")),
        due_of={name: _moment(one["due"]) for name, one in row.get("lessons", {}).items()},
        grace=_seconds(row.get("grace", "0s")),
        percent_per_day=late.get("percent-per-day", 0),
        floor=late.get("floor", 0),
        attempts=row.get("attempts", 0),
        keep=row.get("keep", "last"),
    )


def _moment(text: str) -> datetime:
    found = moment_of(text)
    assert found is not None, "checked before"  # noqa: S101 - a bug of ours, not of the file
    return found


def _seconds(text: str) -> int:
    found = _DURATION.fullmatch(text)
    return int(found[1]) * _SECONDS[found[2]] if found else 0
