"""Own JSON input: a file whose first sign is `{` is a stream of JSON values until one cannot be read."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from tutor.manifest.jsonscan import JSONError, end_of_value
from tutor.manifest.model import Json, Limits
from tutor.manifest.numbers import normalize
from tutor.values import frozen

_PEEKED: Final = 4096
SPACE: Final = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# A text without an end goes to the end of the file, and is looked at once.
_TEXT_OR_SIGN: Final = re.compile(rb'"(?:[^"\\]|\\.?)*(?:"|\Z)|[,:\[{\]}]', re.DOTALL)
_BLANK: Final = b" \t\r\n"
_TOO_DEEP: Final = "exceeded max depth"


@frozen(kw_only=False)
class JSONValue:
    """One value of the stream: what it is, its bytes, and where they start."""

    value: Json
    data: bytes
    start: int


@frozen(kw_only=False)
class Stream:
    """The values read, where reading stopped, and why; without an error the end was met."""

    values: tuple[JSONValue, ...]
    rest: int
    error: JSONError | None


def looks_like_json(data: bytes) -> bool:
    """Say whether kubectl tries JSON first. Mirrors IsJSONBuffer."""
    return data[:_PEEKED].decode("utf-8", "replace").lstrip(SPACE).startswith("{")


def read(data: bytes, limits: Limits) -> Stream:
    """Read JSON values up to the end or the first error."""
    values: list[JSONValue] = []
    at = 0
    try:
        _check_number(data, limits)
    except JSONError as error:
        return Stream((), 0, error)
    while True:
        start = len(data) - len(data[at:].lstrip(_BLANK))
        if start >= len(data) or len(values) > limits.documents:
            return Stream(tuple(values), at, None)
        try:
            end = end_of_value(data, start)
            _check_depth(data[start:end], start, limits)
        except JSONError as error:
            return Stream(tuple(values), at, error)
        values.append(JSONValue(_decode(data[start:end]), data[start:end], start))
        at = end


def _check_number(data: bytes, limits: Limits) -> None:
    """Count what divides values, before they are read one by one; what is too deep is told as such."""
    if data.count(b",") + data.count(b":") <= limits.nodes:
        return
    number = depth = 0
    for match in _TEXT_OR_SIGN.finditer(data):
        sign = match[0]
        number += sign in b",:"
        depth += (sign in b"[{") - (sign in b"]}")
        if depth > limits.depth:
            return
        if number > limits.nodes:
            raise JSONError(f"the file has more than {limits.nodes} values", match.start() + 1, "TOO_MANY_NODES")


def _check_depth(data: bytes, start: int, limits: Limits) -> None:
    depth = 0
    for match in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', data, re.DOTALL):
        sign = match[0]
        depth += (sign in b"[{") - (sign in b"]}")
        if depth > limits.depth:
            raise JSONError(_TOO_DEEP, start + match.start() + 1, "TOO_DEEP")


def _decode(data: bytes) -> Json:
    text = data.decode("utf-8", "replace")
    value: Json = json.loads(text, parse_int=_integer, parse_float=_real)
    return _scrub(value) if "\\u" in text else value


def _integer(text: str) -> int | float:
    return normalize(int(text)) if len(text) < 20 else _real(text)


def _real(text: str) -> Any:
    value = float(text)
    # Go keeps the number's text here and refuses it later, by type; the largest float stands for it.
    return normalize(min(max(value, -1.7976931348623157e308), 1.7976931348623157e308))


def _scrub(value: Json) -> Json:
    """Replace lone surrogates as Go does, which no later writer could encode."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_scrub(item) for item in value]
    if isinstance(value, dict):
        return {_SURROGATE.sub("\ufffd", key): _scrub(item) for key, item in value.items()}
    return value
