"""What typing does to YAML: indentation, comments, places of a word."""

from __future__ import annotations

import pytest

from tutor.tui.widgets.editor_type import ends_list, indentation, matches, toggle_comments


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spec:", "  "),
        ("  ports:", "    "),
        ("  - port: 80", "    "),
        ("  -   port: 80", "      "),
        ("    name: x", "    "),
        ("  - ports:", "      "),
        ("spec: # what is asked", "  "),
        ("note: |", "  "),
        ("image: a:1", ""),
        ("- - a", "    "),
        ("", ""),
    ],
)
def test_enter_goes_to_where_the_next_key_belongs(before: str, after: str) -> None:
    assert indentation(before) == after


@pytest.mark.parametrize(("line", "ends"), [("  - ", True), ("-", True), ("  - a", False), ("", False), ("  ", False)])
def test_an_item_without_anything_ends_its_list(line: str, ends: bool) -> None:
    assert ends_list(line) is ends


@pytest.mark.parametrize(
    ("lines", "commented"),
    [
        (["a: 1"], ["# a: 1"]),
        (["  a:", "    b: 1"], ["  # a:", "  #   b: 1"]),
        (["  a:", "", "  b: 1"], ["  # a:", "", "  # b: 1"]),
        (["# a", "b"], ["# # a", "# b"]),
    ],
)
def test_comments_are_put_on_and_come_off_again(lines: list[str], commented: list[str]) -> None:
    assert toggle_comments(lines) == commented
    assert toggle_comments(commented) == lines


def test_a_comment_without_a_space_comes_off_too() -> None:
    assert toggle_comments(["  #a: 1"]) == ["  a: 1"]


def test_a_word_is_found_whatever_its_capitals_unless_it_has_some() -> None:
    text = "port: 80\ntargetPort: 80"
    assert matches(text, "port") == [(0, 0), (1, 6)]
    assert matches(text, "Port") == [(1, 6)]
    assert matches(text, "80") == [(0, 6), (1, 12)]
    assert matches(text, "") == []
    assert matches(text, ".") == []
