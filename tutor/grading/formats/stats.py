"""What a class did, check by check, as one JSON document: pass rates, feedback ranked, time to the first pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tutor.grading.formats.firsts import FULL, value
from tutor.grading.formats.tally import Tally, ranked
from tutor.grading.formats.view import Totals, View
from tutor.grading.formats.writer import Texts
from tutor.grading.verdict import Result

SCHEMA = "tutor/stats/v1"


class Stats:
    """Gathers results and writes the document when all are there."""

    __slots__ = ("_tallies", "_view")

    def __init__(self, view: View) -> None:
        self._view = view
        self._tallies: dict[str, Tally] = {}

    def head(self) -> str:
        """Nothing can be written before everything is counted."""
        return ""

    def row(self, result: Result, texts: Texts) -> str:
        """Count one result."""
        self._tallies.setdefault(result.lesson, Tally(lesson=result.lesson)).add(result, texts)
        return ""

    def tail(self, totals: Totals) -> str:
        """The whole document."""
        counts = {"answers": totals.answers, "full": totals.full, "rejected": totals.rejected}
        lessons = [_lesson(self._tallies[name]) for name in sorted(self._tallies, key=self._view.place)]
        return json.dumps({"schema": SCHEMA, **counts, "lessons": lessons}, indent=1) + "\n"


def alone(result: Result, view: View) -> str:
    """The document of one answer."""
    writer, totals = Stats(view), Totals()
    totals.add(result)
    writer.row(result, lambda: view.texts)
    return writer.tail(totals)


def _lesson(tally: Tally) -> dict[str, Any]:
    return {
        "lesson": tally.lesson,
        "answers": tally.answers,
        "max": tally.max,
        "points": _scores(tally.points),
        **({"counted": _scores(tally.counted)} if tally.counted else {}),
        "codes": [{"code": code, "answers": count} for code, count in ranked(tally.codes)],
        "checks": [_check(name, tally) for name in tally.judged],
        "feedback": [{"id": name, "answers": count} for name, count in ranked(tally.feedback)],
        "first_full": value(tally.firsts.first(FULL)),
    }


def _scores(counts: Mapping[int, int]) -> list[dict[str, int]]:
    return [{"score": score, "answers": counts[score]} for score in sorted(counts)]


def _check(name: str, tally: Tally) -> dict[str, Any]:
    judged, passed = tally.judged[name], tally.passed[name]
    rate = round(passed / judged, 4)
    first = value(tally.firsts.first(name))
    return {"id": name, "judged": judged, "passed": passed, "rate": rate, "first_pass": first}
