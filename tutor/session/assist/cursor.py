"""Finds the field at a place of a text that need not be YAML yet, by its indentation alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from tutor.api import kinds
from tutor.api.kinds import Kind
from tutor.api.wire import Path
from tutor.session.assist.flow import flow_spot
from tutor.values import frozen, replace

LONGEST: Final = 40_000
_KEY: Final = re.compile(r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#:\"'\[\]{},&*!|>%@`-][^:#]*?)[ \t]*:(?P<value>[ \t].*|$)")
_DASH: Final = re.compile(r"-(?: +|$)")
_FLOW_KEY: Final = re.compile(r"([A-Za-z0-9_./-]*[\"']?)[ \t]*:")
_BLOCK: Final = re.compile(r"[ \t]*[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")


@frozen
class Spot:
    """Where the cursor is: the field (`path` below the object), whether at its key or value, what stands before.

    `start` is the column, counted from 1, where the word at the cursor starts; `keyed` says that the line has its key
    and colon, which `path` then ends with; `taken` are the other keys that stand beside it; `flow` says in braces.
    """

    kind: Kind | None
    api_version: str
    kind_word: str
    path: Path
    role: Literal["key", "value"]
    keyed: bool
    word: str
    start: int
    taken: frozenset[str]
    flow: bool = False


@frozen(kw_only=False)
class _Row:
    """One line with a key or an item: the path of what holds it, its key, the columns of key and value."""

    number: int
    parent: Path
    key: str
    column: int
    value: int
    text: str


Stack = list[tuple[int, str | int]]


def spot_at(text: str, line: int, column: int) -> Spot | None:
    """Find the field at a place, both counted from 1; None past the text, in a comment or in a huge text."""
    lines = text.split("\n")
    if len(text) > LONGEST or not 0 < line <= len(lines):
        return None
    before = lines[line - 1][: column - 1]
    if before.lstrip().startswith("#") or " #" in before:
        return None
    first, last = _document(lines, line - 1)
    rows = list(_rows(lines, first, last, line - 1, column - 1))
    here = next((row for row in rows if row.number == line - 1), None)
    if here is None:
        return None
    spot = _spot(rows, here, before)
    return _in_flow(spot, lines[line - 1], here.value if here.key else here.column, column - 1) or spot


def _spot(rows: Sequence[_Row], here: _Row, before: str) -> Spot:
    root = _root(rows, here.parent)
    at_value = here.key != "" and len(before) > here.column + len(here.key)
    path = (*here.parent, here.key) if here.key else here.parent
    words = {row.key: row.text.partition(" #")[0].strip().strip("\"'") for row in rows if row.parent == root}
    start = here.value if at_value else here.column
    word = before[min(start, len(before)) :]
    taken = {row.key for row in rows if row.key and row.parent == here.parent and row is not here}
    return Spot(
        kind=kinds.by_gvk(words.get("apiVersion", ""), words.get("kind", "")),
        api_version=words.get("apiVersion", ""),
        kind_word=words.get("kind", ""),
        path=path[len(root) :],
        role="value" if at_value else "key",
        keyed=here.key != "",
        word=word,
        start=min(start, len(before)) + 1,
        taken=frozenset(taken),
    )


def _in_flow(spot: Spot, line: str, start: int, at: int) -> Spot | None:
    """The place inside the braces or brackets that a value starts with; None where it has none, or is over."""
    if at <= start or line[start : start + 1] not in ("{", "["):
        return None
    found = flow_spot(line[start:], at - start)
    if found is None:
        return None
    begin = start + found.start
    rest = _FLOW_KEY.match(line, at) if found.at_key else None
    path = (*spot.path, *found.path)
    return replace(
        spot,
        path=(*path, (line[begin:at] + rest[1]).strip("\"'")) if rest else path,
        role="key" if found.at_key else "value",
        keyed=rest is not None or not found.at_key,
        word=line[begin:at],
        start=begin + 1,
        taken=found.taken,
        flow=True,
    )


def _root(rows: Sequence[_Row], parent: Path) -> Path:
    """The path of the object: that of an item where the document is a List."""
    is_list = any(row.parent == () and row.key == "kind" and row.text.strip() == "List" for row in rows)
    return parent[:2] if is_list and parent[:1] == ("items",) and len(parent) > 1 else ()


def _document(lines: Sequence[str], row: int) -> tuple[int, int]:
    """The first line and the line after the last of the document around a line."""
    marks = [number for number, line in enumerate(lines) if line.startswith("---")]
    first = max((number + 1 for number in marks if number <= row), default=0)
    return first, min((number for number in marks if number > row), default=len(lines))


def _rows(lines: Sequence[str], first: int, last: int, row: int, column: int) -> Iterator[_Row]:
    """Every key of a document with what holds it; the line of the cursor is there also when it is empty."""
    stack: Stack = []
    block: int | None = None  # the column of the key whose text goes on below
    for number in range(first, last):
        line = lines[number]
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = None
        if line.lstrip().startswith("#") or (not line.strip() and number != row):
            continue
        empty = not line.strip()
        own = list(stack) if empty else stack
        found = _row(number, line, column if empty else indent, own)
        if found.key:
            own.append((found.column, found.key))
            block = found.column if _BLOCK.fullmatch(found.text) else None
        yield found


def _row(number: int, line: str, column: int, stack: Stack) -> _Row:
    """Read one line and leave on the stack what holds it."""
    while dash := _DASH.match(line, column):
        _item(stack, column)
        column = dash.end()
    while stack and stack[-1][0] >= column:
        stack.pop()
    parent = tuple(part for _, part in stack)
    match = _KEY.match(line, column)
    if match is None:
        return _Row(number, parent, "", column, column, line[column:])
    value = match.start("value") + len(match["value"]) - len(match["value"].lstrip())
    return _Row(number, parent, match["key"].strip("\"'"), column, value, match["value"])


def _item(stack: Stack, column: int) -> None:
    """Take the next item of the list whose dashes stand in a column, which may be that of the list's own key."""
    while stack and stack[-1][0] > column:
        stack.pop()
    if stack and stack[-1][0] == column and isinstance(stack[-1][1], int):
        stack[-1] = (column, stack[-1][1] + 1)
    else:
        stack.append((column, 0))
