"""The grammar of label selectors on the command line, and kubectl's words for its faults."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.content import Complaints, label_value, qualified_name
from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.values import frozen

_SPECIAL = frozenset("=!(),><")
_SPACE = frozenset(" \t\r\n")
_TOKENS = frozenset((")", ",", "!", "==", "=", ">", "<", "!=", "("))
_KEYWORDS = frozenset(("in", "notin"))
_END, _ERROR, _WORD = "end", "error", "word"
_COMPARISONS = frozenset(("=", "==", "!=", ">", "<"))
_BINARY = "in, notin, =, ==, !=, gt, lt"


class SelectorError(ValueError):
    """A selector that cannot be read."""


@frozen
class Requirement:
    """One term: a key, one of in, notin, =, ==, !=, >, <, exists, !, and its values, sorted."""

    key: str
    operator: str
    values: tuple[str, ...] = ()

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether the labels satisfy this term."""
        value = labels.get(self.key)
        if self.operator in ("in", "=", "=="):
            return value is not None and value in self.values
        if self.operator in ("notin", "!="):
            return value is None or value not in self.values
        if self.operator in (">", "<"):
            return self._compares(value)
        return (value is not None) == (self.operator == "exists")

    def _compares(self, value: str | None) -> bool:
        if value is None or not _is_integer(value):
            return False
        wanted = int(self.values[0])
        return int(value) > wanted if self.operator == ">" else int(value) < wanted

    def __str__(self) -> str:
        if self.operator in ("exists", "!"):
            return self.key if self.operator == "exists" else f"!{self.key}"
        joined = ",".join(self.values)
        return (
            f"{self.key} {self.operator} ({joined})"
            if self.operator in _KEYWORDS
            else f"{self.key}{self.operator}{joined}"
        )


@frozen(kw_only=False)
class _Token:
    kind: str
    text: str


def read_requirements(text: str) -> tuple[Requirement, ...]:
    """All terms of a selector, sorted by key; raises SelectorError. Mirrors labels.Parse."""
    reader = _Reader(_tokens(text))
    terms: list[Requirement] = []
    while (found := reader.peek()).kind != _END:
        if found.kind not in (_WORD, "!"):
            raise SelectorError(f"found '{found.text}', expected: !, identifier, or 'end of string'")
        try:
            terms.append(_requirement(reader))
        except SelectorError as fault:
            raise SelectorError(f"unable to parse requirement: {fault}") from None
        _after_requirement(reader)
    return tuple(sorted(terms, key=lambda one: one.key))


def _after_requirement(reader: _Reader) -> None:
    found = reader.take()
    if found.kind == ",":
        following = reader.peek()
        if following.kind not in (_WORD, "!"):
            raise SelectorError(f"found '{following.text}', expected: identifier after ','")
    elif found.kind != _END:
        raise SelectorError(f"found '{found.text}', expected: ',' or 'end of string'")


class _Reader:
    """The tokens that are still to be read; the last one stays."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self, *, operator: bool = False) -> _Token:
        """The next token; `in` and `notin` are words unless an operator may stand here."""
        token = self._tokens[min(self._at, len(self._tokens) - 1)]
        return _Token(_WORD, token.text) if token.kind in _KEYWORDS and not operator else token

    def take(self, *, operator: bool = False) -> _Token:
        """The next token, which is then gone."""
        token = self.peek(operator=operator)
        self._at += 1
        return token


def _requirement(reader: _Reader) -> Requirement:
    found = reader.take()
    absent = found.kind == "!"
    if absent:
        found = reader.take()
    if found.kind != _WORD:
        raise SelectorError(f"found '{found.text}', expected: identifier")
    _refuse(FieldPath("<nil>"), found.text, qualified_name(found.text))
    if absent or reader.peek().kind in (_END, ","):
        return Requirement(key=found.text, operator="!" if absent else "exists")
    operator = reader.take(operator=True)
    if operator.kind not in _COMPARISONS and operator.kind not in _KEYWORDS:
        raise SelectorError(f"found '{operator.text}', expected: {_BINARY}")
    values = _values(reader) if operator.kind in _KEYWORDS else _exact_value(reader)
    _check_values(found.text, operator.kind, values)
    return Requirement(key=found.text, operator=operator.kind, values=values)


def _values(reader: _Reader) -> tuple[str, ...]:
    opening = reader.take()
    if opening.kind != "(":
        raise SelectorError(f"found '{opening.text}' expected: '('")
    first = reader.peek()
    if first.kind == ")":
        reader.take()
        return ()
    if first.kind not in (_WORD, ","):
        raise SelectorError(f"found '{first.text}', expected: ',', ')' or identifier")
    values = _identifiers(reader)
    reader.take()
    return tuple(sorted(values))


def _identifiers(reader: _Reader) -> set[str]:
    values: set[str] = set()
    while True:
        found = reader.take()
        following = reader.peek()
        if found.kind == _WORD:
            values.add(found.text)
            if following.kind == ")":
                return values
            if following.kind != ",":
                raise SelectorError(f"found '{following.text}', expected: ',' or ')'")
        elif found.kind == ",":
            if not values or following.kind in (")", ","):
                values.add("")
            if following.kind == ")":
                return values
            if following.kind == ",":
                reader.take()
        else:
            raise SelectorError(f"found '{found.text}', expected: ',', or identifier")


def _exact_value(reader: _Reader) -> tuple[str, ...]:
    if reader.peek().kind in (_END, ","):
        return ("",)
    found = reader.take()
    if found.kind != _WORD:
        raise SelectorError(f"found '{found.text}', expected: identifier")
    return (found.text,)


def _check_values(key: str, operator: str, values: tuple[str, ...]) -> None:
    path = FieldPath("values")
    if operator in _KEYWORDS and not values:
        raise SelectorError(invalid(path, [], "for 'in', 'notin' operators, values set can't be empty").message)
    if operator in (">", "<") and not _is_integer(values[0]):
        detail = "for 'Gt', 'Lt' operators, the value must be an integer"
        raise SelectorError(invalid(path / 0, values[0], detail).message)
    for at, value in enumerate(values):
        _refuse((path / at).key(key), value, label_value(value))


def _refuse(path: FieldPath, value: str, complaints: Complaints) -> None:
    if complaints:
        fault: FieldError = invalid(path, value, "; ".join(complaints))
        raise SelectorError(fault.message)


def _is_integer(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("+") if text[:1] in "+-" else text
    return digits.isascii() and digits.isdigit() and len(digits) < 20 and -(1 << 63) <= int(text) < 1 << 63


def _tokens(text: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        if text[at] in _SPACE:
            at += 1
            continue
        token = _symbol(text, at) if text[at] in _SPECIAL else _word(text, at)
        tokens.append(token)
        at += max(len(token.text), 1) if token.kind != _ERROR else len(text)
    return (*tokens, _Token(_END, ""))


def _word(text: str, at: int) -> _Token:
    end = at
    while end < len(text) and text[end] not in _SPECIAL and text[end] not in _SPACE:
        end += 1
    word = text[at:end]
    return _Token(word if word in _KEYWORDS else _WORD, word)


def _symbol(text: str, at: int) -> _Token:
    best = next((text[at : at + size] for size in (2, 1) if text[at : at + size] in _TOKENS), None)
    return _Token(best, best) if best else _Token(_ERROR, f"error expected: keyword found '{text[at:]}'")
