"""Fresh answers to a lesson, made from its solution: some that mean the same, and some with one thing changed.

`python -m tests.lessons.fresh PACK [LESSON...]` grades them and names the changed ones that get every point, for a
teacher to look at: each must be another right answer.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tutor.grading.grade import Grader
from tutor.grading.verdict import Result, Submission
from tutor.packs.load import load
from tutor.packs.model import Lesson

Where = tuple[str | int, ...]


def documents(lesson: Lesson) -> list[Any]:
    """Read the first file of the solution."""
    return [one for one in yaml.safe_load_all(lesson.solution[lesson.submission[0]]) if one]


def written(values: list[Any], **style: Any) -> str:
    """Write documents as YAML."""
    return "---\n".join(yaml.safe_dump(one, sort_keys=False, **style) for one in values)


def _turned(value: Any) -> Any:
    """The same mappings with their keys in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(list(value))}
    return [_turned(one) for one in value] if isinstance(value, list) else value


def _with_meta(value: Any, field: str, entry: Mapping[str, str]) -> Any:
    meta = value["metadata"]
    return {**value, "metadata": {**meta, field: {**entry, **(meta.get(field) or {})}}}


def _in_namespace(value: Any) -> Any:
    meta = value["metadata"]
    return {**value, "metadata": {"namespace": "default", **meta}}


def _with_protocol(value: Any) -> Any:
    if value["kind"] != "Service" or "ports" not in value["spec"]:
        return value
    ports = [{"protocol": "TCP", **one} for one in value["spec"]["ports"]]
    return {**value, "spec": {**value["spec"], "ports": ports}}


RIGHT: Mapping[str, Callable[[str, list[Any]], str]] = {
    "a List": lambda _, docs: json.dumps({"apiVersion": "v1", "kind": "List", "items": docs}),
    "keys in the opposite order": lambda _, docs: written([_turned(one) for one in docs]),
    "comments and CRLF": lambda text, _: "# mine\r\n" + text.replace("\n", "\r\n"),
    "the namespace said": lambda _, docs: written([_in_namespace(one) for one in docs]),
    "an annotation": lambda _, docs: written([_with_meta(one, "annotations", {"note": "mine"}) for one in docs]),
    "a label more": lambda _, docs: written([_with_meta(one, "labels", {"extra": "mine"}) for one in docs]),
    "the protocol said": lambda _, docs: written([_with_protocol(one) for one in docs]),
    "flow style": lambda _, docs: written(docs, default_flow_style=True),
    "JSON documents": lambda _, docs: "\n---\n".join(json.dumps(one) for one in docs),
    "another indentation": lambda _, docs: written(docs, indent=4),
    "markers around": lambda text, _: f"---\n{text.rstrip()}\n...\n",
}


def right(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Answers that mean what the solution means."""
    text, docs = lesson.solution[lesson.submission[0]], documents(lesson)
    for name, change in RIGHT.items():
        yield name, change(text, copy.deepcopy(docs))


def changed(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Answers with one thing left out or changed."""
    docs = documents(lesson)
    for number, document in enumerate(docs):
        for where, value in _leaves(document, ()):
            for name, other in _changes(value):
                made = copy.deepcopy(docs)
                _put(made[number], where, other)
                yield f"{document['kind']} {'.'.join(map(str, where))} {name}", written(made)


_GONE = object()


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    yield "left out", _GONE
    if isinstance(value, bool):
        yield "turned", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "quoted", str(value)
    elif isinstance(value, str):
        yield "misspelt", f"x{value}"
        yield "in capitals", value.upper()


def _leaves(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*where, key), item
        yield from _leaves(item, (*where, key))


def _put(value: Any, where: Where, other: Any) -> None:
    for key in where[:-1]:
        value = value[key]
    if other is _GONE:
        del value[where[-1]]
    else:
        value[where[-1]] = other


def grade(grader: Grader, lesson: Lesson, text: str) -> Result:
    """Grade an answer whose first file has this text; its other files are the solution's."""
    files = {**lesson.solution, lesson.submission[0]: text}
    return grader.grade(lesson, Submission(id="fresh", files={name: one.encode() for name, one in files.items()}))


def _report(path: Path, wanted: set[str]) -> None:
    pack = load(path).pack
    if pack is None:
        sys.exit(f"{path} cannot be used")
    grader = Grader(pack)
    for lesson in pack.lessons:
        if not wanted or lesson.id in wanted:
            same = [(name, grade(grader, lesson, text).full) for name, text in right(lesson)]
            others = [(name, grade(grader, lesson, text).full) for name, text in changed(lesson)]
            full = [name for name, every in others if every]
            head = f"{lesson.id}: {sum(every for _, every in same)} of {len(same)} right, {len(others)} changed\n"
            sys.stdout.write(head + "".join(f"  every point: {name}\n" for name in full))


if __name__ == "__main__":
    _report(Path(sys.argv[1]), set(sys.argv[2:]))
