"""Faults of single fields, in the words of apimachinery's field.Error."""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from tutor.api.codec import encode_part
from tutor.api.quoting import compact, quote
from tutor.api.wire import Path
from tutor.values import frozen


class ErrorType(Enum):
    """What is wrong with a field: the wire's cause reason and the words that open the message."""

    NOT_FOUND = ("FieldValueNotFound", "Not found")
    REQUIRED = ("FieldValueRequired", "Required value")
    DUPLICATE = ("FieldValueDuplicate", "Duplicate value")
    INVALID = ("FieldValueInvalid", "Invalid value")
    NOT_SUPPORTED = ("FieldValueNotSupported", "Unsupported value")
    FORBIDDEN = ("FieldValueForbidden", "Forbidden")
    TOO_LONG = ("FieldValueTooLong", "Too long")
    TOO_MANY = ("FieldValueTooMany", "Too many")
    INTERNAL = ("InternalError", "Internal error")
    TYPE_INVALID = ("FieldValueTypeInvalid", "Invalid value")


_WITHOUT_VALUE = frozenset({ErrorType.REQUIRED, ErrorType.FORBIDDEN, ErrorType.TOO_LONG, ErrorType.INTERNAL})


class FieldPath:
    """Where a field stands: `FieldPath("spec") / "ports" / 0`, written `spec.ports[0]`; never changed once made.

    Rules make many paths and few faults, so a path knows its parent and is spelt out only when asked.
    """

    __slots__ = ("_bracketed", "_parent", "_part")

    def __init__(self, part: str | int = "", parent: FieldPath | None = None, *, bracketed: bool = False) -> None:
        self._part = part
        self._parent = parent
        self._bracketed = bracketed

    def __truediv__(self, part: str | int) -> FieldPath:
        return FieldPath(part, self)

    def key(self, name: str) -> FieldPath:
        """The value under a map's key, written in brackets."""
        return FieldPath(name, self, bracketed=True)

    @property
    def text(self) -> str:
        """The path as the wire writes it."""
        before = "" if self._parent is None else self._parent.text
        if self._bracketed or isinstance(self._part, int):
            return f"{before}[{self._part}]"
        return f"{before}.{self._part}" if before else self._part

    @property
    def parts(self) -> Path:
        """The path as spans of a manifest know it."""
        before = () if self._parent is None else self._parent.parts
        return (*before, self._part) if self._part != "" else before

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldPath) and self.text == other.text and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"FieldPath({self.text!r})"


@frozen(kw_only=False)
class FieldError:
    """One fault of one field; `value` is what stood there (a number, text, JSON or an API value)."""

    type: ErrorType
    path: FieldPath
    value: Any = None
    detail: str = ""

    @property
    def field(self) -> str:
        """The path as the wire writes it."""
        return self.path.text

    @property
    def reason(self) -> str:
        """The wire's reason of a cause."""
        return self.type.value[0]

    @property
    def body(self) -> str:
        """The message without the path, as a cause carries it."""
        words = self.type.value[1]
        if self.type not in _WITHOUT_VALUE:
            words = f"{words}: {shown(self.value)}"
        return f"{words}: {self.detail}" if self.detail else words

    @property
    def message(self) -> str:
        """The whole message: path, what is wrong, value, why."""
        return f"{self.path.text}: {self.body}"


class Named(str):
    """Text of one of Go's named types, such as a protocol, which messages write as JSON."""

    __slots__ = ()


def shown(value: Any) -> str:
    """Write a value as it appears after "Invalid value:"."""
    if isinstance(value, str):
        return compact(value) if isinstance(value, Named) else quote(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        # The order of its keys is the author's: Go sorts maps, but not the fields of structs.
        return compact(value)
    if is_dataclass(value) or isinstance(value, list | tuple):
        return compact(encode_part(value))
    return str(value)


def required(path: FieldPath, detail: str = "") -> FieldError:
    """A field that must be there is not."""
    return FieldError(ErrorType.REQUIRED, path, "", detail)


def invalid(path: FieldPath, value: Any, detail: str) -> FieldError:
    """A field has a value that breaks a rule."""
    return FieldError(ErrorType.INVALID, path, value, detail)


def duplicate(path: FieldPath, value: Any, detail: str = "") -> FieldError:
    """A value stands twice where it may stand once."""
    return FieldError(ErrorType.DUPLICATE, path, value, detail)


def not_found(path: FieldPath, value: Any, detail: str = "") -> FieldError:
    """A value names something that is not there."""
    return FieldError(ErrorType.NOT_FOUND, path, value, detail)


def forbidden(path: FieldPath, detail: str) -> FieldError:
    """A field may not be used here."""
    return FieldError(ErrorType.FORBIDDEN, path, "", detail)


def too_long(path: FieldPath, limit: int) -> FieldError:
    """Text is longer than `limit` bytes."""
    detail = f"may not be more than {limit} bytes"
    return FieldError(ErrorType.TOO_LONG, path, "", detail)


def too_many(path: FieldPath, actual: int, limit: int) -> FieldError:
    """A list has more than `limit` items."""
    plural = "item" if limit == 1 else "items"
    return FieldError(ErrorType.TOO_MANY, path, actual, f"must have at most {limit} {plural}")


def not_supported(path: FieldPath, value: Any, supported: tuple[str, ...], *, named: bool = True) -> FieldError:
    """A value is none of a closed set, whose members are named in the order given; `named` if the set has a type."""
    known = ", ".join(map(quote, supported))
    bad = Named(value) if named and isinstance(value, str) else value
    return FieldError(ErrorType.NOT_SUPPORTED, path, bad, f"supported values: {known}" if supported else "")
