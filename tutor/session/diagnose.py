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
from tutor.session.advise import Advice, of_error, of_fault, of_kind, of_problem
from tutor.session.views import Diagnostic

MOST = 50
_TYPED = frozenset(("BOOLEAN_WORD", "NUMBER_FORM"))  # the fault of type says more


def diagnose(text: str, locale: str = "en") -> tuple[Diagnostic, ...]:
    """All faults of a text, by their place: YAML first, then types and unknown fields, then the server's rules."""
    parsed = parse(text)
    found = [_of_problem(problem, locale) for problem in parsed.problems]
    for document in parsed.documents:
        if document.value is not None:
            found += _of_document(document, locale)
    unique = {(one.line, one.column, one.message): one for one in _joined(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.line, one.column))[:MOST])


def _joined(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Put a warning and the error that stands at its place together: kubectl's line, and the nearer advice of both."""
    places: dict[tuple[int, int], list[Diagnostic]] = {}
    for one in found:
        places.setdefault((one.line, one.column), []).append(one)
    for here in places.values():
        errors = [one for one in here if one.severity == "error"]
        cause = next((one for one in here if one.severity == "warning" and one.code not in _TYPED), None)
        if errors and cause is not None:
            errors[0] = replace(errors[0], advice=cause.message, code=cause.code)
        yield from errors or here


def span_of(document: Document, path: Path, *, key: bool = False) -> Span | None:
    """Where the value of a path stands (with `key` its key), else the nearest thing around it that is there."""
    if not key and path in document.spans:
        return document.spans[path]
    nearest = (document.key_spans.get(path[:length]) or document.spans.get(path[:length]) for length in _lengths(path))
    return next((span for span in nearest if span is not None), None)


def _lengths(path: Path) -> range:
    return range(len(path), -1, -1)


def _of_problem(problem: Problem, locale: str) -> Diagnostic:
    """Keep kubectl's words of what it refuses; of what it takes in silence there are only ours."""
    advice = of_problem(problem, locale)
    if problem.severity == "error":
        return _diagnostic(problem.span, problem.message, advice)
    return _diagnostic(problem.span, advice.text, replace(advice, text=""), wrong=False)


def _of_document(document: Document, locale: str) -> Iterable[Diagnostic]:
    value = document.value
    if not isinstance(value, dict):
        return ()
    items = value.get("items")
    if value.get("kind") == "List" and isinstance(items, list):
        return [one for n, item in enumerate(items) for one in _of_object(document, item, ("items", n), locale)]
    return _of_object(document, value, (), locale)


def _of_object(document: Document, value: Any, root: Path, locale: str) -> Iterable[Diagnostic]:
    if not isinstance(value, dict):
        return
    version, name = value.get("apiVersion"), value.get("kind")
    kind = kinds.by_gvk(str(version or ""), str(name or ""))
    if kind is None:
        yield from _of_kind(document, version, name, root, locale)
        return
    decoded = decode(kind, value)
    for fault in decoded.faults:
        advice = of_fault(fault, kind, value, locale)
        yield _at(document, (*root, *fault.path), fault.message, advice, key=fault.strict)
    if decoded.object is not None and not any(not fault.strict for fault in decoded.faults):
        for error in validate_create(default(_placed(decoded.object))):
            yield _at(document, (*root, *error.path.parts), error.message, of_error(error, kind, locale))


def _of_kind(document: Document, version: Any, name: Any, root: Path, locale: str) -> Iterable[Diagnostic]:
    """Say what kubectl says of a kind that its API server does not have."""
    if not isinstance(version, str) or not isinstance(name, str) or not version or not name:
        return
    advice = of_kind(version, name, locale)
    if advice is not None:
        field = "apiVersion" if advice.code == "unknown-version" else "kind"
        yield _at(document, (*root, field), f'no matches for kind "{name}" in version "{version}"', advice)


def _placed(obj: Any) -> Any:
    """Give an object the namespace that kubectl would give it."""
    if obj.metadata.namespace or not kinds.kind_of(obj).namespaced:
        return obj
    return replace(obj, metadata=replace(obj.metadata, namespace="default"))


def _at(document: Document, path: Path, message: str, advice: Advice, *, key: bool = False) -> Diagnostic:
    start = Position(line=document.line, column=1)
    span = span_of(document, path, key=key) or Span(start=start, end=start)
    return replace(_diagnostic(span, message, advice), document=document.index, path=path)


def _diagnostic(span: Span, message: str, advice: Advice, *, wrong: bool = True) -> Diagnostic:
    return Diagnostic(
        line=span.start.line,
        column=span.start.column,
        end_line=span.end.line,
        end_column=span.end.column,
        message=message,
        severity="error" if wrong else "warning",
        advice=advice.text,
        code=advice.code,
        to=advice.to,
    )
