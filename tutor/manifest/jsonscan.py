"""Own the first syntax error of a JSON text, in the words and at the offset of Go's encoding/json."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from tutor.manifest import gosyntax

_BLANK: Final = re.compile(rb"[ \t\r\n]*")
_DEEPEST: Final = 10_000
_LITERALS: Final = {b"t": b"true", b"f": b"false", b"n": b"null"}
_DIGITS: Final = re.compile(rb"[0-9]+")
_PLAIN: Final = re.compile(rb'[^"\\\x00-\x1f]*')
_HEX: Final = re.compile(rb"[0-9a-fA-F]")
_QUOTED: Final = {"'": "'\\''", '"': "'\"'"}


class JSONError(Exception):
    """Why Go's decoder refuses a JSON text, and a code for translators; the offset counts bytes."""

    def __init__(self, words: str, offset: int, code: str = "JSON") -> None:
        super().__init__(words)
        self.words = words
        self.offset = offset
        self.code = code


def end_of_value(data: bytes, at: int) -> int:
    """Give the offset after the JSON value that starts at `at`, or raise JSONError. Mirrors scanner.go."""
    closers: list[bytes] = []
    at = _begin_value(data, at, closers)
    while closers:
        at = _skip(data, at)
        char = data[at : at + 1]
        if char == closers[-1]:
            closers.pop()
            at += 1
        elif char == b",":
            at = _next_entry(data, at + 1, closers)
        else:
            kind = "object key:value pair" if closers[-1] == b"}" else "array element"
            _refuse(data, at, f"after {kind}")
    return at


def _begin_value(data: bytes, at: int, closers: list[bytes]) -> int:
    """Pass openings down to the first whole value; the rest is up to the caller."""
    while True:
        at = _skip(data, at)
        char = data[at : at + 1]
        if char not in (b"{", b"["):
            return _scalar(data, at)
        closers.append(b"}" if char == b"{" else b"]")
        if len(closers) > _DEEPEST:
            raise JSONError("exceeded max depth", at + 1, "TOO_DEEP")
        at = _skip(data, at + 1)
        if data[at : at + 1] == closers[-1]:
            closers.pop()
            return at + 1
        if char == b"{":
            at = _key(data, at)


def _next_entry(data: bytes, at: int, closers: list[bytes]) -> int:
    at = _skip(data, at)
    return _begin_value(data, _key(data, at) if closers[-1] == b"}" else at, closers)


def _key(data: bytes, at: int) -> int:
    if data[at : at + 1] != b'"':
        _refuse(data, at, "looking for beginning of object key string")
    at = _skip(data, _string(data, at))
    if data[at : at + 1] != b":":
        _refuse(data, at, "after object key")
    return at + 1


def _scalar(data: bytes, at: int) -> int:
    char = data[at : at + 1]
    if char == b'"':
        return _string(data, at)
    if char in _LITERALS:
        return _literal(data, at, _LITERALS[char])
    if char != b"-" and not char.isdigit():
        _refuse(data, at, "looking for beginning of value")
    return _number(data, at)


def _literal(data: bytes, at: int, word: bytes) -> int:
    for step, expected in enumerate(word):
        if data[at + step : at + step + 1] != bytes((expected,)):
            _refuse(data, at + step, f"in literal {word.decode()} (expecting '{chr(expected)}')")
    return at + len(word)


def _number(data: bytes, at: int) -> int:
    at += data.startswith(b"-", at)
    at = at + 1 if data[at : at + 1] == b"0" else _digits(data, at, "in numeric literal")
    if data[at : at + 1] == b".":
        at = _digits(data, at + 1, "after decimal point in numeric literal")
    if data[at : at + 1] in (b"e", b"E"):
        at += 2 if data[at + 1 : at + 2] in (b"+", b"-") else 1
        at = _digits(data, at, "in exponent of numeric literal")
    return at


def _digits(data: bytes, at: int, where: str) -> int:
    match = _DIGITS.match(data, at)
    if match is None:
        _refuse(data, at, where)
    return match.end()


def _string(data: bytes, at: int) -> int:
    at += 1
    while True:
        at = _plain_end(data, at)
        char = data[at : at + 1]
        if char == b'"':
            return at + 1
        if char != b"\\":
            _refuse(data, at, "in string literal")
        at = _escape(data, at + 1)


def _plain_end(data: bytes, at: int) -> int:
    match = _PLAIN.match(data, at)
    return match.end() if match else at


def _escape(data: bytes, at: int) -> int:
    char = data[at : at + 1]
    if char == b"u":
        for step in range(1, 5):
            if not _HEX.match(data, at + step):
                _refuse(data, at + step, "in \\u hexadecimal character escape")
        return at + 5
    if not char or char not in b'bfnrt\\/"':
        _refuse(data, at, "in string escape code")
    return at + 1


def _skip(data: bytes, at: int) -> int:
    match = _BLANK.match(data, at)
    return match.end() if match else at


def _refuse(data: bytes, at: int, where: str) -> NoReturn:
    if at >= len(data):
        raise JSONError("unexpected EOF", at)
    char = chr(data[at])
    shown = _QUOTED.get(char) or "'" + gosyntax.quote(char)[1:-1] + "'"
    raise JSONError(f"json: offset {at + 1}: invalid character {shown} {where}", at + 1)
