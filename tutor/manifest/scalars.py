"""Own kubectl's rules for scalars: which plain words are booleans, numbers, nulls or text."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Final

from tutor.manifest.model import Json
from tutor.manifest.numbers import MAX_INT64, normalize, parse_float, parse_int
from tutor.manifest.timestamps import is_timestamp

Resolved = bool | int | float | str | None

_PREFIX: Final = "tag:yaml.org,2002:"
STR: Final = _PREFIX + "str"
BOOL: Final = _PREFIX + "bool"
INT: Final = _PREFIX + "int"
FLOAT: Final = _PREFIX + "float"
NULL: Final = _PREFIX + "null"
TIMESTAMP: Final = _PREFIX + "timestamp"
BINARY: Final = _PREFIX + "binary"
MERGE: Final = _PREFIX + "merge"
_RESOLVABLE: Final = frozenset((None, STR, BOOL, INT, FLOAT, NULL, TIMESTAMP))
_FIRST: Final = frozenset("+-0123456789.")

_WORDS: Final[dict[str, tuple[str, Resolved]]] = {
    word: (tag, value)
    for tag, value, words in (
        (BOOL, True, "y Y yes Yes YES true True TRUE on On ON"),
        (BOOL, False, "n N no No NO false False FALSE off Off OFF"),
        (NULL, None, "~ null Null NULL"),
        (FLOAT, math.nan, ".nan .NaN .NAN"),
        (FLOAT, math.inf, ".inf .Inf .INF +.inf +.Inf +.INF"),
        (FLOAT, -math.inf, "-.inf -.Inf -.INF"),
    )
    for word in ("", *words.split())[value is not None :]
}


class RefusedError(Exception):
    """A value that go-yaml refuses, in its words without the leading "yaml: "."""


def resolve(text: str, tag: str | None) -> tuple[str | None, Resolved]:
    """Give the tag and value that go-yaml resolves to; RefusedError when they contradict. Mirrors resolve."""
    if tag not in _RESOLVABLE:
        return tag, text
    found, value = (STR, text) if tag == STR else _resolve_plain(text, dated=tag in (None, TIMESTAMP))
    if tag in (None, found):
        return found, value
    if tag == FLOAT and found == INT and isinstance(value, int) and value <= MAX_INT64:
        return FLOAT, float(value)
    raise RefusedError(f"cannot decode {short(found)} `{text}` as a {short(tag)}")


def scalar(text: str, style: str | None, tag: str | None) -> Json:
    """Read a scalar as kubectl does; style is the quote or block sign, None or empty when plain.

    RefusedError when the tag does not fit. Infinities and NaN come back as floats, which JSON cannot hold:
    the caller decides.
    """
    return text if style and tag is None else read_scalar(text, tag)[0]


def read_scalar(text: str, tag: str | None) -> tuple[Json, str | None]:
    """Read a plain or tagged scalar: its value, and the tag that go-yaml finds for it."""
    if tag is None and text and text[0] not in _FIRST and text not in _WORDS:
        return text, STR
    found, value = resolve(text, tag)
    if found == BINARY:
        return _decode_base64(text), STR
    if found == TIMESTAMP:
        return text, STR
    if isinstance(value, float) and not math.isfinite(value):
        return value, found
    return (value if value is None or isinstance(value, bool | str) else normalize(value)), found


def short(tag: str | None) -> str:
    """Write a tag as go-yaml's messages do."""
    return "!!" + tag[len(_PREFIX) :] if tag and tag.startswith(_PREFIX) else tag or ""


def _resolve_plain(text: str, *, dated: bool) -> tuple[str, Resolved]:
    word = _WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in _FIRST:
        return STR, text
    if text[0] == ".":
        value = parse_float(text)
        return (STR, text) if value is None else (FLOAT, value)
    if dated and is_timestamp(text):
        return TIMESTAMP, text
    return _resolve_number(text)


def _resolve_number(text: str) -> tuple[str, Resolved]:
    plain = text.replace("_", "")
    whole = parse_int(plain)
    if whole is not None:
        return INT, whole
    real = parse_float(plain)
    return (STR, text) if real is None else (FLOAT, real)


def _decode_base64(text: str) -> str:
    try:
        data = base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        raise RefusedError("!!binary value contains invalid base64 data") from None
    return data.decode("utf-8", "replace")
