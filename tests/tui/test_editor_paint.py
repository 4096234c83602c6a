"""Guides and words behind a line are painted over its cells, and never move what the line says."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tutor.tui.widgets.editor_paint import paint_end, paint_guides

PLAIN = Style()


def strip(text: str) -> Strip:
    return Strip([Segment(text, PLAIN)])


def test_guides_stand_in_blanks_only_and_not_under_the_cursor() -> None:
    line = strip(" 1      a: 1")
    assert paint_guides(line, 4, range(0, 4, 2), PLAIN, -1).text == " 1  │ │ a: 1"
    assert paint_guides(line, 4, range(0, 4, 2), PLAIN, 6).text == " 1  │   a: 1"
    assert paint_guides(line, 4, range(0, 6, 2), PLAIN, -1).text == " 1  │ │ a: 1"


def test_a_line_that_is_scrolled_has_its_guides_where_its_blanks_are() -> None:
    assert paint_guides(strip("    a"), -2, range(2, 6, 2), PLAIN, -1).text == "│ │ a"


def test_words_behind_a_line_end_at_the_edge() -> None:
    line = strip("a: 1" + " " * 26)
    assert paint_end(line, 4, "did you mean b", PLAIN, 30).text == "a: 1   did you mean b         "
    assert paint_end(line, 4, "x" * 40, PLAIN, 30).text == "a: 1   " + "x" * 22 + "…"


def test_wide_letters_are_not_cut_in_two() -> None:
    line = strip("a: 1" + " " * 26)
    assert paint_end(line, 4, "서비스를 하나 더 만듭니다", PLAIN, 30).text.rstrip() == "a: 1   서비스를 하나 더 만듭…"


def test_there_is_nothing_behind_a_line_without_room() -> None:
    line = strip("a" * 20 + " " * 10)
    assert paint_end(line, 20, "did you mean b", PLAIN, 30) is line
