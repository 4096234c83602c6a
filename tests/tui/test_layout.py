"""Panes are resized, moved and folded; what is kept of it can be had again, and nonsense does no harm."""

from __future__ import annotations

import pytest

from tests.tui.screen import learner, window
from tutor.tui.layout import (
    PANES,
    Arrangement,
    Place,
    classes,
    dump,
    folded,
    heighten,
    load,
    move,
    plan,
    widen,
)
from tutor.tui.widgets.bars import KeyBar
from tutor.values import replace

USUAL = Arrangement()


def test_wide_terminals_show_all_panes_side_by_side() -> None:
    assert plan(USUAL, 160, 46, "lesson", "lesson") == {
        "lesson": Place(x=0, y=0, width=49, height=46, corner=""),
        "editor": Place(x=49, y=0, width=57, height=29, corner="┬"),
        "console": Place(x=49, y=29, width=57, height=17, corner="├"),
        "cluster": Place(x=106, y=0, width=54, height=26, corner="┬"),
        "check": Place(x=106, y=26, width=54, height=20, corner="├"),
    }


def test_from_110_columns_the_text_stands_beside_the_column_last_looked_at() -> None:
    assert list(plan(USUAL, 120, 34, "editor", "cluster")) == ["editor", "console", "cluster", "check"]
    assert list(plan(USUAL, 120, 34, "lesson", "cluster")) == ["lesson", "editor", "console"]


def test_80_columns_show_one_pane_and_f9_two() -> None:
    assert list(plan(USUAL, 80, 21, "check", "lesson")) == ["check"]
    assert list(plan(replace(USUAL, fold=1), 80, 21, "editor", "lesson")) == ["editor", "console"]


def test_the_style_sheet_is_told_of_the_room_and_of_panes_that_are_folded_away() -> None:
    assert classes(USUAL, 160, 48) == ("-wide", "-high")
    assert classes(USUAL, 120, 36) == ("-two", "-tall", "-strip")
    assert classes(replace(USUAL, fold=1), 160, 24) == ("-wide", "-low", "-strip")


@pytest.mark.parametrize("width", [80, 120, 160])
def test_f9_comes_back_to_where_it_began(width: int) -> None:
    assert folded(USUAL, width) == folded(replace(USUAL, fold=6), width)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24), (110, 30), (160, 48), (400, 100)])
def test_the_panes_fill_every_window_without_overlapping(size: tuple[int, int]) -> None:
    places = plan(USUAL, *size, "console", "check").values()
    assert sum(one.width * one.height for one in places) == size[0] * size[1]


def test_a_pane_grows_at_the_cost_of_its_neighbour_and_not_for_ever() -> None:
    wider = widen(USUAL, "lesson", 4)
    assert wider.widths == (35, 32, 33)
    assert widen(replace(USUAL, widths=(80, 10, 10)), "lesson", 4).widths == (80, 10, 10)
    assert heighten(USUAL, "editor", 8).heights["console"] == 27
    assert heighten(USUAL, "lesson", 8) == USUAL


def test_a_pane_moves_from_column_to_column() -> None:
    moved = move(USUAL, "check")
    assert moved.columns == (("lesson", "check"), ("editor", "console"), ("cluster",))
    assert list(plan(moved, 160, 46, "lesson", "lesson")) == ["lesson", "check", "editor", "console", "cluster"]


def test_an_arrangement_is_kept_and_had_again() -> None:
    changed = widen(move(USUAL, "console"), "lesson", 4)
    assert load(dump(changed)) == changed


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"columns": 3}', '{"columns": [["lesson"]], "widths": [3], "heights": {}, "fold": 0}']
)
def test_what_is_no_arrangement_gives_the_usual_one(text: str) -> None:
    assert load(text) == USUAL


async def test_the_keys_resize_move_and_keep() -> None:
    progress = learner()
    async with window(progress, (160, 48)) as tutor:
        before = tutor.lesson.lesson.region.width
        await tutor.press("alt+1", "alt+full_stop")
        assert tutor.lesson.lesson.region.width > before
        await tutor.press("alt+5", "alt+m")
        assert tutor.lesson.verdict.region.x == 0
        await tutor.press("ctrl+q")
    async with window(progress, (160, 48)) as tutor:
        assert tutor.lesson.verdict.region.x == 0
        assert tutor.lesson.lesson.region.width > before


async def test_a_window_of_any_size_shows_something_and_says_when_it_is_too_small() -> None:
    async with window(learner()) as tutor:
        for size in ((200, 60), (120, 30), (40, 10), (12, 4), (3, 2), (80, 24)):
            await tutor.pilot.resize_terminal(*size)
            await tutor.pilot.pause()
            assert len(tutor.app.screen._compositor.render_strips()) == size[1]
            few = size[0] < 80 or size[1] < 24
            assert tutor.lesson.query_one(KeyBar).note == (
                f"{size[0]} by {size[1]} is too small: 80 by 24 is needed." if few else ""
            )
        assert set(PANES) == {pane.id for pane in tutor.lesson.query(".pane")}
