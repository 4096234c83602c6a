"""Own repairs that put a field in, take one out, or make a list of what should be one and the other way round."""

from __future__ import annotations

from typing import Any, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tutor.manifest.model import Document, Json, Path, Span
from tutor.manifest.parsing import parse
from tutor.manifest.repair.entries import entry, rows_of
from tutor.manifest.repair.model import Edit, Repair, Source, apply
from tutor.manifest.repair.roundtrip import Put
from tutor.manifest.repair.structure import made

_FIRST: Final = ("apiVersion", "kind")
_OPEN: Final = frozenset("[{\"'|>&*!%@`")


def put_value(text: str, document: Document, path: Path, value: Json) -> Repair | None:
    """Put a value at a path, adding the mappings on the way; None where something else stands on it."""
    if not path or not isinstance(path[-1], str):
        return None
    if path[-1] in _FIRST and path not in document.key_spans:
        return _put_first(text, document, path, str(value))

    def change(root: Any, put: Put) -> None:
        owner = root
        for step in path[:-1]:
            if isinstance(owner, dict) and owner.get(step) in (None, ""):
                owner[put(step) if step not in owner else step] = CommentedMap()
            owner = owner[step]
        owner[path[-1]] = _built(value, put)

    params = {"path": _written_path(path), "value": _short(value)}
    return made(text, document, change, "repair.put-value", params) if _is_open(document.value, path) else None


def _is_open(value: Any, path: Path) -> bool:
    """Say whether mappings, items or nothing stand on the way, and no value at its end."""
    for step in path:
        if isinstance(value, list):
            if not isinstance(step, int) or step >= len(value):
                return False
            value = value[step]
        elif value is None or value == "":
            return isinstance(step, str)
        elif not isinstance(value, dict) or not isinstance(step, str):
            return False
        else:
            value = value.get(step)
    return not isinstance(value, dict | list)


def _put_first(text: str, document: Document, path: Path, value: str) -> Repair | None:
    """Write apiVersion before all other keys of an object, and kind behind it."""
    spans = [span for key, span in document.key_spans.items() if key[:-1] == path[:-1] and key[-1] != "apiVersion"]
    first = min(spans, key=lambda span: (span.start.line, span.start.column), default=None)
    if first is None:
        return None
    row = text.split("\n")[first.start.line - 1]
    block = not row[: first.start.column - 1].strip(" -")
    gap = "\n" + " " * (first.start.column - 1) if block else ", "
    edit = Edit(span=Span(start=first.start, end=first.start), text=f"{path[-1]}: {value}{gap}")
    params = {"path": str(path[-1]), "value": value, "line": str(first.start.line)}
    repair = Repair(id="repair.put-value", edits=(edit,), params=params)
    return repair if _readable(apply(text, repair)) else None


def _built(value: Json, put: Put) -> Any:
    if isinstance(value, dict):
        return CommentedMap((put(key), _built(item, put)) for key, item in value.items())
    return CommentedSeq(_built(item, put) for item in value) if isinstance(value, list) else put(value)


def _short(value: Json) -> str:
    return "…" if isinstance(value, dict | list) else str(value)


def _written_path(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def remove_value(text: str, document: Document, path: Path) -> Repair | None:
    """Take out a key or an item with all that belongs to it, where it has lines of its own."""
    span = (document.key_spans if path and isinstance(path[-1], str) else document.spans).get(path)
    if not path or span is None:
        return None
    source = Source(text)
    row = text.split("\n")[span.start.line - 1]
    column = row.index("-") + 1 if isinstance(path[-1], int) and row.lstrip().startswith("- ") else span.start.column
    edit = entry(source, span.start.line, column, item=isinstance(path[-1], int))
    name = str(path[-1]) if isinstance(path[-1], str) else _written_path(path)
    params = {"name": name, "line": str(span.start.line)}
    repair = edit and Repair(id="repair.remove-value", edits=(edit,), params=params)
    return repair if repair and _readable(apply(text, repair)) else None


def make_list(text: str, document: Document, path: Path) -> Repair | None:
    """Make a list of the one value that stands where a list belongs."""
    span = document.spans.get(path)
    seen = Source(text).cut(span) if span else None
    if span is None or not seen:
        return None
    params = {"line": str(span.start.line), "name": str(path[-1]) if path else ""}
    edits = (
        _dashed(text, span) if "\n" in seen.rstrip("\n") or _is_block(document, path, span) else _bracketed(span, seen)
    )
    repair = Repair(id="repair.make-list", edits=edits, params=params)
    return repair if edits and _readable(apply(text, repair)) else None


def _is_block(document: Document, path: Path, span: Span) -> bool:
    """Say whether a mapping has its keys on lines of their own."""
    key = document.key_spans.get(path)
    return key is not None and key.start.line != span.start.line


def _bracketed(span: Span, seen: str) -> tuple[Edit, ...]:
    inside = seen.strip()
    return () if set(inside) & {",", "]", "#"} and inside[0] not in _OPEN else (Edit(span=span, text=f"[{inside}]"),)


def _dashed(text: str, span: Span) -> tuple[Edit, ...]:
    """Put a dash before the first line of a block, and the others under it."""
    source, lines = Source(text), rows_of(text, span)
    starts = [source.line_start(line) + span.start.column - 1 for line in lines]
    return tuple(source.edit(at, at, "- " if number == 0 else "  ") for number, at in enumerate(starts))


def take_item(text: str, document: Document, path: Path) -> Repair | None:
    """Take the dash away where one mapping belongs and a list of one stands."""
    item = document.spans.get((*path, 0))
    if item is None or (*path, 1) in document.spans:
        return None
    source = Source(text)
    row = text.split("\n")[item.start.line - 1]
    before = row[: item.start.column - 1]
    if before.strip(" ") != "-":
        return None
    at = source.line_start(item.start.line) + before.index("-")
    repair = Repair(id="repair.take-item", edits=(source.edit(at, at + 1, " "),), params={"line": str(item.start.line)})
    return repair if _readable(apply(text, repair)) else None


def _readable(text: str) -> bool:
    return not any(problem.severity == "error" and problem.code != "EMPTY" for problem in parse(text).problems)
