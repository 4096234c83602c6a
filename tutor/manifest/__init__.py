"""Own YAML text: documents with a span for every path, read and written as kubectl does."""

from __future__ import annotations

from tutor.manifest.dump import dump
from tutor.manifest.lint import suggestions
from tutor.manifest.model import (
    KUBECTL,
    LIMITS,
    Document,
    Json,
    Limits,
    Parsed,
    Path,
    Position,
    Problem,
    Severity,
    Span,
)
from tutor.manifest.numbers import json_text as number_text
from tutor.manifest.parsing import parse
from tutor.manifest.scalars import scalar
from tutor.manifest.text import utf8

__all__ = [
    "KUBECTL",
    "LIMITS",
    "Document",
    "Json",
    "Limits",
    "Parsed",
    "Path",
    "Position",
    "Problem",
    "Severity",
    "Span",
    "dump",
    "number_text",
    "parse",
    "scalar",
    "suggestions",
    "utf8",
]
