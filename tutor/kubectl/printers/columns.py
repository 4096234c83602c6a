"""Prints `-o custom-columns=NAME:.metadata.name,…`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.govalue import go_text
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.kubectl.tabwriter import table

_RELAXED = re.compile(r"^\{\.?([^{}]+)\}$|^\.?([^{}]+)$")


def relax_path(text: str) -> str:
    """Let `metadata.name` and `.metadata.name` stand for `{.metadata.name}`. Mirrors RelaxedJSONPathExpression."""
    if not text:
        return text
    found = _RELAXED.match(text)
    if found is None:
        raise CommandError(
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"
        )
    return "{." + (found[1] or found[2]) + "}"


def render_columns(spec: str, objects: Sequence[dict[str, Any]], *, headers: bool = True) -> str:
    """One row an object; items of a list are rows of their own."""
    columns = [_column(spec, part) for part in spec.split(",")]
    bodies = [item for body in objects for item in (body["items"] if isinstance(body.get("items"), list) else [body])]
    rows = [[name for name, _ in columns]] if headers else []
    rows += [[_cell(path, body) for _, path in columns] for body in bodies]
    return table(rows)


def _column(spec: str, part: str) -> tuple[str, JSONPath]:
    name, colon, path = part.partition(":")
    if not colon:
        raise CommandError(
            f"unexpected custom-columns spec: {part}, expected <header>:<json-path-expr>"
            if spec
            else "custom-columns format specified but no custom columns given"
        )
    try:
        return name, JSONPath.parse(relax_path(path))
    except TemplateError as fault:
        raise CommandError(f"error parsing jsonpath {quote(path)}, {fault}") from None


def _cell(path: JSONPath, body: dict[str, Any]) -> str:
    try:
        values = [value for found in path.results(body) for value in found]
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    return ",".join(go_text(value) for value in values) if values else "<none>"
