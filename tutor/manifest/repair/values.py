"""Own repairs of one key or value by its path: rename, quote, take quotes away, replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from tutor.manifest.dump import dump
from tutor.manifest.model import Document, Path, Span
from tutor.manifest.repair.model import Edit, Repair, Source

_PLAIN_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_PLAIN: Final = re.compile(r"[^\s\"'#,\[\]{}&*!|>%@`][^\s\"'#,\[\]{}]*")
_QUOTED_NUMBER: Final = re.compile(r"(['\"])(?P<digits>0|[1-9][0-9]{0,9})\1")
_TAG: Final = re.compile(r"![^\s,\[\]{}]*[ \t]*")
_MOST: Final = 50
_TEXT_MAPS: Final = frozenset(("labels", "annotations", "selector", "matchLabels", "nodeSelector"))


def rename_key(text: str, document: Document, path: Path, to: str) -> Repair | None:
    """Give the key at a path another name; None when it stands not plainly there or the name is taken."""
    span = document.key_spans.get(path)
    if not path or span is None or (*path[:-1], to) in document.key_spans:
        return None
    seen = Source(text).cut(span)
    if seen is None or seen.strip("\"'") != path[-1]:
        return None
    return _replace(span, "repair.rename-key", seen, seen.replace(str(path[-1]), to, 1), was=str(path[-1]), to=to)


def quote(text: str, document: Document, path: Path) -> Repair | None:
    """Put a plain number, boolean or null in quotes, as the text that it is."""
    span = document.spans.get(path)
    seen = Source(text).cut(span) if span else None
    if span is None or seen is None or not _PLAIN.fullmatch(seen):
        return None
    return _replace(span, "repair.quote", seen, f'"{_escape(seen)}"', seen=seen)


def unquote(text: str, document: Document, path: Path) -> Repair | None:
    """Take the quotes off a number."""
    span = document.spans.get(path)
    seen = Source(text).cut(span) if span else None
    match = _QUOTED_NUMBER.fullmatch(seen or "")
    if span is None or match is None:
        return None
    return _replace(span, "repair.unquote", match[0], match["digits"], seen=match[0], to=match["digits"])


def replace_value(text: str, document: Document, path: Path, to: str) -> Repair | None:
    """Put another text where a one-line text stands, such as NodePort for Nodeport, quoted as before."""
    span = document.spans.get(path)
    seen = Source(text).cut(span) if span else None
    if span is None or not seen or "\n" in seen:
        return None
    bare = seen[1:-1] if seen[0] in "\"'" and seen[-1:] == seen[0] else seen
    if bare != _value_at(document, path):
        return None
    new = dump(to).rstrip("\n") if bare == seen or not _PLAIN.fullmatch(to) else f"{seen[0]}{to}{seen[0]}"
    return _replace(span, "repair.replace-value", seen, new, was=bare, to=to) if "\n" not in new else None


def replace_text(text: str, span: Span, to: str) -> Repair | None:
    """Put another text, as it stands, where a value is written on one line."""
    seen = Source(text).cut(span)
    if not seen or "\n" in seen:
        return None
    return _replace(span, "repair.replace-value", seen, to, was=seen, to=to)


def remove_tag(text: str, span: Span) -> Repair | None:
    """Take away the tag that a value starts with."""
    source = Source(text)
    at = source.offset(span.start)
    match = _TAG.match(text, at) if at is not None else None
    if at is None or match is None:
        return None
    edit = source.edit(at, match.end(), "")
    return Repair(
        id="repair.remove-tag", edits=(edit,), params={"seen": match[0].strip(), "line": str(span.start.line)}
    )


def label_repairs(text: str, document: Document) -> tuple[Repair, ...]:
    """Quote labels, annotations and selector values that YAML reads as no text, the first of them."""
    repairs = (quote(text, document, path) for path in islice(_untexted(document), _MOST))
    return tuple(repair for repair in repairs if repair is not None)


def _untexted(document: Document) -> Iterator[Path]:
    paths = (path for path in document.spans if len(path) > 1 and path[-2] in _TEXT_MAPS and isinstance(path[-1], str))
    yield from sorted(
        (path for path in paths if isinstance(_value_at(document, path), bool | int | float)),
        key=lambda path: (document.spans[path].start.line, document.spans[path].start.column),
    )


def _value_at(document: Document, path: Path) -> object:
    value: object = document.value
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _replace(span: Span, id_: str, old: str, new: str, /, **params: str) -> Repair | None:
    if old == new:
        return None
    params["line"] = str(span.start.line)
    return Repair(id=id_, edits=(Edit(span=span, text=new),), params=params)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
