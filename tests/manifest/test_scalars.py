"""Plain words, numbers and tags are resolved as go-yaml resolves them."""

from __future__ import annotations

import json

import pytest

from tutor.manifest import Json, number_text, scalar
from tutor.manifest.scalars import RefusedError
from tutor.manifest.timestamps import is_timestamp

_TAG = "tag:yaml.org,2002:"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", True), ("Off", False), ("oN", "oN"), ("", None), ("Null", None), ("0777", 511), ("08", 8),
        ("-0x1F", -31), ("+0b11", 3), ("0o", "0o"), ("30_080", 30080), ("_1", "_1"), (".5", 0.5), (".5_0", ".5_0"),
        ("1e21", 1e21), ("1e20", 10**20), ("-9223372036854775809", -9223372036854776000), ("9" * 5000, "9" * 5000),
        ("0xFFFFFFFFFFFFFFFF", 18446744073709552000), ("0x1FFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFF"),
        ("1e400", "1e400"), ("-0.0", 0), ("1.10", 1.1), ("-", "-"), ("+", "+"), (".", "."), ("١٢", "١٢"), ("1٢", "1٢"),
    ],
)  # fmt: skip
def test_a_plain_text_has_the_value_that_kubectl_gives_it(text: str, value: Json) -> None:
    assert json.dumps(scalar(text, None, None)) == json.dumps(value)


def test_a_quoted_text_stays_text() -> None:
    assert scalar("80", "'", None) == "80"


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("str", "80", "80"),
        ("int", "80", 80),
        ("float", "80", 80),
        ("binary", "aGk=", "hi"),
        ("timestamp", "2024-1-1", "2024-1-1"),
    ],
)
def test_a_tag_decides(tag: str, text: str, value: Json) -> None:
    assert scalar(text, '"', _TAG + tag) == value


@pytest.mark.parametrize(
    ("tag", "text"), [("int", "1.5"), ("float", "x"), ("null", "x"), ("timestamp", "x"), ("binary", "?")]
)
def test_a_tag_that_does_not_fit_is_refused(tag: str, text: str) -> None:
    with pytest.raises(RefusedError):
        scalar(text, None, _TAG + tag)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2024-02-29", True), ("2023-02-29", False), ("2024-1-1T1:2:3Z", True), ("2024-01-01t00:00:00.5+09:00", True),
        ("2024-01-01 00:00:00", True), ("2024-01-01T00:00:00", False), ("2024-13-01", False), ("24-01-01", False),
    ],
)  # fmt: skip
def test_a_timestamp_is_what_go_yaml_takes_for_one(text: str, answer: bool) -> None:
    assert is_timestamp(text) is answer


@pytest.mark.parametrize(
    ("value", "text"),
    [(80, "80"), (1.5, "1.5"), (1e21, "1e+21"), (1e-7, "1e-7"), (0.000001, "0.000001"), (-2.5e-10, "-2.5e-10")],
)
def test_a_number_is_written_as_encoding_json_writes_it(value: float, text: str) -> None:
    assert number_text(value) == text
