"""A pack's range of versions holds some versions and not others."""

from __future__ import annotations

import pytest

from tutor.packs.engine import engine_fits


@pytest.mark.parametrize(
    ("wanted", "version", "fits"),
    [
        ("", "0.1.0", True),
        (">=1.2,<2", "1.2.0", True),
        (">=1.2,<2", "2.0.0", False),
        (">=1.2,<2", "1.10.3", True),
        ("==2", "2.0.0", True),
        (">0.1", "0.1.0", False),
        ("<=0.1.0", "0.1.0", True),
    ],
)
def test_a_version_lies_in_a_range_by_its_numbers(wanted: str, version: str, fits: bool) -> None:
    assert engine_fits(wanted, version) is fits
