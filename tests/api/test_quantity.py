"""Amounts of resources."""

from __future__ import annotations

import pytest

from tutor.api.quantity import canonical, parse_quantity


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("1000m", "1"),
        ("0.5", "500m"),
        ("1500", "1500"),
        ("2000", "2k"),
        ("1024Mi", "1Gi"),
        ("1.5Gi", "1536Mi"),
        ("0.5Gi", "512Mi"),
        ("100Ki", "100Ki"),
        ("1e3", "1e3"),
        ("12E", "9223372036854775807"),
        ("0", "0"),
        ("-1", "-1"),
        ("0.0000000001", "1n"),
        ("10Bi", "0"),
    ],
)
def test_an_amount_is_stored_in_its_canonical_spelling(text: str, stored: str) -> None:
    assert canonical(text) == stored


@pytest.mark.parametrize("text", ["", "many", "1 Gi", "Mi", "1.2.3"])
def test_a_text_without_a_number_is_no_amount(text: str) -> None:
    assert parse_quantity(text).fault.startswith("quantities must match the regular expression")


def test_an_unknown_suffix_is_told_apart() -> None:
    assert parse_quantity("1mm").fault == "unable to parse quantity's suffix"
