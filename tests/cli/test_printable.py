"""What may reach a terminal."""

from __future__ import annotations

import pytest

from tutor.cli.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\n한글 é\n", "a\tb\n한글 é\n"),
        ("HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\n"),
        ("\x1b[2J\x07", "^[[2J^G"),
        ("a\rb", "a^Mb"),
        ("\x9b31m", "\\u009b31m"),
        ("\u202eabc", "\\u202eabc"),
        ("\udc80", "\\x80"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_only_text_newlines_and_tabs_are_printed_as_they_are(text: str, shown: str) -> None:
    assert printable(text) == shown
