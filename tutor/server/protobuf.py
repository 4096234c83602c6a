"""Reads objects that clients send as protobuf, which kubectl does for what it builds itself, into JSON."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tutor.api.codec.shapes import FieldPlan, Shape, plan
from tutor.api.kinds import Kind
from tutor.api.status import bad_request
from tutor.values import frozen

MAGIC = b"k8s\0"
MEDIA = "application/vnd.kubernetes.protobuf"
_WIDTHS = {1: 8, 5: 4}
_DEEPEST = 60
Field = tuple[int, Any]


class WireError(ValueError):
    """Bytes that are no protobuf."""


@frozen
class Envelope:
    """What stands around each object: what it is, and the object itself."""

    api_version: str
    kind: str
    raw: bytes


def open_envelope(data: bytes) -> Envelope:
    """Read runtime.Unknown behind its four bytes; raises StatusError."""
    if not data.startswith(MAGIC):
        raise bad_request("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
    try:
        outer = dict(wire_fields(data[len(MAGIC) :]))
        types = dict(wire_fields(outer.get(1, b"")))
        return Envelope(api_version=_text(types.get(1, b"")), kind=_text(types.get(2, b"")), raw=outer.get(2, b""))
    except (WireError, TypeError, AttributeError) as fault:
        raise bad_request("proto: illegal wireType") from fault


def read_protobuf(data: bytes, kind: Kind) -> dict[str, Any]:
    """The JSON of an object; raises StatusError for what cannot be read."""
    envelope = open_envelope(data)
    try:
        body = _struct(kind.type, kind.type.__name__, envelope.raw, 0) if kind.type is not object else {}
    except (WireError, TypeError, AttributeError, OverflowError) as fault:
        raise bad_request("proto: illegal wireType") from fault
    return {"apiVersion": envelope.api_version, "kind": envelope.kind, **body}


def wire_fields(data: bytes) -> Iterator[Field]:
    """The numbers and values of a message, in order; raises WireError."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire == 2:
            size, at = _varint(data, at)
        elif wire in _WIDTHS:
            size = _WIDTHS[wire]
        else:
            raise WireError(f"wire type {wire}")
        if at + size > len(data):
            raise WireError("unexpected EOF")
        yield number, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 70:
        if at >= len(data):
            raise WireError("unexpected EOF")
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
    raise WireError("integer overflow")


@cache
def _numbers() -> Mapping[str, Mapping[int, str]]:
    """The fields of each struct by number, from generated.proto: one that has none follows its neighbour."""
    text = files("tutor.server").joinpath("field_numbers.txt").read_text(encoding="utf-8")
    return MappingProxyType({line.split()[0]: _row(line.split()[1:]) for line in text.splitlines()})


def _row(words: list[str]) -> Mapping[int, str]:
    found, last = {}, 0
    for word in words:
        name, _, number = word.partition("=")
        last = int(number) if number else last + 1
        found[last] = name
    return found


def _struct(type_: type, name: str, data: bytes, depth: int) -> dict[str, Any]:
    """One message; a name with a plus is a struct that JSON writes into its owner."""
    if depth > _DEEPEST:
        raise WireError("too deep")
    names, rows = _numbers().get(name, {}), plan(type_)
    body: dict[str, Any] = {}
    for number, value in wire_fields(data):
        word = names.get(number, "")
        if word.startswith("+"):
            body.update(_struct(type_, word[1:], value, depth + 1))
        elif word in rows:
            _put(body, rows[word], value, depth)
    return body


def _put(body: dict[str, Any], row: FieldPlan, value: Any, depth: int) -> None:
    shape = row.shape
    if shape.kind == "list" and shape.item is not None:
        body.setdefault(row.name, []).append(_value(shape.item, value, depth))
    elif shape.kind == "map" and shape.item is not None:
        entry = dict(wire_fields(value))
        empty = 0 if shape.item.go in {"int32", "int64", "bool"} else b""
        body.setdefault(row.name, {})[_text(entry.get(1, b""))] = _value(shape.item, entry.get(2, empty), depth)
    else:
        found = _value(shape, value, depth)
        if row.pointer or row.kept or found not in ("", 0, False, None):
            body[row.name] = found


def _value(shape: Shape, value: Any, depth: int) -> Any:
    if shape.struct is not None:
        return _struct(shape.struct, shape.struct.__name__, value, depth + 1)
    return _SCALARS.get(shape.go, _text)(value)


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else int(value)


def _int_or_string(value: bytes) -> int | str:
    found = dict(wire_fields(value))
    return _text(found.get(3, b"")) if found.get(1) else _signed(found.get(2, 0))


def _quantity(value: bytes) -> str:
    return _text(dict(wire_fields(value)).get(1, b"0"))


def _moment(form: str) -> Callable[[bytes], str | None]:
    def read(value: bytes) -> str | None:
        found = dict(wire_fields(value))
        if 1 not in found:
            return None
        moment = datetime.fromtimestamp(_signed(found[1]), UTC)
        return moment.replace(microsecond=found.get(2, 0) // 1000 % 1_000_000).strftime(form)

    return read


_SCALARS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "bool": bool,
        "int32": _signed,
        "int64": _signed,
        "intstr": _int_or_string,
        "quantity": _quantity,
        "time": _moment("%Y-%m-%dT%H:%M:%SZ"),
        "microtime": _moment("%Y-%m-%dT%H:%M:%S.%fZ"),
        "bytes": lambda value: b64encode(value).decode(),
        "opaque": lambda _: None,
    }
)


def read_delete_options(data: bytes) -> dict[str, Any]:
    """DeleteOptions as typed clients send them; raises StatusError."""
    try:
        return delete_options(open_envelope(data).raw)
    except (WireError, TypeError, AttributeError) as fault:
        raise bad_request("proto: illegal wireType") from fault


def read_eviction(data: bytes) -> dict[str, Any]:
    """The DeleteOptions within an Eviction; raises StatusError."""
    try:
        return delete_options(dict(wire_fields(open_envelope(data).raw)).get(2, b""))
    except (WireError, TypeError, AttributeError) as fault:
        raise bad_request("proto: illegal wireType") from fault


def delete_options(raw: bytes) -> dict[str, Any]:
    """The JSON of DeleteOptions; raises WireError."""
    found = dict(wire_fields(raw))
    body: dict[str, Any] = {}
    if 1 in found:
        body["gracePeriodSeconds"] = _signed(found[1])
    if 2 in found:
        wanted = dict(wire_fields(found[2]))
        body["preconditions"] = {"uid": _text(wanted.get(1, b"")), "resourceVersion": _text(wanted.get(2, b""))}
    if 3 in found:
        body["orphanDependents"] = bool(found[3])
    if 4 in found:
        body["propagationPolicy"] = _text(found[4])
    if 5 in found:
        body["dryRun"] = [_text(value) for number, value in wire_fields(raw) if number == 5]
    return body
