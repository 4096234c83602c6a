"""Folded lines and columns."""

from __future__ import annotations

from tutor.grading.formats.layout import cells, folded, padded


def test_a_korean_letter_takes_two_cells() -> None:
    assert (cells("pod"), cells("파드"), padded("파드", 6)) == (3, 4, "파드  ")


def test_a_long_text_goes_on_below_its_first_word() -> None:
    assert list(folded("why ", "one two three four five six", 24)) == ["why one two three four", "    five six"]


def test_a_word_that_is_too_long_keeps_its_line() -> None:
    assert list(folded("  ", "a " + "x" * 40, 30)) == ["  a", "  " + "x" * 40]
