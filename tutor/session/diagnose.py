"""Finds what is wrong with a manifest while it is being typed, before any server is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tutor.api import kinds
from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.validation import validate_create
from tutor.api.wire import Path
from tutor.manifest import Document, Position, Problem, Span, parse
from tutor.session.views import Diagnostic

MOST = 50


def diagnose(text: str) -> tuple[Diagnostic, ...]:
    """All faults of a text, by their place: YAML first, then types and unknown fields, then the server's rules."""
    parsed = parse(text)
    found = [_of_problem(problem) for problem in parsed.problems]
    for document in parsed.documents:
        if document.value is not None:
            found += _of_document(document)
    unique = {(one.line, one.column, one.message): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.line, one.column))[:MOST])


def span_of(document: Document, path: Path, *, key: bool = False) -> Span | None:
    """Where the value of a path stands (with `key` its key), else the nearest thing around it that is there."""
    if not key and path in document.spans:
        return document.spans[path]
    nearest = (document.key_spans.get(path[:length]) or document.spans.get(path[:length]) for length in _lengths(path))
    return next((span for span in nearest if span is not None), None)


def _lengths(path: Path) -> range:
    return range(len(path), -1, -1)


def _of_problem(problem: Problem) -> Diagnostic:
    message = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    return _diagnostic(problem.span, message, problem.severity == "error")


def _of_document(document: Document) -> Iterable[Diagnostic]:
    value = document.value
    if not isinstance(value, dict):
        return ()
    items = value.get("items")
    if value.get("kind") == "List" and isinstance(items, list):
        return [one for n, item in enumerate(items) for one in _of_object(document, item, ("items", n))]
    return _of_object(document, value, ())


def _of_object(document: Document, value: Any, root: Path) -> Iterable[Diagnostic]:
    if not isinstance(value, dict):
        return
    kind = kinds.by_gvk(str(value.get("apiVersion", "")), str(value.get("kind", "")))
    if kind is None:
        return
    decoded = decode(kind, value)
    for fault in decoded.faults:
        yield _at(document, (*root, *fault.path), fault.message, key=fault.strict)
    if decoded.object is not None and not any(not fault.strict for fault in decoded.faults):
        for error in validate_create(default(_placed(decoded.object))):
            yield _at(document, (*root, *error.path.parts), error.message)


def _placed(obj: Any) -> Any:
    """Give an object the namespace that kubectl would give it."""
    if obj.metadata.namespace or not kinds.kind_of(obj).namespaced:
        return obj
    return replace(obj, metadata=replace(obj.metadata, namespace="default"))


def _at(document: Document, path: Path, message: str, *, key: bool = False) -> Diagnostic:
    start = Position(line=document.line, column=1)
    return _diagnostic(span_of(document, path, key=key) or Span(start=start, end=start), message, wrong=True)


def _diagnostic(span: Span, message: str, wrong: bool) -> Diagnostic:
    return Diagnostic(
        line=span.start.line,
        column=span.start.column,
        end_line=span.end.line,
        end_column=span.end.column,
        message=message,
        severity="error" if wrong else "warning",
    )
