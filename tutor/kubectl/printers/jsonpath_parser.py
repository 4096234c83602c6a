"""Reads the template language of `-o jsonpath`, as client-go's util/jsonpath does."""

from __future__ import annotations

import json
import re

from tutor.values import frozen

_DICT_KEY = re.compile(r"^'([^']*)'$")
_SLICE = re.compile(r"^(-?\d*)(:-?\d*)?(:-?\d*)?$")
_FILTER = re.compile(r"^([^!<>=]+)([!<>=]+)(.+?)$", re.DOTALL)
_TERMINATORS = frozenset(".,[]$@{} \t\r\n")


class TemplateError(ValueError):
    """A template that cannot be read or carried out."""


@frozen(kw_only=False)
class Text:
    """Words that stand for themselves."""

    text: str


@frozen(kw_only=False)
class Number:
    """An integer or a float."""

    value: int | float


@frozen(kw_only=False)
class Bool:
    """true or false."""

    value: bool


@frozen(kw_only=False)
class Identifier:
    """`range` or `end`; any other word is refused when it is carried out."""

    name: str


@frozen(kw_only=False)
class Field:
    """`.name`; an empty name is the object itself."""

    name: str


@frozen(kw_only=False)
class Wildcard:
    """`.*`."""


@frozen(kw_only=False)
class Recursive:
    """`..`."""


@frozen(kw_only=False)
class Array:
    """`[start:end:step]`; `derived` says that the end follows from the start."""

    start: int | None
    end: int | None
    step: int | None
    derived: bool = False


@frozen(kw_only=False)
class Union:
    """`[a,b]`."""

    choices: tuple[tuple[Node, ...], ...]


@frozen(kw_only=False)
class Filter:
    """`[?(left operator right)]`."""

    left: tuple[Node, ...]
    operator: str
    right: tuple[Node, ...] = ()


@frozen(kw_only=False)
class Action:
    """What stands between braces: steps carried out one after another."""

    nodes: tuple[Node, ...]


Node = Text | Number | Bool | Identifier | Field | Wildcard | Recursive | Array | Union | Filter


def parse_template(template: str) -> tuple[Text | Action, ...]:
    """Split a template into words and actions; raises TemplateError in client-go's words."""
    parts: list[Text | Action] = []
    at = 0
    while at < len(template):
        brace = template.find("{", at)
        words = template[at:] if brace < 0 else template[at:brace]
        if words:
            parts.append(Text(words))
        if brace < 0:
            break
        reader = _Reader(template, brace + 1)
        parts.append(Action(tuple(reader.read_action())))
        at = reader.at
    return tuple(parts)


def _parse_inside(text: str) -> tuple[Node, ...]:
    return tuple(_Reader(text + "}", 0).read_action())


class _Reader:
    """A position in one template."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at

    def read_action(self) -> list[Node]:
        """Read up to the closing brace."""
        nodes: list[Node] = []
        while True:
            rest = self.text[self.at : self.at + 3]
            if rest.startswith("}"):
                self.at += 1
                return nodes
            if rest == "[?(":
                nodes.append(self._filter())
            elif rest.startswith(".."):
                self.at += 2
                nodes.append(Recursive())
                if self.text[self.at : self.at + 1] not in {"", "[", "}", "."} and not self._space():
                    nodes.append(self._field())
            else:
                nodes += self._step()

    def _space(self) -> bool:
        return self.text[self.at : self.at + 1] in " \t"

    def _step(self) -> list[Node]:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char in {"", "\n", "\r"}:
            raise TemplateError("unclosed action")
        if char in " @$":
            return []
        if char == "[":
            return self._array()
        if char in "\"'":
            return [self._quoted(char)]
        if char == ".":
            return [self._field()]
        self.at -= 1
        if char in "+-" or char.isdigit():
            return [self._number()]
        if char == "_" or char.isalnum():
            return [self._identifier()]
        raise TemplateError(f"unrecognized character in action: U+{ord(char):04X} '{char}'")

    def _word(self) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in _TERMINATORS:
            self.at += 2 if self.text[self.at] == "\\" else 1
        return self.text[start : self.at]

    def _field(self) -> Node:
        word = self._word()
        return Wildcard() if word == "*" else Field(word.replace("\\", ""))

    def _number(self) -> Number:
        found = re.compile(r"[+-]?[\d.]*").match(self.text, self.at)
        word = found[0] if found else ""
        self.at += len(word)
        try:
            return Number(int(word))
        except ValueError:
            pass
        try:
            return Number(float(word))
        except ValueError:
            raise TemplateError(f"cannot parse number {word}") from None

    def _identifier(self) -> Node:
        word = self._word()
        return Bool(word == "true") if word in {"true", "false"} else Identifier(word)

    def _quoted(self, end: str) -> Text:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in (end, "\n"):
            self.at += 2 if self.text[self.at] == "\\" else 1
        if self.text[self.at : self.at + 1] != end:
            raise TemplateError("unterminated quoted string")
        self.at += 1
        return Text(_unquote(self.text[start : self.at - 1], end))

    def _array(self) -> list[Node]:
        end = self.text.find("]", self.at)
        line = self.text.find("\n", self.at)
        if end < 0 or 0 <= line < end:
            raise TemplateError("unterminated array")
        inside = self.text[self.at : end]
        self.at = end + 1
        choices = inside.split(",")
        if len(choices) > 1:
            return [Union(tuple(_parse_inside(f"[{choice.strip(' ')}]") for choice in choices))]
        key = _DICT_KEY.match(inside)
        if key:
            return list(_parse_inside(f".{key[1]}"))
        return [_slice(":" if inside == "*" else inside)]

    def _filter(self) -> Filter:
        self.at += 3
        start, depth, quote = self.at, 1, ""
        while depth or self.text[self.at : self.at + 1] != "]":
            char = self.text[self.at : self.at + 1]
            if char in {"", "\n"}:
                raise TemplateError("unterminated filter")
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'":
                quote = char
            else:
                depth += {"(": 1, ")": -1}.get(char, 0)
            if depth < 0:
                raise TemplateError("unclosed array expect ]")
            self.at += 1
        inside = self.text[start : self.at - 1]
        self.at += 1
        found = _FILTER.match(inside)
        if found is None:
            return Filter(_parse_inside(inside), "exists")
        return Filter(_parse_inside(found[1]), found[2], _parse_inside(found[3]))


def _slice(inside: str) -> Array:
    found = _SLICE.match(inside)
    if found is None:
        raise TemplateError(f"invalid array index {inside}")
    start, end, step = (part.removeprefix(":") if part is not None else None for part in found.groups())
    first = _index(start)
    if end is None:
        return Array(first, (first or 0) + 1, _index(step), derived=True)
    return Array(first, _index(end), _index(step))


def _index(text: str | None) -> int | None:
    if not text:
        return None
    if text == "-":
        raise TemplateError('strconv.Atoi: parsing "-": invalid syntax')
    return int(text)


def _unquote(text: str, end: str) -> str:
    """Read the escapes of a quoted text. Mirrors UnquoteExtend."""
    body = text.replace("\\'", "'").replace('"', '\\"') if end == "'" else text
    try:
        value = json.loads(f'"{body}"', strict=False)
    except ValueError:
        raise TemplateError("invalid syntax") from None
    return str(value)
