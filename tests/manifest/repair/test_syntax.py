"""A text that is no YAML becomes some by one change of one line."""

from __future__ import annotations

import pytest

from tutor.manifest import parse
from tutor.manifest.repair import apply, reindent, separator_repairs, syntax_repairs


@pytest.mark.parametrize(
    ("broken", "line", "mended"),
    [
        ("a:\n  b: 1\n   c: 2\n", 3, "a:\n  b: 1\n  c: 2\n"),
        ("a:\n- b: 1\n   c: 2 # why\n", 3, "a:\n- b: 1\n  c: 2 # why\n"),
        ('a: "x # why\nb: 1\n', 2, 'a: "x" # why\nb: 1\n'),
        ("a: [1, 2\nb: 1\n", 2, "a: [1, 2]\nb: 1\n"),
        ("a: {b: [1, 2\nc: 1\n", 2, "a: {b: [1, 2]}\nc: 1\n"),
        ("a: {b: 'x}\nc: 1\n", 3, "a: {b: 'x'}\nc: 1\n"),
        ("metadata\n  name: a\n", 2, "metadata:\n  name: a\n"),
        ("a: 1\nname b\n", 3, "a: 1\nname: b\n"),
    ],
)
def test_the_likeliest_change_comes_first(broken: str, line: int, mended: str) -> None:
    assert any(problem.severity == "error" for problem in parse(broken).problems)
    assert [apply(broken, one) for one in syntax_repairs(broken, line)][:1] == [mended]


def test_what_cannot_be_mended_by_one_line_is_left_alone() -> None:
    assert syntax_repairs("{{ .Values.a }}\n[}\n", 1) == ()
    assert syntax_repairs("[" * 300, 1) == ()


def test_a_block_moves_with_all_its_lines_to_the_columns_above_the_nearest_first() -> None:
    text = "a:\n  b:\n  - c: 1\n    d:\n      e: 2\n# end\n"
    found = [(one.params["to"], apply(text, one)) for one in reindent(text, 4)]
    assert found[0] == ("2", "a:\n  b:\n  - c: 1\n  d:\n    e: 2\n# end\n")
    assert found[1] == ("0", "a:\n  b:\n  - c: 1\nd:\n  e: 2\n# end\n")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("%YAML 1.1\n---\na: 1\n", "---\na: 1\n"),
        ("a: 1\n---b\nc: 2\n", "a: 1\n---\nc: 2\n"),
        ("a: 1\n...\nb: 2\n", "a: 1\n---\nb: 2\n"),
        ("a: x\x00y\x07\n", "a: xy\n"),
    ],
)
def test_separators_and_odd_characters_are_put_right(text: str, mended: str) -> None:
    (repair,) = separator_repairs(text)
    assert apply(text, repair) == mended


@pytest.mark.parametrize(
    "text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n", "a: 1\n...\n---\nb: 1\n", "a: 100%\n", "--- # one\na: 1\n"]
)
def test_an_ordinary_text_has_nothing_to_put_right(text: str) -> None:
    assert separator_repairs(text) == ()
