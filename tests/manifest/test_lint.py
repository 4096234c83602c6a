"""What kubectl takes in silence is told to the learner."""

from __future__ import annotations

import pytest

from tutor.manifest import parse, suggestions


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "DUPLICATE_KEY", (3, 1), '"a" stands twice, in lines 1 and 3'),
        ("a: 0777\n", "NUMBER_FORM", (1, 4), "0777 is the number 511"),
        ("a: y\n", "BOOLEAN_WORD", (1, 4), "y without quotes is the boolean true"),
        ("a:\n  type:NodePort\n", "MISSING_SPACE", (2, 3), '"type:NodePort" is one text, not a key and a value'),
        ("a:\n  -port: 80\n", "MISSING_DASH_SPACE", (2, 3), 'the dash is part of the key "-port"'),
        ("a:\n\u00a0\u00a0b: c\n", "NBSP", (2, 1), "a no-break space stands where a space should be"),
        ("a: “b”\n", "SMART_QUOTES", (1, 4), "curly quotes are part of the text"),
        ("a: b\n...\nc: d\n", "IGNORED_TEXT", (3, 1), 'kubectl ignores what follows "..."'),
        ("a: '{{ b }}'\n", "TEMPLATE", (1, 5), "a template was not filled in"),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, code: str, place: tuple[int, int], message: str) -> None:
    (problem,) = suggestions(parse(text))
    start = problem.span.start
    assert (problem.code, (start.line, start.column), problem.message) == (code, place, message)


@pytest.mark.parametrize(
    "text", ["a: 80\n", "a: true\n", "a: http://x\n", "a: c:7\n", "a: 'y'\n", "a: b\n...\n", "a: 10.0.0.1\n"]
)
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert parse(text).problems == ()
