"""Own repairs of what reading a file noted: a space that is missing, a key that stands twice."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from tutor.manifest.model import Json, Parsed, Position, Problem, Span
from tutor.manifest.parsing import parse
from tutor.manifest.repair.entries import entry
from tutor.manifest.repair.model import Edit, Repair, Source, apply

_MOST: Final = 20
_MOST_DUPLICATES: Final = 3


def noted_repairs(text: str, parsed: Parsed) -> tuple[Repair, ...]:
    """Offer a repair for each of the first problems that has one."""
    source = Source(text)
    noted = [problem for problem in parsed.problems if problem.code in _NOTED][:_MOST]
    found = [_MAKERS[problem.code](source, problem) for problem in noted if problem.code in _MAKERS]
    twice = [problem for problem in noted if problem.code == "DUPLICATE_KEY"][:_MOST_DUPLICATES]
    before = [document.value for document in parsed.documents]
    found += [_remove_duplicate(source, problem, before) for problem in twice]
    return tuple(repair for repair in found if repair is not None)


def _space_after_colon(source: Source, problem: Problem) -> Repair | None:
    return _insert_space(source, problem, (source.cut(problem.span) or "").find(":") + 1)


def _space_after_dash(source: Source, problem: Problem) -> Repair | None:
    return _insert_space(source, problem, int((source.cut(problem.span) or "").startswith("-")))


def _insert_space(source: Source, problem: Problem, after: int) -> Repair | None:
    if after <= 0:
        return None
    start = problem.span.start
    place = Position(line=start.line, column=start.column + after)
    edit = Edit(span=Span(start=place, end=place), text=" ")
    params = {"seen": source.cut(problem.span) or "", "line": str(start.line)}
    return Repair(id="repair.add-space", edits=(edit,), params=params)


def _remove_duplicate(source: Source, problem: Problem, before: list[Json]) -> Repair | None:
    """Remove the first of two equal keys, whose value kubectl drops anyway, or the second where that cannot be."""
    first, second = int(problem.params["first"]), int(problem.params["second"])
    for line in (first, second):
        edit = entry(source, line, problem.span.start.column)
        if edit is None:
            continue
        params = {"key": problem.params["key"], "line": str(line), "other": str(second if line == first else first)}
        repair = Repair(id="repair.remove-duplicate", edits=(edit,), params=params)
        after = _values(apply(source.text, repair))
        if after is not None and (after == before or line == second):
            return repair
    return None


def _values(text: str) -> list[Json] | None:
    """Give the documents' values, or None when one cannot be read."""
    documents = parse(text).documents
    return None if any(one.error for one in documents) else [one.value for one in documents]


_MAKERS: Final = MappingProxyType[str, Callable[[Source, Problem], Repair | None]](
    {
        "MISSING_SPACE": _space_after_colon,
        "MISSING_DASH_SPACE": _space_after_dash,
    }
)
_NOTED: Final = (*_MAKERS, "DUPLICATE_KEY")
