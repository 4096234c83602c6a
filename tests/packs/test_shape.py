"""Shapes name each place where a value is not as it must be."""

from __future__ import annotations

import pytest

from tutor.manifest import Json
from tutor.packs.shape import Either, Entries, Fault, Items, Record, Shape, Text, Truth, Whole, faults

POINT = Record(fields={"x": Whole(high=9), "name": Text()}, required=frozenset({"x"}))


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Whole(low=1, high=3), 3),
        (Text(words=("a", "b")), "b"),
        (Truth(), False),
        (Items(of=Whole()), [1, 2]),
        (Entries(of=Text(), key="[a-z]+"), {"a": "b"}),
        (POINT, {"x": 1}),
        (Either(shapes=(Whole(), Text())), "1"),
    ],
)
def test_a_value_of_its_shape_has_no_faults(shape: Shape, value: Json) -> None:
    assert list(faults(shape, value)) == []


@pytest.mark.parametrize(
    ("shape", "value", "message"),
    [
        (Whole(), True, "must be a whole number, not true or false"),
        (Whole(low=1, high=3), 4, "must be from 1 to 3, not 4"),
        (Text(), None, "must be text, not nothing"),
        (Text(pattern="[a-z]+", what="a small word"), "A", '"A" is not a small word'),
        (Items(of=Whole(), least=1), [], "must have 1 to 64 items, not 0"),
        (Entries(of=Text(), least=1), {}, "must have at least 1 entries"),
        (Either(shapes=(Whole(), Text())), [], "must be a whole number or text, not a list"),
        (
            Record(fields={"a": Truth(), "b": Truth()}, one_of=("a", "b")),
            {},
            "must have exactly one of a, b; it has none",
        ),
    ],
)
def test_a_value_of_another_shape_is_told_what_it_must_be(shape: Shape, value: Json, message: str) -> None:
    assert list(faults(shape, value)) == [Fault(path=(), message=message)]


def test_an_unknown_key_is_told_the_one_that_was_meant() -> None:
    assert list(faults(POINT, {"x": 1, "nmae": "a"})) == [
        Fault(path=("nmae",), message='unknown key "nmae"; did you mean "name"?', key=True)
    ]


def test_a_missing_key_and_a_fault_deep_inside_are_both_named() -> None:
    assert [(fault.path, fault.message) for fault in faults(Items(of=POINT), [{}, {"x": 10}])] == [
        ((0,), '"x" is missing'),
        ((1, "x"), "must be from 0 to 9, not 10"),
    ]


def test_two_keys_that_exclude_each_other_are_named_together() -> None:
    shape = Record(fields={"a": Truth(), "b": Truth()}, one_of=("a", "b"))
    found = [fault.message for fault in faults(shape, {"a": True, "b": True})]
    assert found == ["must have exactly one of a, b; it has a and b"]
