"""Colours say what a word is; they never change the text."""

from __future__ import annotations

import pytest

from tutor.tui.highlight import colour, guess


@pytest.mark.parametrize(
    ("text", "lexer", "styled"),
    [
        ("NAME   READY\na   1/1\n", "output", [("NAME   READY", "$muted")]),
        ("x <none>", "output", [("<none>", "$warning")]),
        ("Error from server (NotFound): x", "output", [("Error ", "$error")]),
        ("kubectl get -o wide", "command", [("kubectl", "bold"), (" -o", "$key")]),
    ],
)
def test_some_words_have_a_colour(text: str, lexer: str, styled: list[tuple[str, str]]) -> None:
    content = colour(text, lexer)
    assert content.plain == text
    assert [(text[span.start : span.end], span.style) for span in content.spans] == styled


@pytest.mark.parametrize(
    ("text", "lexer"), [("apiVersion: v1\n", "yaml"), ('{"a": 1}', "json"), ("NAME\n", "output"), ("", "output")]
)
def test_the_lexer_is_guessed_from_the_first_word(text: str, lexer: str) -> None:
    assert guess(text) == lexer


def test_escape_sequences_from_a_pod_are_shown_not_obeyed() -> None:
    assert colour("\x1b]0;title\x07", "output").plain == "␛]0;title␇"
