"""The shapes of a pack's files as JSON Schema (2020-12), so that an author's editor completes and checks them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tutor.packs.schema import FEEDBACK_TEXTS, GLOSSARY, LESSON, PACK
from tutor.packs.shape import Anything, Either, Entries, Items, Record, Shape, Text, Truth, Whole

BLANK = "<[a-z][a-z0-9-]*>"  # a value of the learner's own, which is drawn before the shape is looked at
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, Shape] = {
    "pack.schema.json": PACK,
    "lesson.schema.json": LESSON,
    "feedback.schema.json": FEEDBACK_TEXTS,
    "glossary.schema.json": GLOSSARY,
}


def schema_text(name: str) -> str:
    """Write the schema of one kind of file; the same bytes each time."""
    whole = {"$schema": DIALECT, "$id": f"tutor/{name}", **schema_of(FILES[name])}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def schema_of(shape: Shape) -> dict[str, Any]:
    """Say a shape in JSON Schema's words."""
    return _WRITERS[type(shape)](shape)


def _text(shape: Text) -> dict[str, Any]:
    if shape.words:
        return {"anyOf": [{"enum": list(shape.words)}, {"type": "string", "pattern": BLANK}]}
    if shape.pattern == Text().pattern:
        return {"type": "string"}
    described = {} if shape.what == "text" else {"description": shape.what}
    return {"type": "string", "pattern": f"^(?:{shape.pattern})$|{BLANK}", **described}


def _whole(shape: Whole) -> dict[str, Any]:
    return {"type": ["integer", "string"], "minimum": shape.low, "maximum": shape.high, "pattern": f"^{BLANK}$"}


def _items(shape: Items) -> dict[str, Any]:
    return {"type": "array", "items": schema_of(shape.of), "minItems": shape.least, "maxItems": shape.most}


def _entries(shape: Entries) -> dict[str, Any]:
    names = {"propertyNames": {"pattern": f"^(?:{shape.key})$|{BLANK}"}}
    return {"type": "object", **names, "additionalProperties": schema_of(shape.of), "minProperties": shape.least}


def _record(shape: Record) -> dict[str, Any]:
    properties = {name: schema_of(one) for name, one in shape.fields.items()}
    written: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if shape.required:
        written["required"] = sorted(shape.required)
    if shape.one_of:
        written["oneOf"] = [{"required": [name]} for name in shape.one_of]
    return written


_WRITERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Text: _text,
    Whole: _whole,
    Truth: lambda _: {"type": "boolean"},
    Anything: lambda _: {},
    Items: _items,
    Entries: _entries,
    Record: _record,
    Either: lambda shape: {"anyOf": [schema_of(one) for one in shape.shapes]},
}
