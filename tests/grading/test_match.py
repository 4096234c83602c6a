"""Patterns fit objects in part; lists say with a word how they fit."""

from __future__ import annotations

import pytest

from tutor.grading.match import glob, mismatch
from tutor.manifest import Json, Path

PORTS: Json = [{"port": 80, "protocol": "TCP"}, {"port": 443, "protocol": "TCP"}]


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": None}, {"b": 2}),
        ({"a": "x*z"}, {"a": "xyz"}),
        ({"p": {"one": {"port": 80}}}, {"p": PORTS}),
        ({"p": {"any": {"protocol": "TCP"}}}, {"p": PORTS}),
        ({"p": {"all": {"protocol": "TCP"}}}, {"p": PORTS}),
        ({"p": {"none": {"port": 8080}}}, {"p": PORTS}),
        ({"p": {"equal": [1, 2]}}, {"p": [1, 2]}),
        ({"p": {"same-set": [2, 1]}}, {"p": [1, 2]}),
    ],
)
def test_a_value_that_has_what_is_asked_for_fits(pattern: Json, value: Json) -> None:
    assert mismatch(pattern, value) is None


@pytest.mark.parametrize(
    ("pattern", "value", "path"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ("a", "b")),
        ({"a": 1}, {}, ("a",)),
        ({"a": 1}, {"a": True}, ("a",)),
        ({"a": "1"}, {"a": 1}, ("a",)),
        ({"p": {"one": {"protocol": "TCP"}}}, {"p": PORTS}, ("p",)),
        ({"p": {"one": {"port": 8080}}}, {"p": [{"port": 80}]}, ("p", 0, "port")),
        ({"p": {"any": {"port": 8080}}}, {"p": PORTS}, ("p",)),
        ({"p": {"all": {"port": 80}}}, {"p": PORTS}, ("p", 1, "port")),
        ({"p": {"none": {"port": 443}}}, {"p": PORTS}, ("p", 1)),
        ({"p": {"equal": [2, 1]}}, {"p": [1, 2]}, ("p",)),
        ({"p": {"same-set": [1]}}, {"p": [1, 2]}, ("p",)),
        ({"p": {"somehow": 1}}, {"p": [1]}, ("p",)),
    ],
)
def test_the_first_place_that_does_not_fit_is_named(pattern: Json, value: Json, path: Path) -> None:
    assert mismatch(pattern, value) == path


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("a*", "abc", True),
        ("*c", "abc", True),
        ("a[bc]", "ab", False),
        ("a[0].b*", "a[0].bc", True),
        ("a?c", "abc", False),
    ],
)
def test_only_the_star_means_something_in_a_glob(pattern: str, text: str, fits: bool) -> None:
    assert glob(pattern, text) is fits
