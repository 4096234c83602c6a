"""The forms in which results are written, one row each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from tutor.grading.formats import classroom50, exercism, gradescope, html, jsonl, junit, nbgrader, similar, stats, text
from tutor.grading.formats.summary import Summary
from tutor.grading.formats.view import Totals, View, columns_for
from tutor.grading.formats.writer import Format, Rows, Texts, Writer
from tutor.grading.verdict import Result

__all__ = ["FORMATS", "Format", "Texts", "Totals", "View", "Writer", "columns_for"]


class _Lines(Rows):
    """A line for each answer, and the sums below."""

    __slots__ = ("_summary",)

    def __init__(self, row: Callable[[Result, View], str], view: View) -> None:
        super().__init__(row, view)
        self._summary = Summary()

    def row(self, result: Result, texts: Texts) -> str:
        """Count one answer, and write its line."""
        self._summary.add(result)
        return super().row(result, texts)

    def tail(self, totals: Totals) -> str:
        """The sums of all answers."""
        return text.tail(totals, self._view) + self._summary.text(self._view)


def _jsonl(result: Result, _: View) -> str:
    return jsonl.row(result) + "\n"


def _object(result: Result, _: View) -> str:
    return jsonl.row(result)


def _indented(result: Result, _: View) -> str:
    return json.dumps(jsonl.value_of(result), indent=2) + "\n"


def _rows(row: Callable[[Result, View], str], frame: tuple[str, str, str] = ("", "", "")) -> Callable[[View], Writer]:
    return partial(Rows, row, frame=frame)


def _documents(suffix: str, document: Callable[[Result, View], dict[str, Any]]) -> Format:
    """A grading service reads one JSON document an answer: one on each line, or one alone over many lines."""

    def row(result: Result, view: View) -> str:
        return json.dumps(document(result, view), ensure_ascii=False, separators=(",", ":")) + "\n"

    def alone(result: Result, view: View) -> str:
        return json.dumps(document(result, view), ensure_ascii=False, indent=2) + "\n"

    return Format(suffix=suffix, many=_rows(row), alone=alone)


_LIST = (f'{{"schema":"{jsonl.LIST_SCHEMA}","results":[\n', ",\n", "\n]}\n")

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format(suffix=".txt", many=partial(_Lines, text.line), alone=text.report),
        "jsonl": Format(suffix=".jsonl", many=_rows(_jsonl), alone=_jsonl),
        "json": Format(suffix=".json", many=_rows(_object, _LIST), alone=_indented),
        "junit": Format(suffix=".xml", many=_rows(junit.suite, (junit.HEAD, "", junit.TAIL)), alone=junit.alone),
        "gradescope": _documents(".gradescope.json", gradescope.document),
        "classroom50": _documents(".classroom50.json", classroom50.document),
        "exercism": _documents(".exercism.json", exercism.document),
        "csv": Format(suffix=".csv", many=_rows(nbgrader.row, (nbgrader.head(), "", "")), alone=nbgrader.alone),
        "stats": Format(suffix=".stats.json", many=stats.Stats, alone=stats.alone),
        "similar": Format(suffix=".similar.json", many=similar.Similar, alone=similar.alone),
        "html": Format(suffix=".html", many=html.Page, alone=html.alone),
    }
)
