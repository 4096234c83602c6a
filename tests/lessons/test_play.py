"""A lesson is played from the contents to the one after it by keyboard alone; `tests.lessons.play` plays them all."""

from __future__ import annotations

import pytest

from tests.lessons.play import play
from tutor.packs.load import builtin, find_lesson

PACK = builtin()


@pytest.mark.parametrize(("name", "way", "locale"), [("ports", "editor", "ko"), ("selectors", "console", "en")])
async def test_a_lesson_is_played_to_its_end_with_nothing_wrong_on_any_screen(name: str, way: str, locale: str) -> None:
    found = find_lesson([PACK], name)
    assert found is not None
    played = await play(*found, locale, size=(80, 24), way=way, prose=False)
    assert played.faults == ()
