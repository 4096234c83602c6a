"""What the lessons of a pack exercise: kinds, fields, check kinds, network outcomes and mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tutor.grading import proofs
from tutor.grading.grade import Grader
from tutor.grading.verdict import Result
from tutor.manifest import Json, parse
from tutor.packs.model import Lesson, Pack
from tutor.values import frozen

Counts = Mapping[str, int]
_HEAD = frozenset({"apiVersion", "kind", "metadata", "status"})
_META = frozenset({"namespace", "labels"})
_NAMES = frozenset({"name", "namespace", "labels", "annotations"})


@frozen
class Coverage:
    """How many lessons exercise each thing; `fields` are those that tell known answers of a lesson apart."""

    lessons: int
    kinds: Counts
    fields: Counts
    checks: Counts
    outcomes: Counts
    mistakes: Counts


def coverage(pack: Pack) -> Coverage:
    """Grade the known answers of every lesson and count what they touch."""
    grader = Grader(pack)
    results = {lesson.id: tuple(one.result for one in proofs.prove(grader, lesson)) for lesson in pack.lessons}
    return Coverage(
        lessons=len(pack.lessons),
        kinds=_count(_kinds(lesson) for lesson in pack.lessons),
        fields=_count(_fields(lesson) for lesson in pack.lessons),
        checks=_count({check.kind for check in (*one.guards, *one.checks)} for one in pack.lessons),
        outcomes=_count(_outcomes(results[lesson.id]) for lesson in pack.lessons),
        mistakes=_count({rule.id for rule in lesson.feedback} for lesson in pack.lessons),
    )


def _count(sets: Iterable[set[str]]) -> Counts:
    """Count in how many lessons each thing is, the most frequent first."""
    found = Counter(name for one in sets for name in one)
    return dict(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def _values(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    for text in texts:
        for document in parse(text).documents:
            if isinstance(document.value, dict):
                items = document.value.get("items") if document.value.get("kind") == "List" else None
                found = items if isinstance(items, list) else [document.value]
                yield from (one for one in found if isinstance(one, dict))


def _answers(lesson: Lesson) -> tuple[str, ...]:
    """All known answers' texts."""
    named = [name for name, _ in proofs.promises(lesson) if name not in {"starter", "solution"}]
    return (*lesson.starter.values(), *lesson.solution.values(), *(lesson.files[name] for name in named))


def _kinds(lesson: Lesson) -> set[str]:
    texts = (lesson.world.objects, *lesson.starter.values(), *lesson.solution.values())
    return {str(value.get("kind")) for value in _values(texts)}


def _fields(lesson: Lesson) -> set[str]:
    """Name the fields that are not the same in all known answers."""
    answers = [dict(_leaves(text)) for text in _answers(lesson)]
    names = {name for answer in answers for name in answer}
    return {name for name in names if len({answer.get(name) for answer in answers}) > 1}


def _leaves(text: str) -> Iterator[tuple[str, str]]:
    for value in _values([text]):
        kind = str(value.get("kind"))
        said = value.get("metadata")
        meta: dict[str, Any] = said if isinstance(said, dict) else {}
        for name in _META & meta.keys():
            yield from _walk(meta[name], f"{kind}.metadata.{name}")
        for name in value.keys() - _HEAD:
            yield from _walk(value[name], f"{kind}.{name}")


def _walk(value: Json, path: str) -> Iterator[tuple[str, str]]:
    """Name each leaf of a value; the items of a list share a name."""
    if isinstance(value, dict):
        for key, item in value.items():
            inside = path if path.rpartition(".")[2] in {"selector", *_NAMES} else f"{path}.{key}"
            yield from _walk(item, inside)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, path)
    else:
        yield path, str(value)


def _outcomes(results: Iterable[Result]) -> set[str]:
    """Name how connections and names ended in the known answers."""
    said = (check.actual for one in results for check in one.checks if check.actual)
    return {message.id.removeprefix("why.") for message in said if message.id.startswith("why.")}
