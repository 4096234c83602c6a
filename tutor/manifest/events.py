"""Own libyaml: the events of one document, and its refusals in go-yaml's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from yaml import DocumentEndEvent, MarkedYAMLError, ScalarEvent, SequenceStartEvent, StreamEndEvent, YAMLError
from yaml.cyaml import CBaseLoader
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

from tutor.manifest.nodes import Mark
from tutor.values import frozen

_RETRIES: Final = 20
_VERSION: Final = re.compile(r"\A(?:[ \t]*(?:#.*)?\n)*%YAML[ \t]+(?P<version>[0-9]{1,2}\.[0-9]{1,2})(?=\s)")
# Private characters stand for what go-yaml reads as text and libyaml refuses, until the scalar is built.
COLON: Final = "\U0010fffa"
QUOTE: Final = "\U0010fffb"
_ESCAPED_QUOTE: Final = "\U0010fffc"
_ALLOWED: Final = {
    ("found unexpected ':'", ":"): COLON,
    ("found unknown escape character", "\\'"): _ESCAPED_QUOTE + QUOTE,
}


@frozen(kw_only=False)
class SimpleMark:
    """A place that libyaml did not give itself; counted from 0."""

    line: int
    column: int
    index: int


class UnreadableError(Exception):
    """A document that go-yaml cannot read: its words after "yaml: ", the problem alone, and the place."""

    def __init__(self, words: str, problem: str, mark: Mark, *, context: Mark | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.problem = problem
        self.mark = mark
        self.context = context


def restore(text: str) -> str:
    """Put back what was replaced before libyaml read a document."""
    return text.replace(COLON, ":").replace(_ESCAPED_QUOTE + QUOTE, "'")


def read_events(data: bytes, done: int = 0) -> Iterator[Any]:
    """Yield the events of the first document after `done` events; UnreadableError where go-yaml refuses it.

    Events come one by one, so a caller that stops at a depth or a count never meets libyaml's own limits.
    """
    _check_version(data)
    for _ in range(_RETRIES):
        changed: bytes | None = None
        try:
            for number, event in enumerate(_refuse_questions(data, _parse(data)) if b"?" in data else _parse(data)):
                if number >= done:
                    done += 1
                    yield event
        except MarkedYAMLError as error:
            changed = _allow(data, error)
            if changed is None:
                raise _unreadable(error) from None
        except ReaderError as error:
            raise UnreadableError(error.reason, error.reason, _mark_at(data, error.position)) from None
        except YAMLError as error:
            raise UnreadableError(str(error), str(error), SimpleMark(0, 0, 0)) from None
        if changed is None:
            return
        data = changed
    problem = "found unexpected ':'"
    raise UnreadableError(problem, problem, SimpleMark(0, 0, 0))


def _parse(data: bytes) -> Iterator[Any]:
    parser = CBaseLoader(data)
    try:
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, StreamEndEvent):
                return
            yield event
            if isinstance(event, DocumentEndEvent):
                return
    finally:
        parser.dispose()


def _refuse_questions(data: bytes, events: Iterator[Any]) -> Iterator[Any]:
    """Refuse `[http://web/?a=b]`: inside brackets a `?` ends a plain text for go-yaml, and not for libyaml."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    around: list[tuple[str, Mark]] = []
    for event in events:
        start, end = event.start_mark, event.end_mark
        if isinstance(event, CollectionStartEvent):
            around.append((_closing(event), start))
        elif isinstance(event, CollectionEndEvent):
            around.pop()
        elif isinstance(event, ScalarEvent) and around and around[-1][0] and event.style not in ("'", '"'):
            at = text.find("?", start.index + 1, end.index)
            if at >= 0:
                raise _question(text, at, start, *around[-1])
        yield event


def _closing(event: Any) -> str:
    """What go-yaml wants at the end: nothing for a block; a pair without braces belongs to the list around it."""
    if not event.flow_style:
        return ""
    bare = event.start_mark.index == event.end_mark.index
    return "]" if bare or isinstance(event, SequenceStartEvent) else "}"


def _question(text: str, at: int, start: Mark, closing: str, context: Mark) -> UnreadableError:
    line = start.line + text.count("\n", start.index, at)
    problem = f"did not find expected ',' or '{closing}'"
    mark = SimpleMark(line, at - (text.rfind("\n", 0, at) + 1), at)
    return UnreadableError(_numbered(line or context.line, problem), problem, mark, context=context)


def _check_version(data: bytes) -> None:
    """Refuse the YAML 1.2 directive, which libyaml takes and go-yaml does not."""
    if b"%YAML" not in data:
        return
    match = _VERSION.match(data.decode("utf-8", "replace"))
    if match is None or match["version"] == "1.1":
        return
    line = match.string.count("\n", 0, match.start("version"))
    problem = "found incompatible YAML document"
    raise UnreadableError(_numbered(line, problem), problem, SimpleMark(line, 0, match.start("version")))


def _allow(data: bytes, error: MarkedYAMLError) -> bytes | None:
    """Change the one character that libyaml refuses and go-yaml takes, or give None when both refuse."""
    if error.problem_mark is None:
        return None
    text = data.decode("utf-8", "replace")
    index = error.problem_mark.index + text.startswith("\ufeff")
    for (problem, seen), stand_in in _ALLOWED.items():
        if error.problem == problem and text.startswith(seen, index):
            return (text[:index] + stand_in + text[index + len(seen) :]).encode("utf-8", "surrogatepass")
    return None


def _unreadable(error: MarkedYAMLError) -> UnreadableError:
    """Give libyaml's refusal with the line that go-yaml prints. Mirrors parser.fail."""
    mark: Mark = error.problem_mark or SimpleMark(0, 0, 0)
    problem = error.problem or "unknown problem parsing YAML content"
    line = mark.line
    if line and isinstance(error, ScannerError):
        line += 1
    elif not line and error.context_mark is not None:
        line = error.context_mark.line
    return UnreadableError(_numbered(line, problem), problem, mark, context=error.context_mark)


def _numbered(line: int, problem: str) -> str:
    return f"line {line}: {problem}" if line else problem


def _mark_at(data: bytes, offset: int) -> SimpleMark:
    before = data[: max(offset, 0)].decode("utf-8", "replace")
    line = before.count("\n")
    return SimpleMark(line, len(before) - (before.rfind("\n") + 1), len(before))
