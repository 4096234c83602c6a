"""JSON is refused in the words and at the offset of Go's decoder."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.manifest.jsonscan import JSONError, end_of_value


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("{a: 1}", "json: offset 2: invalid character 'a' looking for beginning of object key string", 2),
        ('{"a" 1}', "json: offset 6: invalid character '1' after object key", 6),
        ('{"a": 1 "b"}', "json: offset 9: invalid character '\"' after object key:value pair", 9),
        ("[1 2]", "json: offset 4: invalid character '2' after array element", 4),
        ('{"a": nil}', "json: offset 8: invalid character 'i' in literal null (expecting 'u')", 8),
        ("{\"a\": 'b'}", "json: offset 7: invalid character '\\'' looking for beginning of value", 7),
        ('"a\nb"', "json: offset 3: invalid character '\\n' in string literal", 3),
        ('"\\x"', "json: offset 3: invalid character 'x' in string escape code", 3),
        ('"\\u12G4"', "json: offset 6: invalid character 'G' in \\u hexadecimal character escape", 6),
        ("-a", "json: offset 2: invalid character 'a' in numeric literal", 2),
        ("1.x", "json: offset 3: invalid character 'x' after decimal point in numeric literal", 3),
        ("1ex", "json: offset 3: invalid character 'x' in exponent of numeric literal", 3),
        ('{"a": 1', "unexpected EOF", 7),
        ("[" * 20_000, "exceeded max depth", 10_001),
    ],
)
def test_a_refusal_says_what_go_says(text: str, words: str, offset: int) -> None:
    with pytest.raises(JSONError) as caught:
        end_of_value(text.encode(), 0)
    assert (caught.value.words, caught.value.offset) == (words, offset)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=12,
)


@given(values)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_every_json_value_ends_where_it_ends(value: object) -> None:
    data = json.dumps(value).encode()
    assert end_of_value(data + b" x", 0) == len(data)
