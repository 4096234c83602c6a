"""Amounts of resources."""

from __future__ import annotations

import pytest

from tutor.api.quantity import canonical, parse_quantity, rounded


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
        ("12Ei", "9223372036854775807"),
        ("0", "0"),
        ("-1", "-1"),
        ("0.0000000001", "1n"),
        ("10Bi", "0"),
        ("1e19", "10e18"),
        ("99999999999999999999", "99999999999999999999"),
        ("1000E", "1"),
        ("1.5E5", "150e3"),
        ("-0.5Mi", "-512Ki"),
    ],
)
def test_an_amount_is_stored_in_its_canonical_spelling(text: str, stored: str) -> None:
    assert canonical(text) == stored


@pytest.mark.parametrize("text", ["1.", "+1", "007", "1E3", "1e+3", "12E", "123456789.987654321", "01986Gi"])
def test_a_spelling_that_go_takes_for_canonical_is_kept(text: str) -> None:
    assert canonical(text) == text


@pytest.mark.parametrize("text", ["m", "Mi", ".", "-", "k", "+.Ti", "e3"])
def test_an_amount_without_digits_is_nothing(text: str) -> None:
    assert str(parse_quantity(text)) == "0"


def test_an_amount_without_digits_of_large_units_is_none() -> None:
    assert parse_quantity("Ei").fault == "unable to parse numeric part of quantity"


@pytest.mark.parametrize("text", ["", "many", "1 Gi", "1.2.3", "64mb", "\u0661"])
def test_a_text_with_other_signs_is_no_amount(text: str) -> None:
    assert parse_quantity(text).fault.startswith("quantities must match the regular expression")


@pytest.mark.parametrize("text", ["1mm", "1K", "5e", "e", "--1", "1m5"])
def test_an_unknown_suffix_is_told_apart(text: str) -> None:
    assert parse_quantity(text).fault == "unable to parse quantity's suffix"


def test_rounding_up_forgets_a_spelling_only_where_it_changes_the_amount() -> None:
    assert [rounded(text) for text in ("+1", "1234u", "1.")] == ["+1", "2m", "1."]
