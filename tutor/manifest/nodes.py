"""Own where each value of a document stands, found by path when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from tutor.manifest.model import Path, Position, Span


class Mark(Protocol):
    """A place inside one document, as libyaml gives it: all counted from 0."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""

    @property
    def index(self) -> int:
        """Characters before it."""


class Node:
    """One value of a document: its marks, and its children by index or key."""

    __slots__ = ("end", "entries", "items", "start")

    def __init__(self, start: Mark, end: Mark) -> None:
        self.start = start
        self.end = end
        self.items: list[Node] | None = None
        self.entries: dict[str, tuple[Node, Node]] | None = None

    def child(self, step: str | int) -> tuple[Node, Node] | None:
        """Give the child's key (itself in a list) and value, or None."""
        if isinstance(step, str):
            return self.entries.get(step) if self.entries else None
        if self.items is None or not 0 <= step < len(self.items):
            return None
        return self.items[step], self.items[step]

    def steps(self) -> Iterator[tuple[str | int, Node, Node]]:
        """Yield each child with its step, key and value."""
        for number, item in enumerate(self.items or ()):
            yield number, item, item
        for key, (name, value) in (self.entries or {}).items():
            yield key, name, value


class Spans(Mapping[Path, Span]):
    """The spans of a document's values, or of its keys; a path costs its own length, nothing is computed ahead."""

    __slots__ = ("_keys", "_line", "_root")

    def __init__(self, root: Node, line: int, *, keys: bool) -> None:
        self._root = root
        self._line = line
        self._keys = keys

    def __getitem__(self, path: Path) -> Span:
        name = value = self._root
        for step in path:
            found = value.child(step)
            if found is None:
                raise KeyError(path)
            name, value = found
        if self._keys and not (path and isinstance(path[-1], str)):
            raise KeyError(path)
        return span_of(name if self._keys else value, self._line)

    def __iter__(self) -> Iterator[Path]:
        stack: list[tuple[Path, Node]] = [((), self._root)]
        if not self._keys:
            yield ()
        while stack:
            path, node = stack.pop()
            for step, _, value in node.steps():
                if not self._keys or isinstance(step, str):
                    yield (*path, step)
                stack.append(((*path, step), value))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def span_of(node: Node, line: int) -> Span:
    """Give a node's span in the file; line is the number of lines before its document."""
    return Span(start=position(node.start, line), end=position(node.end, line))


def position(mark: Mark, line: int) -> Position:
    """Turn a mark into a place in the file; line is the number of lines before its document."""
    return Position(line=line + mark.line + 1, column=mark.column + 1)
