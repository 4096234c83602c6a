"""Frozen values behave as frozen, slotted, keyword-only dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field
from typing import Any

import pytest

from tutor.values import frozen, make, replace


@frozen
class Point:
    """A place."""

    x: int
    y: int = 2
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What it comes to."""
        return self.x + self.y


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What Point is compared with."""

    x: int
    y: int = 2
    tags: dict[str, str] = field(default_factory=dict)


@frozen
class Name:
    """One field, which can be hashed."""

    text: str


@frozen
class Oddly:
    """Fields named as a careless constructor might name its own things."""

    cls: int = 1
    draft: int = 2
    new: int = 3
    obj: int = 4
    become: int = 5


@frozen(kw_only=False)
class Pair:
    """Two fields in their order."""

    left: int
    right: int = 0


@frozen
class Fault(Exception):  # noqa: N818 - as the faults of our own parsers are called
    """A value that can be raised."""

    line: int


@frozen
class Nothing:
    """No field at all."""


def test_a_value_has_its_arguments_and_its_defaults() -> None:
    point = Point(x=1)
    assert (point.x, point.y, point.tags, point.total) == (1, 2, {}, 3)


def test_each_value_gets_a_default_of_its_own() -> None:
    assert Point(x=1).tags is not Point(x=1).tags


@pytest.mark.parametrize("given", [{}, {"x": 1, "z": 2}])
def test_missing_and_unknown_arguments_are_refused_each_time(given: dict[str, Any]) -> None:
    for _ in range(2):
        with pytest.raises(TypeError):
            Point(**given)


def test_arguments_need_their_names() -> None:
    Name(text="made once")
    with pytest.raises(TypeError):
        Name("a")  # type: ignore[call-arg]


def test_a_class_may_take_its_fields_in_their_order() -> None:
    assert Pair(1, 2) == Pair(left=1, right=2)
    match Pair(3):
        case Pair(left, right):
            assert (left, right) == (3, 0)


def test_a_value_can_be_raised() -> None:
    with pytest.raises(Fault) as caught:
        raise Fault(line=3)
    assert (caught.value.line, replace(caught.value, line=4)) == (3, Fault(line=4))


def test_equal_fields_make_equal_values_and_equal_hashes() -> None:
    assert Point(x=1) == Point(x=1, y=2)
    assert Point(x=1) != Point(x=2)
    assert Point(x=1) != Model(x=1)  # type: ignore[comparison-overlap]
    assert hash(Name(text="a")) == hash(Name(text="a"))
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_a_value_is_written_as_dataclasses_write_it() -> None:
    assert repr(Point(x=1)) == "Point(x=1, y=2, tags={})"
    assert repr(Nothing()) == "Nothing()"


def test_no_field_can_be_written_or_removed() -> None:
    point = Point(x=1)
    for name in ("x", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(point, name, 5)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(point, name)
    assert not hasattr(point, "__dict__")


def test_the_tools_for_dataclasses_know_its_fields() -> None:
    same = [(one.name, one.default, one.kw_only) for one in dataclasses.fields(Model)]
    assert [(one.name, one.default, one.kw_only) for one in dataclasses.fields(Point)] == same
    assert dataclasses.asdict(Point(x=1)) == {"x": 1, "y": 2, "tags": {}}
    assert dataclasses.is_dataclass(Point)


@pytest.mark.parametrize("change", [replace, dataclasses.replace])
def test_a_changed_copy_leaves_the_original_alone(change: object) -> None:
    point = Point(x=1, tags={"a": "b"})
    copied = replace(point, y=9) if change is replace else dataclasses.replace(point, y=9)
    assert (copied, type(copied)) == (Point(x=1, y=9, tags={"a": "b"}), Point)
    assert point == Point(x=1, tags={"a": "b"})
    with pytest.raises(dataclasses.FrozenInstanceError):
        copied.x = 2  # type: ignore[misc]


def test_no_field_name_is_in_the_way() -> None:
    assert replace(Oddly(draft=9), obj=8) == Oddly(cls=1, draft=9, new=3, obj=8, become=5)


def test_a_plain_frozen_dataclass_is_copied_as_well() -> None:
    assert replace(Model(x=1), x=3) == Model(x=3)


def test_a_copy_cannot_get_a_field_that_the_class_lacks() -> None:
    with pytest.raises(AttributeError, match="z"):
        replace(Point(x=1), z=1)


@pytest.mark.parametrize("made", [Point(x=1, tags={"a": "b"}), Name(text="a"), Nothing()])
def test_a_value_survives_pickle_and_copy(made: object) -> None:
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
    assert copy.deepcopy(made) == made


def test_a_class_keeps_its_name_words_and_place() -> None:
    assert (Point.__name__, Point.__qualname__, Point.__module__, Point.__doc__) == (
        "Point",
        "Point",
        __name__,
        "A place.",
    )


def test_a_made_value_is_what_its_class_gives() -> None:
    assert (make(Point)(x=1, y=3), make(Pair)(1), make(Oddly)(new=7)) == (Point(x=1, y=3), Pair(1), Oddly(new=7))
