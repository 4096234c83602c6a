"""What two answers may have in common although nothing asks for it: comments, odd names, the order of keys."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.grading.answer import Answer, digest, read_answer
from tutor.grading.verdict import Submission
from tutor.manifest import parse
from tutor.packs.model import Lesson

Sign = tuple[str, str]  # a signal of SIGNALS and its value
SIGNALS = ("raw", "canonical", "comment", "name", "order")  # the strongest first
WEAK = frozenset({"comment", "name", "order"})
_COMMENT = re.compile(r"(?:^|[ \t])#+[ \t]*([^\n]*\S)", re.MULTILINE)
_SHORTEST = 8  # letters of a comment that says something
_FEWEST = 6  # keys whose order says something
_FREE = frozenset({"labels", "annotations", "selector", "matchLabels"})
_NAMED = frozenset({"name", "targetPort"})
MOST_SIGNS = 64


def signs(texts: Mapping[str, str]) -> Iterator[Sign]:
    """Name the weak signals of an answer's manifests, each once, in their order."""
    found: dict[Sign, None] = {}
    for name, text in sorted(texts.items()):
        if name.endswith((".yaml", ".yml", ".json")):
            found |= dict.fromkeys(_signs(text))
    yield from list(found)[:MOST_SIGNS]


def _signs(text: str) -> Iterator[Sign]:
    for comment in _COMMENT.findall(text):
        if len(comment) >= _SHORTEST:
            yield "comment", comment[:200]
    values = [one.value for one in parse(text.encode("utf-8", "replace")).documents]
    for value in values:
        yield from (("name", word) for word in _names(value))
    keys = [key for value in values for key in _keys(value)]
    if len(keys) >= _FEWEST:
        yield "order", hashlib.sha256("\0".join(keys).encode("utf-8", "replace")).hexdigest()[:12]


def _keys(value: Any) -> Iterator[str]:
    """Name all keys as they are written, outer before inner."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


def _names(value: Any) -> Iterator[str]:
    """Name what a learner is free to choose: names, labels, annotations."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in _FREE and isinstance(item, dict):
                yield from (str(word)[:200] for pair in item.items() for word in pair if isinstance(word, str))
            elif key in _NAMED and isinstance(item, str):
                yield item[:200]
            else:
                yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)


def own(lesson: Lesson) -> frozenset[Sign]:
    """Name all signals of a lesson's own files: its starter, its answers, its known mistakes."""
    return frozenset(_own(lesson))


def _own(lesson: Lesson) -> Iterator[Sign]:
    for text in (*lesson.files.values(), *lesson.starter.values(), *lesson.solution.values()):
        yield from _signs(text)
        yield from whole(Submission(id="", files={lesson.submission[0]: text.encode()}), lesson)
    for files in (lesson.starter, lesson.solution):
        encoded = {name: text.encode() for name, text in files.items()}
        yield from whole(Submission(id="", files=encoded), lesson)


def whole(submission: Submission, lesson: Lesson) -> Iterator[Sign]:
    """Name the two strong signals: the same bytes, the same meaning."""
    yield "raw", digest(submission)
    answer = read_answer(submission, lesson)
    if isinstance(answer, Answer):
        yield "canonical", answer.canonical
