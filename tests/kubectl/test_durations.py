"""Ages and durations are written as Kubernetes writes them."""

from __future__ import annotations

import pytest

from tutor.kubectl.durations import DurationError, format_duration, human_duration, parse_duration


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (119, "119s"),
        (120, "2m"),
        (150, "2m30s"),
        (600, "10m"),
        (3 * 3600 - 1, "179m"),
        (3 * 3600, "3h"),
        (4 * 3600 + 60, "4h1m"),
        (47 * 3600, "47h"),
        (5 * 86400 + 6 * 3600, "5d6h"),
        (10 * 86400, "10d"),
        (800 * 86400, "2y70d"),
        (-5, "<invalid>"),
    ],
)
def test_an_age_is_short(seconds: float, text: str) -> None:
    assert human_duration(seconds) == text


@pytest.mark.parametrize(("text", "seconds"), [("1m30s", 90), ("0", 0), ("-1s", -1), ("1.5h", 5400), ("250ms", 0.25)])
def test_a_duration_is_read_as_go_reads_it(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "5", "5x", "s", "1m x"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DurationError):
        parse_duration(text)


def test_a_duration_is_written_as_go_writes_it() -> None:
    assert [format_duration(seconds) for seconds in (0, 90, 3600, 1.5)] == ["0s", "1m30s", "1h0m0s", "1.5s"]
