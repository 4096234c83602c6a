"""Repairs of what reading noted: missing spaces and keys that stand twice."""

from __future__ import annotations

import pytest

from tutor.manifest import parse
from tutor.manifest.repair import apply, noted_repairs


@pytest.mark.parametrize(
    ("text", "id_", "after"),
    [
        ("spec:\n  type:NodePort # c\n", "repair.add-space", "spec:\n  type: NodePort # c\n"),
        ("ports:\n  -port: 80\n", "repair.add-space", "ports:\n  - port: 80\n"),
        ("a: 1 # x\n# c\nb: 2\na: 3\n", "repair.remove-duplicate", "# c\nb: 2\na: 3\n"),
        ("s:\n  a:\n  - b: 1\n\n  - c: 2\n  # c\n  a: 3\n", "repair.remove-duplicate", "s:\n  # c\n  a: 3\n"),
        ("- a: 1\n  b: 2\n  a: 3\n  # c\n", "repair.remove-duplicate", "- a: 1\n  b: 2\n  # c\n"),
    ],
)
def test_a_note_has_a_repair_that_leaves_comments(text: str, id_: str, after: str) -> None:
    (repair,) = noted_repairs(text, parse(text))
    assert (repair.id, apply(text, repair)) == (id_, after)


def test_the_first_of_two_keys_goes_so_that_the_object_stays_what_it_is() -> None:
    text = "a: 1\na: 2\n"
    (repair,) = noted_repairs(text, parse(text))
    assert parse(apply(text, repair)).documents[0].value == parse(text).documents[0].value == {"a": 2}
    assert dict(repair.params) == {"key": "a", "line": "1", "other": "2"}


def test_a_key_twice_on_one_line_has_no_repair() -> None:
    text = "s: {a: 1, a: 2}\n"
    assert noted_repairs(text, parse(text)) == ()
