"""OpenAPI v2 in protobuf, the only form in which kubectl reads what it needs to check lists of objects itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

MEDIA = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
ASKED = (MEDIA, "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")  # the older name is no media type of Go's
_SWAGGER, _INFO, _PATHS, _DEFINITIONS = 1, 2, 8, 9
_NAME, _VALUE = 1, 2
_YAML = 2
# Numbers of the fields of a Schema in gnostic's OpenAPIv2.proto.
_TEXTS = {"$ref": 1, "format": 2, "title": 3, "description": 4}
_REQUIRED, _MORE, _TYPE, _ITEMS, _PROPERTIES, _EXTENSION = 19, 21, 22, 23, 25, 31


def document(body: Mapping[str, Any]) -> bytes:
    """The definitions of a document of OpenAPI v2; its paths are not told."""
    info = _text(1, body["info"]["title"]) + _text(2, body["info"]["version"])
    definitions = _field(_DEFINITIONS, _named(body["definitions"].items()))
    return _text(_SWAGGER, body["swagger"]) + _field(_INFO, info) + _field(_PATHS, b"") + definitions


def _named(rows: Iterable[tuple[str, Any]]) -> bytes:
    return b"".join(_field(1, _text(_NAME, name) + _field(_VALUE, _schema(value))) for name, value in rows)


def _schema(schema: Mapping[str, Any]) -> bytes:
    parts = [_text(number, schema[name]) for name, number in _TEXTS.items() if name in schema]
    parts += [_text(_REQUIRED, name) for name in schema.get("required", ())]
    if isinstance(schema.get("additionalProperties"), Mapping):
        parts.append(_field(_MORE, _field(1, _schema(schema["additionalProperties"]))))
    if "type" in schema:
        parts.append(_field(_TYPE, _text(1, schema["type"])))
    if "items" in schema:
        parts.append(_field(_ITEMS, _field(1, _schema(schema["items"]))))
    if "properties" in schema:
        parts.append(_field(_PROPERTIES, _named(schema["properties"].items())))
    extensions = ((name, value) for name, value in schema.items() if name.startswith("x-"))
    parts += [
        _field(_EXTENSION, _text(_NAME, name) + _field(_VALUE, _text(_YAML, json.dumps(value))))
        for name, value in extensions
    ]
    return b"".join(parts)


def _text(number: int, text: str) -> bytes:
    return _field(number, text.encode())


def _field(number: int, content: bytes) -> bytes:
    """A field with a length before it."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))
