"""The forms in which results are written, one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.grading.formats import jsonl, text
from tutor.grading.formats.view import Totals, View
from tutor.grading.verdict import Result
from tutor.values import frozen

__all__ = ["FORMATS", "Format", "Totals", "View"]


@frozen
class Format:
    """How one answer among many is written, how one alone, and what stands after all; `suffix` names its file."""

    suffix: str
    row: Callable[[Result, View], str]
    alone: Callable[[Result, View], str]
    tail: Callable[[Totals, View], str]


def _jsonl(result: Result, _: View) -> str:
    return jsonl.row(result) + "\n"


def _nothing(_: Totals, __: View) -> str:
    return ""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format(suffix=".txt", row=text.line, alone=text.report, tail=text.tail),
        "jsonl": Format(suffix=".jsonl", row=_jsonl, alone=_jsonl, tail=_nothing),
    }
)
