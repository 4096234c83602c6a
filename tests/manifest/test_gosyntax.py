"""Values are shown as Go's %#v shows them."""

from __future__ import annotations

import pytest

from tutor.manifest import Json
from tutor.manifest.gosyntax import quote, write


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "interface {}(nil)"),
        (True, "true"),
        (80, "80"),
        (1.5, "1.5"),
        (1e21, "1e+21"),
        ('a"b\n', '"a\\"b\\n"'),
        (["a", 1], '[]interface {}{"a", 1}'),
        ({"b": None, "a": []}, 'map[interface {}]interface {}{"a":[]interface {}{}, "b":interface {}(nil)}'),
    ],
)
def test_a_value_is_written_as_go_does(value: Json, text: str) -> None:
    assert write(value) == text


def test_a_key_that_was_no_text_is_written_as_what_it_was() -> None:
    assert write({"80": "a"}, {"80": 80}) == 'map[interface {}]interface {}{80:"a"}'


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("\x00", '"\\x00"'), ("\u00a0", '"\\u00a0"'), ("\U000e0001", '"\\U000e0001"'), ("한", '"한"'), ("\\", '"\\\\"')],
)
def test_signs_that_cannot_be_printed_are_escaped(text: str, quoted: str) -> None:
    assert quote(text) == quoted
