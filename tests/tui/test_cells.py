"""Text fits its cells and cannot play tricks."""

from __future__ import annotations

import pytest

from tutor.tui.cells import clean, fit, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("right\u202eleft", "right\ufffdleft"),
        ("one\r\ntwo", "one\ntwo"),
        ("a\tb", "a       b"),
        ("\x9b31m", "\ufffd31m"),
    ],
)
def test_control_and_direction_characters_become_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("abc", 5, "abc  "), ("abcdef", 4, "abc…"), ("파드 셋", 5, "파드…"), ("파드", 3, "파…"), ("x", 0, "")],
)
def test_text_is_cut_or_padded_to_its_cells(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_a_pod_keeps_the_suffix_that_tells_it_apart() -> None:
    assert shorten("testapp-replicaset-74jzq", 16) == "testapp-r…-74jzq"
    assert shorten("short", 16) == "short"
