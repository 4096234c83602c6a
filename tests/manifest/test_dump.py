"""Values are written as kubectl's -o yaml writes them."""

from __future__ import annotations

import pytest

from tutor.manifest import Json, dump
from tutor.manifest.dump import sort_keys


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": {"c": [{"port": 80, "name": "x"}]}}, "a:\n  c:\n  - name: x\n    port: 80\nb: 1\n"),
        ({"a": {}, "b": [], "c": None, "d": ""}, 'a: {}\nb: []\nc: null\nd: ""\n'),
        ({"a": "80", "b": "yes", "c": "null", "d": "1e3"}, 'a: "80"\nb: "yes"\nc: "null"\nd: "1e3"\n'),
        ({"a": "2024-01-01T00:00:00Z", "b": "1:30"}, 'a: "2024-01-01T00:00:00Z"\nb: "1:30"\n'),
        ({"a": "x: y", "b": "'q", "c": "@at", "d": " s"}, "a: 'x: y'\nb: '''q'\nc: '@at'\nd: ' s'\n"),
        ({"a": "x\ny\n", "b": "x\ny", "c": "x\n\n"}, "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\n"),
        ({"a": "x\ty"}, 'a: "x\\ty"\n'),
        (
            {"a": 1.5, "b": 1e21, "c": 1234567.5, "d": 2**64},
            "a: 1.5\nb: 1e+21\nc: 1.2345675e+06\nd: 1.8446744073709552e+19\n",
        ),
        ({"true": True, "80": False}, '"80": false\n"true": true\n'),
        ("x\n\n", "|+\n  x\n\n"),
        ([["a"], []], "- - a\n- []\n"),
    ],
)
def test_a_value_is_written_as_kubectl_writes_it(value: Json, text: str) -> None:
    assert dump(value) == text


def test_a_long_text_is_folded_at_a_space_after_80_columns() -> None:
    words = " ".join(["word"] * 20)
    assert dump({"a": words}) == f"a: {' '.join(['word'] * 16)}\n  {' '.join(['word'] * 4)}\n"


def test_numbers_within_keys_sort_by_value() -> None:
    assert sort_keys(["a10", "a9", "a/b", "a", "ab", "B", "a1b", "a01"]) == [
        "B", "a", "a/b", "a1b", "a01", "a9", "a10", "ab",
    ]  # fmt: skip
