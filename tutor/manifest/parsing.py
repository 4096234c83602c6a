"""Own the reading of a whole file: kubectl's documents in order, up to the first that it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tutor.manifest.chunks import Chunk, split
from tutor.manifest.events import SimpleMark, UnreadableError
from tutor.manifest.faults import Fault, TooMuchError
from tutor.manifest.jsonscan import JSONError
from tutor.manifest.jsonstream import SPACE, JSONValue, looks_like_json, read
from tutor.manifest.lint import lint, problem_of
from tutor.manifest.model import LIMITS, Document, Json, Limits, Parsed, Path, Position, Problem, Span
from tutor.manifest.nodes import Mark, Node, Spans, position
from tutor.manifest.tree import Builder
from tutor.manifest.words import advise, hint_for, pasted
from tutor.values import replace

_CONVERTING: Final = "error converting YAML to JSON: "
_TEMPLATE: Final = re.compile(rb"\s*(?:\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\})")
_LEAST: Final = 4  # bytes that must be left for kubectl to try YAML
_START: Final = SimpleMark(0, 0, 0)
_NOWHERE: Final = Span(start=Position(line=1, column=1), end=Position(line=1, column=1))
Read = tuple[Document | None, tuple[Problem, ...]]


def parse(text: str | bytes, limits: Limits = LIMITS) -> Parsed:
    """Read a file as kubectl does; never raises: a fault is a Problem and, where kubectl stops, a Document's error."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > limits.bytes:
        limit = str(limits.bytes)
        return _refuse_whole("TOO_LARGE", f"the file has {len(data)} bytes, the limit is {limit}", limit)
    documents: list[Document] = []
    problems: list[Problem] = []
    for document, found in _documents(data, limits):
        problems.extend(found)
        if document is not None:
            documents.append(replace(document, index=len(documents)))
        if len(documents) > limits.documents:
            limit = str(limits.documents)
            return _refuse_whole("TOO_MANY_DOCUMENTS", f"the file has more than {limit} documents", limit)
    shown = data.decode("utf-8", "replace")
    problems.extend(lint(shown))
    if not documents and not any(problem.severity == "error" for problem in problems):
        problems.append(_problem("EMPTY", "the file has no object", _NOWHERE))
    return Parsed(documents=tuple(documents), problems=tuple(problems))


def _refuse_whole(code: str, words: str, limit: str) -> Parsed:
    document = _document(None, "", 0, error=words)
    problem = _problem(code, words, _NOWHERE, limit=limit)
    return Parsed(documents=(document,), problems=(problem,))


def _documents(data: bytes, limits: Limits) -> Iterator[Read]:
    if not looks_like_json(data):
        yield from _yaml_documents(data, 0, limits, None)
        return
    stream = read(data, limits)
    for value in stream.values:
        if value.value is not None:
            yield _json_document(value, data, limits), ()
    if stream.error is None:
        return
    refusal = _json_refusal(stream.error, data, limits)
    # More than one JSON value settles that the file is JSON; else kubectl tries the rest as YAML.
    if len(stream.values) > 1:
        yield refusal
        return
    rest = _after_blank(data, stream.rest)
    if rest is None:
        yield refusal
        return
    yield from _yaml_documents(data[rest:], data.count(b"\n", 0, rest), limits, refusal)


def _yaml_documents(data: bytes, line: int, limits: Limits, refusal: Read | None) -> Iterator[Read]:
    """Read documents up to the first refused one; on the first chunk a refusal of JSON goes before that of YAML."""
    left = limits.total
    for number, chunk in enumerate(split(data, line)):
        builder = Builder(chunk.data, limits if left >= limits.nodes else replace(limits, nodes=left))
        document, problems = _read_chunk(chunk, builder)
        left -= builder.spent
        if document is None and not problems:
            continue
        refused = document is not None and document.error is not None
        yield refusal if refused and number == 0 and refusal is not None else (document, problems)
        if refused:
            return


