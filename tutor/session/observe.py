"""What the cluster makes of an applied text: selectors that find nothing, port names that no pod has."""

from __future__ import annotations

from collections.abc import Iterable

from tutor import words
from tutor.api.wire import Path
from tutor.session.locate import find_object
from tutor.session.marks import span_of
from tutor.session.picture import Picture, ServiceRow
from tutor.session.views import Diagnostic


def observe(text: str, picture: Picture, locale: str) -> tuple[Diagnostic, ...]:
    """Warn under the words of a text that lead nowhere in the cluster as it is now."""
    return tuple(one for row in picture.services for one in _of_service(text, row, locale))


def _of_service(text: str, row: ServiceRow, locale: str) -> Iterable[Diagnostic]:
    if row.note not in {"none-selected", "no-such-port"}:
        return
    params = {"selector": row.about, "target": row.about, "namespace": row.namespace}
    message = words.text(locale, f"window.cluster.{row.note}", params)
    for _, document, root in find_object({"": text}, "Service", row.namespace, row.name):
        for path in _paths(row):
            span = span_of(document, (*root, *path))
            if span is not None:
                start, end = span.start, span.end
                yield Diagnostic(line=start.line, column=start.column, end_line=end.line, end_column=end.column,
                                 message=message, severity="warning")  # fmt: skip


def _paths(row: ServiceRow) -> Iterable[Path]:
    """Name the fields that decide: the selector, or each port with the name that is missing."""
    if row.note == "none-selected":
        return [("spec", "selector")]
    wanted = f'"{row.about}"'
    return [("spec", "ports", number, "targetPort") for number, port in enumerate(row.ports) if port.target == wanted]
