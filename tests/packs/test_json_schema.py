"""The exported schemas accept what the loader accepts and refuse what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tutor.manifest import parse
from tutor.packs.json_schema import FILES, schema_of, schema_text
from tutor.packs.load import builtin_path
from tutor.packs.schema import FEEDBACK_TEXTS, LESSON, PACK
from tutor.packs.shape import Shape, faults
from tutor.packs.source import read_folder

DOCS = Path(__file__).parents[2] / "docs" / "schemas"
SOURCE = read_folder(builtin_path())
KINDS = ((".feedback.yaml", FEEDBACK_TEXTS), ("/feedback.yaml", FEEDBACK_TEXTS), ("/lesson.yaml", LESSON))


def values(name: str) -> Any:
    return parse(SOURCE.files[name]).documents[0].value


def shape_of(name: str) -> Shape | None:
    return PACK if name == "pack.yaml" else next((shape for end, shape in KINDS if name.endswith(end)), None)


@pytest.mark.parametrize("name", FILES)
def test_each_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize("name", [name for name in SOURCE.files if shape_of(name)])
def test_every_file_of_the_builtin_pack_fits_its_schema(name: str) -> None:
    shape = shape_of(name)
    assert shape is not None
    jsonschema.Draft202012Validator(schema_of(shape)).validate(values(name))


WRONG: tuple[tuple[Shape, Any], ...] = (
    (PACK, {"format": 0, "id": "a", "version": "1.0.0", "locales": ["ko"], "lessons": ["a"]}),
    (PACK, {"format": 1, "id": "A", "version": "1.0.0", "locales": ["ko"], "lessons": ["a"]}),
    (PACK, {"format": 1, "id": "a", "version": "1.0.0", "locales": [], "lessons": ["a"]}),
    (PACK, {"format": 1, "id": "a", "version": "1.0.0", "locales": ["ko"], "lessons": ["a"], "unknown": 1}),
    (LESSON, {"format": 1, "id": "a", "title": {"ko": "a"}, "checks": [{"id": "a", "points": 1}]}),
    (LESSON, {"format": 1, "id": "a", "title": {"ko": "a"}, "checks": []}),
    (FEEDBACK_TEXTS, {"a": 1}),
    (FEEDBACK_TEXTS, {"A": "a"}),
)


@pytest.mark.parametrize(("shape", "value"), WRONG)
def test_what_the_loader_refuses_the_schema_refuses(shape: Shape, value: Any) -> None:
    assert list(faults(shape, value))
    assert not jsonschema.Draft202012Validator(schema_of(shape)).is_valid(value)


@pytest.mark.parametrize("name", FILES)
def test_the_published_schemas_are_those_of_the_program(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == schema_text(name)
