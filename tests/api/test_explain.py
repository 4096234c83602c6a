"""Every field that is explained exists, has words in both languages, and is found by its path."""

from __future__ import annotations

import pytest

from tutor.api.codec.shapes import plan
from tutor.api.explain import explain
from tutor.api.field_facts import FACTS
from tutor.api.kinds import KINDS, SERVICE
from tutor.words import fields_en, fields_ko


def _types(owner: type, seen: dict[str, type]) -> dict[str, type]:
    if owner.__name__ in seen:
        return seen
    seen[owner.__name__] = owner
    for row in plan(owner).values():
        shape = row.shape
        while shape.item:
            shape = shape.item
        if shape.struct:
            _types(shape.struct, seen)
    return seen


@pytest.mark.parametrize("key", sorted(FACTS))
def test_an_explained_field_exists_in_its_type(key: str) -> None:
    seen: dict[str, type] = {}
    for kind in KINDS:
        _types(kind.type, seen)
    owner, name = key.split(".")
    assert name in plan(seen[owner])


def test_both_languages_have_words_for_the_same_fields() -> None:
    assert set(fields_en.WORDS) == set(fields_ko.WORDS) == set(FACTS)


def test_a_field_is_found_through_a_list() -> None:
    found = explain(SERVICE, ("spec", "ports", 0, "targetPort"))
    assert found is not None
    assert (found.key, found.type, found.facts.example) == ("ServicePort.targetPort", "IntOrString", "8080")


def test_a_list_names_its_item_and_the_fields_below() -> None:
    found = explain(SERVICE, ("spec", "ports"))
    assert found is not None
    assert found.type == "[]ServicePort"
    assert [one.name for one in found.fields] == [
        "appProtocol",
        "name",
        "nodePort",
        "port",
        "protocol",
        "targetPort",
    ]


def test_a_field_that_does_not_exist_is_none() -> None:
    assert explain(SERVICE, ("spec", "ports", 0, "targetport")) is None
