"""Describes objects of kinds that kubectl knows nothing of: every field, by its name."""

from __future__ import annotations

import re
from typing import Any

from tutor.api.codec import encode
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.writer import Writer, write_events, write_head
from tutor.kubectl.printers.govalue import go_text

_SHOWN_ABOVE = frozenset(
    f".metadata.{name}" for name in ("managedFields", "name", "namespace", "labels", "annotations")
)
_ACRONYMS = frozenset({"API", "URL", "UID", "OSB", "GUID"})
_PLAIN = re.compile(r"[A-Za-z-]+")
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|-+")


def describe_custom(obj: Any, cluster: Cluster) -> str:
    """Mirrors genericDescriber."""
    writer, body = Writer(), encode(obj)
    write_head(writer, obj.metadata)
    _write_fields(writer, 0, body, "")
    write_events(writer, cluster, body["kind"], obj.metadata)
    return writer.text()


def _write_fields(writer: Writer, level: int, content: dict[str, Any], before: str) -> None:
    """Mirrors printUnstructuredContent."""
    for field in sorted(content):
        value, path = content[field], f"{before}.{field}"
        if path in _SHOWN_ABOVE:
            continue
        if isinstance(value, dict):
            writer.line(level, f"{_label(field)}:")
            _write_fields(writer, level + 1, value, path)
        elif isinstance(value, list):
            writer.line(level, f"{_label(field)}:")
            _write_items(writer, level + 1, value, path)
        else:
            writer.line(level, f"{_label(field)}:\t{go_text(value)}")


def _write_items(writer: Writer, level: int, items: list[Any], path: str) -> None:
    for item in items:
        if isinstance(item, dict):
            _write_fields(writer, level, item, path)
        else:
            writer.line(level, go_text(item))


def _label(field: str) -> str:
    """`avoidBuggyIPs` as "Avoid Buggy I Ps". Mirrors smartLabelFor."""
    if not _PLAIN.fullmatch(field):
        return field
    words = (word.upper() if word.upper() in _ACRONYMS else word[:1].upper() + word[1:] for word in _split(field))
    return " ".join(words)


def _split(field: str) -> list[str]:
    """Mirrors camelcase.Split: the last capital of a run belongs to the small letters behind it."""
    return _WORDS.findall(field)
