"""Readers of single values: each checks one Go type and says what Go would say."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.quantity import parse_quantity
from tutor.api.timestamps import time_fault
from tutor.manifest import number_text
from tutor.values import frozen


@frozen(kw_only=False)
class TypeMismatch:
    """A JSON value that does not fit; `value` and `go` are Go's words for both, fatal stops Go's decoder."""

    value: str
    go: str
    fatal: bool = False


@frozen(kw_only=False)
class Unreadable:
    """A value whose own parser refused it, in that parser's words."""

    message: str


Answer = TypeMismatch | Unreadable | None
Check = Callable[[Any], Answer]

_LIMITS = {"int32": 1 << 31, "int64": 1 << 63}


def json_word(value: Any) -> str:
    """Go's word for the type of a JSON value."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "number"
    return "array" if isinstance(value, list) else "object"


def check_string(go: str) -> Check:
    """Text of the Go type `go`."""

    def check(value: Any) -> Answer:
        return None if type(value) is str else TypeMismatch(json_word(value), go)

    return check


def check_bool(value: Any) -> Answer:
    """True or false."""
    return None if type(value) is bool else TypeMismatch(json_word(value), "bool")


def check_integer(go: str) -> Check:
    """A whole number that fits Go's type."""
    limit = _LIMITS[go]

    def check(value: Any) -> Answer:
        if type(value) is int and -limit <= value < limit:
            return None
        word = json_word(value)
        return TypeMismatch(f"number {number_text(value)}" if word == "number" else word, go)

    return check


def check_int_or_string(value: Any) -> Answer:
    """A number or text; Go's own reader of it stops the decoder."""
    if type(value) is str:
        return None
    answer = check_integer("int32")(value)
    return TypeMismatch(answer.value, answer.go, fatal=True) if isinstance(answer, TypeMismatch) else None


def check_quantity(value: Any) -> Answer:
    """An amount such as 100m or 64Mi, written as text or number."""
    text = value if type(value) is str else number_text(value) if json_word(value) == "number" else ""
    fault = parse_quantity(text.strip()).fault
    return Unreadable(fault) if fault else None


def check_time(value: Any) -> Answer:
    """A moment in RFC 3339."""
    if type(value) is not str:
        return TypeMismatch(json_word(value), "string", fatal=True)
    fault = time_fault(value)
    return Unreadable(fault) if fault else None


def check_micro_time(value: Any) -> Answer:
    """A moment in RFC 3339 with six digits of its second."""
    if type(value) is not str:
        return TypeMismatch(json_word(value), "string", fatal=True)
    fault = time_fault(value, micro=True)
    return Unreadable(fault) if fault else None


def check_bytes(value: Any) -> Answer:
    """Bytes in base64."""
    if type(value) is not str:
        return TypeMismatch(json_word(value), "[]uint8")
    # Go's decoder skips line ends.
    text = value.replace("\r", "").replace("\n", "")
    try:
        base64.b64decode(text.encode(), validate=True)
    except binascii.Error:
        return Unreadable(f"illegal base64 data at input byte {_first_foreign(text)}")
    return None


def _first_foreign(value: str) -> int:
    alphabet = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return next((at for at, letter in enumerate(value) if letter not in alphabet), len(value) // 4 * 4)


def accept(value: Any) -> Answer:  # noqa: ARG001 - one row of a table of checks
    """Anything: an opaque subtree."""
    return None


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "string": check_string("string"),
        "bool": check_bool,
        "int32": check_integer("int32"),
        "int64": check_integer("int64"),
        "intstr": check_int_or_string,
        "quantity": check_quantity,
        "time": check_time,
        "microtime": check_micro_time,
        "bytes": check_bytes,
        "opaque": accept,
    }
)
ZEROS: Mapping[str, Any] = MappingProxyType(
    {
        "bool": False,
        "int32": 0,
        "int64": 0,
        "intstr": 0,
        "opaque": None,
        "time": None,
        "microtime": None,
        "quantity": "0",
    }
)


def check_of(go: str) -> Check:
    """The check of a scalar shape; unknown names are Go's named string types."""
    return CHECKS.get(go) or check_string(go)
