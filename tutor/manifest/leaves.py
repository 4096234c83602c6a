"""Own the step from a scalar event to its value, where go-yaml and libyaml read one text differently too."""

from __future__ import annotations

import re
from typing import Any, Final

from tutor.manifest.events import COLON, QUOTE, SimpleMark, UnreadableError, restore
from tutor.manifest.faults import Note
from tutor.manifest.model import Json
from tutor.manifest.nodes import Node
from tutor.manifest.scalars import BOOL, FLOAT, INT, STR, read_scalar
from tutor.values import frozen, make

_BARE_TAG: Final = re.compile(r"(?:&\S+\s+)?!\s")
_PAIR: Final = re.compile(r"[a-z][A-Za-z]*:[A-Za-z0-9]\S*")
_TRUTH: Final = frozenset(("true", "false", "True", "False", "TRUE", "FALSE"))


@frozen(kw_only=False)
class Leaf:
    """A scalar: its text, its value, and the tag that go-yaml resolves, by which it writes keys."""

    text: str
    value: Json
    tag: str | None


class LeafReader:
    """Reads the scalars of one document, whose text it needs where events do not tell enough."""

    __slots__ = ("_text",)

    def __init__(self, data: bytes) -> None:
        telling = b"!" in data or b"\\/" in data
        self._text = data.decode("utf-8", "replace").removeprefix("\ufeff") if telling else ""

    def read(self, event: Any) -> Leaf:
        """Read a scalar; RefusedError when its tag does not fit, UnreadableError for an escape go-yaml lacks."""
        text: str = event.value
        if COLON in text or QUOTE in text:
            text = restore(text)
        tag = event.tag
        if self._text and event.style == '"':
            self._check_escapes(event)
        if tag is None and (not event.implicit[0] or (self._text and self._has_bare_tag(event))):
            return make(Leaf)(text, text, STR)
        value, found = read_scalar(text, tag)
        return make(Leaf)(text, value, found)

    def _has_bare_tag(self, event: Any) -> bool:
        """Say whether the tag is a lone `!`, which libyaml drops and which makes go-yaml keep the text."""
        return _BARE_TAG.match(self._text, event.start_mark.index, event.end_mark.index) is not None

    def _check_escapes(self, event: Any) -> None:
        raw = self._text[event.start_mark.index : event.end_mark.index]
        at = raw.replace("\\\\", "  ").find("\\/")
        if at < 0:
            return
        line = event.start_mark.line + raw.count("\n", 0, at)
        column = at + event.start_mark.column if "\n" not in raw[:at] else at - raw.rfind("\n", 0, at) - 1
        problem = "found unknown escape character"
        words = f"line {line + 1}: {problem}" if line else problem
        raise UnreadableError(words, problem, SimpleMark(line, column, event.start_mark.index + at))


def note_value(leaf: Leaf, event: Any, key: Node | None) -> Note | None:
    """Note a plain value that is not what it looks like: a word for a boolean, a number in disguise, a lost space.

    Beside its `key`, as in `image: centos:7`, no other pair can have been meant.
    """
    text, value, tag = leaf.text, leaf.value, leaf.tag
    if tag == STR:
        code = "MISSING_SPACE" if ":" in text and _PAIR.fullmatch(text) and not _beside(key, event) else ""
    elif tag == BOOL:
        code = "" if text in _TRUTH else "BOOLEAN_WORD"
    else:
        code = "NUMBER_FORM" if tag in (INT, FLOAT) and isinstance(value, int) and str(value) != text else ""
    if not code:
        return None
    shown = str(value).lower() if tag == BOOL else str(value)
    return Note(code, event.start_mark, event.end_mark, {"seen": text[:80], "value": shown[:80]})


def _beside(key: Node | None, event: Any) -> bool:
    return key is not None and key.end.line == event.start_mark.line


def note_key(leaf: Leaf, event: Any) -> Note | None:
    """Note a key with a dash in front, which was meant to be a list item."""
    text = leaf.text
    if text[:1] == "-" and text[1:2].isalpha():
        return Note("MISSING_DASH_SPACE", event.start_mark, event.end_mark, {"seen": text[:80], "value": text[1:80]})
    return None
