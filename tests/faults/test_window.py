"""A window that is made tiny and large again, and keys that come faster than the window."""

from __future__ import annotations

from textual import events

from tests.tui.screen import learner, window
from tutor.tui.turns import Turns


async def test_a_storm_of_sizes_takes_no_key_from_the_editor() -> None:
    async with window(learner(), (120, 36)) as tutor:
        tutor.lesson.go("editor")
        await tutor.press("a")
        for letter, size in zip("bcd", ((20, 5), (1, 1), (120, 36)), strict=True):
            await tutor.pilot.resize_terminal(*size)
            await tutor.press(letter)
        assert tutor.lesson.editor.area.text.startswith("abcd")


def test_letters_wait_for_a_key_that_moves_the_focus() -> None:
    """Alt and a digit comes as a sign: Textual reads Alt+2 as a trade mark."""
    for mover in (events.Key("trade_mark_sign", "™"), events.Key("alt+h", "h"), events.Key("tab", "\t")):
        turns = Turns()
        letter = events.Key("a", "a")
        for key in (mover, letter, events.Key("b", "b")):
            turns.add(key)
        assert (turns.following(), turns.following()) == (mover, None)
        turns.gone()
        assert turns.following() is letter
