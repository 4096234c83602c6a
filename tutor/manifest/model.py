"""Own the values that reading YAML gives: documents, spans, problems and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from tutor.values import frozen

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]


@frozen
class Position:
    """A place in the file: line and column count from 1, columns count characters."""

    line: int
    column: int


@frozen
class Span:
    """From a place up to, but not including, another."""

    start: Position
    end: Position


@frozen
class Problem:
    """One thing to tell a learner: a code for translators, what kubectl says, and what to do next."""

    code: str
    span: Span
    message: str
    params: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = "error"
    hint: str = ""


@frozen
class Document:
    """One object of a file; `error` holds kubectl's words when it cannot be read, and `value` is then None."""

    index: int
    value: Json
    line: int
    spans: Mapping[Path, Span]
    key_spans: Mapping[Path, Span]
    error: str | None
    text: str


@frozen
class Parsed:
    """All that a file holds, up to and with the first document that kubectl cannot read."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


@frozen
class Limits:
    """How much is read before a file is refused; nodes are counted after aliases are expanded.

    `nodes` is for one document and `total` for all of a file.
    """

    bytes: int = 262_144
    depth: int = 64
    nodes: int = 20_000
    documents: int = 100
    total: int = 100_000_000


LIMITS: Final = Limits()
# kubectl itself goes to a depth of 10,000; readers of values recurse, so ours stops where Python still can.
KUBECTL: Final = Limits(bytes=3_145_728, depth=300, nodes=1_000_000, documents=10_000)
