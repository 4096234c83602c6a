"""Ages are written as the server writes them."""

from __future__ import annotations

import pytest

from tutor.cluster.ages import human_duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.9, "0s"),
        (119, "119s"),
        (120, "2m"),
        (322, "5m22s"),
        (600, "10m"),
        (10800, "3h"),
        (16380, "4h33m"),
        (36000, "10h"),
        (172800, "2d"),
        (453600, "5d6h"),
        (86400 * 9, "9d"),
        (86400 * 800, "2y70d"),
        (-5, "<invalid>"),
    ],
)
def test_ages_are_written_as_the_server_writes_them(seconds: float, words: str) -> None:
    assert human_duration(seconds) == words
