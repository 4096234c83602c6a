"""Puts a fault under the words that it is about."""

from __future__ import annotations

from tutor.api.wire import Path
from tutor.manifest import Document, Position, Span
from tutor.session.advise import Advice
from tutor.session.views import Diagnostic
from tutor.values import replace


def span_of(document: Document, path: Path, *, key: bool = False) -> Span | None:
    """Where the value of a path stands (with `key` its key), else the nearest thing around it that is there."""
    if not key and path in document.spans:
        return document.spans[path]
    nearest = (document.key_spans.get(path[:length]) or document.spans.get(path[:length]) for length in _lengths(path))
    return next((span for span in nearest if span is not None), None)


def _lengths(path: Path) -> range:
    return range(len(path), -1, -1)


def mark(document: Document, path: Path, message: str, advice: Advice, *, key: bool = False) -> Diagnostic:
    """A fault of the field at a path; one that is missing stands at what should hold it, the object's at its start."""
    start = Position(line=document.line, column=1)
    span = span_of(document, path, key=key) or Span(start=start, end=start)
    if span.start == document.spans[()].start and path not in document.spans:
        span = _first_key(document, path) or span
    return replace(diagnostic(span, message, advice), document=document.index, path=path)


def _first_key(document: Document, path: Path) -> Span | None:
    """The first key of the object that lacks a field, so that not the whole text is marked."""
    root = path[:2] if path[:1] == ("items",) else ()
    keys = [span for key, span in document.key_spans.items() if key[: len(root)] == root and len(key) == len(root) + 1]
    return min(keys, key=lambda span: (span.start.line, span.start.column), default=None)


def diagnostic(span: Span, message: str, advice: Advice, *, wrong: bool = True) -> Diagnostic:
    """A fault at a span."""
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
