"""Finds the line of the learner's files that describes an object and a field of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tutor.api.wire import Path
from tutor.grading.verdict import At
from tutor.manifest import Document, parse
from tutor.session.marks import span_of


def locate(texts: Mapping[str, str], kind: str, namespace: str, name: str, field: Path) -> At | None:
    """Where a field of an object stands, else the nearest thing around it; None when no text describes the object."""
    for file, document, root in find_object(texts, kind, namespace or "default", name):
        span = span_of(document, (*root, *field))
        if span is not None:
            return At(file=file, line=span.start.line, column=span.start.column)
    return None


def find_object(texts: Mapping[str, str], kind: str, namespace: str, name: str) -> Iterable[tuple[str, Document, Path]]:
    """Every document of the texts that describes one object: its file, the document, the path of the object in it."""
    wanted = (kind, namespace, name)
    for file, text in texts.items():
        for document in parse(text).documents:
            yield from ((file, document, root) for value, root in _objects(document.value) if _ref(value) == wanted)


def _ref(value: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    meta = value.get("metadata")
    meta = meta if isinstance(meta, dict) else {}
    return value.get("kind"), meta.get("namespace") or "default", meta.get("name")


def _objects(value: Any) -> Iterable[tuple[dict[str, Any], Path]]:
    if not isinstance(value, dict):
        return
    items = value.get("items")
    if isinstance(items, list):
        yield from ((item, ("items", n)) for n, item in enumerate(items) if isinstance(item, dict))
    yield value, ()
