"""A line that is typed into a shell of a pod."""

from __future__ import annotations

from tutor.server.keys import Keyboard, Typed


def test_keys_are_shown_and_enter_ends_the_line() -> None:
    assert Keyboard().type("ls\r") == [Typed(echo="l"), Typed(echo="s"), Typed(echo="\n", line="ls")]


def test_backspace_takes_a_letter_back() -> None:
    typed = Keyboard().type("ab\x7f\x7f\x7fc\n")
    assert [step.echo for step in typed] == ["a", "b", "\b \b", "\b \b", "", "c", "\n"]
    assert typed[-1].line == "c"


def test_arrow_keys_leave_no_trace() -> None:
    assert Keyboard().type("a\x1b[Ab\r")[-1].line == "ab"


def test_control_c_drops_the_line_and_control_d_ends_an_empty_one() -> None:
    keyboard = Keyboard()
    assert keyboard.type("x\x04")[-1].ended is False
    assert keyboard.type("\x03") == [Typed(echo="^C\n", line="")]
    assert keyboard.type("\x04") == [Typed(echo="", ended=True)]