def _read_chunk(chunk: Chunk, builder: Builder) -> Read:
    if chunk.refusal is not None:
        span = Span(start=position(_START, chunk.line), end=position(SimpleMark(0, 3, 3), chunk.line))
        problem = _problem("BAD_DOCUMENT_SEPARATOR", chunk.refusal, span)
        return _document(None, "", chunk.line, error=chunk.refusal), (problem,)
    text = chunk.data.decode("utf-8", "replace")
    try:
        builder.build()
    except UnreadableError as refusal:
        return _unreadable(refusal, text, chunk.line)
    except TooMuchError as too_much:
        return _refused(too_much.fault, text, chunk.line)
    if builder.fault is not None:
        return _refused(builder.fault, text, chunk.line)
    notes = tuple(problem_of(note, chunk.line) for note in builder.notes)
    if builder.value is None:
        return None, notes
    return _document(builder.value, text, chunk.line, root=builder.root), notes


def _unreadable(refusal: UnreadableError, text: str, line: int) -> Read:
    words = f"{_CONVERTING}yaml: {refusal.words}"
    rows = text.split("\n")
    row = rows[refusal.mark.line] if refusal.mark.line < len(rows) else ""
    above = rows[refusal.mark.line - 1] if 0 < refusal.mark.line <= len(rows) else ""
    advice = advise(refusal, row, above)
    mark: Mark = refusal.mark
    if advice.code == "PASTED" and not pasted(row):  # libyaml stumbles on the line after the one that came along
        mark, row = SimpleMark(mark.line - 1, 0, mark.index - mark.column - len(above) - 1), above
    end = SimpleMark(mark.line, mark.column + 1, mark.index + 1)
    span = Span(start=position(mark, line), end=position(end, line))
    params = {"seen": row[mark.column : mark.column + 40]}
    if refusal.context is not None:
        params["since"] = str(line + refusal.context.line + 1)
    if advice.case:
        params["case"] = advice.case
    problem = Problem(code=advice.code, span=span, message=words, params=params, hint=advice.hint)
    return _document(None, text, line, error=words), (problem,)


def _refused(fault: Fault, text: str, line: int) -> Read:
    words = _CONVERTING + fault.words
    end = SimpleMark(fault.mark.line, fault.mark.column + 1, fault.mark.index + 1)
    span = Span(start=position(fault.mark, line), end=position(end, line))
    return _document(None, text, line, error=words), (_problem(fault.code, words, span, **fault.params),)


def _json_refusal(error: JSONError, data: bytes, limits: Limits) -> Read:
    before = data[: max(error.offset - 1, 0)]
    row = before.count(b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace"))
    span = Span(start=position(SimpleMark(row, column, 0), 0), end=position(SimpleMark(row, column + 1, 0), 0))
    return _document(None, data.decode("utf-8", "replace"), 0, error=error.words), (
        _problem(_json_code(error, data), error.words, span, limit=str(limits.depth)),
    )


def _json_code(error: JSONError, data: bytes) -> str:
    """Tell a template, whose braces make kubectl read it as JSON, from JSON."""
    return "TEMPLATE" if _TEMPLATE.match(data) else error.code


def _json_document(value: JSONValue, data: bytes, limits: Limits) -> Document:
    """Make a document of a JSON value; its spans come from reading the same text as YAML, where that works."""
    line = data.count(b"\n", 0, value.start)
    indent = len(data[data.rfind(b"\n", 0, value.start) + 1 : value.start].decode("utf-8", "replace"))
    builder = Builder(b" " * indent + value.data + b"\n", limits)
    text = value.data.decode("utf-8", "replace")
    try:
        builder.build()
    except (UnreadableError, TooMuchError):
        return _document(value.value, text, line)
    return _document(value.value, text, line, root=builder.root)


def _after_blank(data: bytes, at: int) -> int | None:
    """Skip blanks up to and with the first end of line; None where too little is left. Mirrors consumeWhitespace."""
    while at + _LEAST <= len(data):
        letter = data[at : at + _LEAST].decode("utf-8", "ignore")[:1]
        if letter == "\ufffd":
            return None
        if letter not in SPACE:
            return at
        at += len(letter.encode())
        if letter == "\n":
            return at
    return None


def _document(value: Json, text: str, line: int, *, root: Node | None = None, error: str | None = None) -> Document:
    node = root or Node(_START, _START)
    spans: Mapping[Path, Span] = Spans(node, line, keys=False)
    keys: Mapping[Path, Span] = Spans(node, line, keys=True)
    first = line + 1 + (node.start.line if root else 0)
    return Document(index=0, value=value, line=first, spans=spans, key_spans=keys, error=error, text=text)


def _problem(code: str, message: str, span: Span, **params: str) -> Problem:
    return Problem(code=code, span=span, message=message, params=params, hint=hint_for(code, **params))
