"""The editor helps with YAML's indentation."""

from __future__ import annotations

import pytest

from tutor.tui.widgets.editor_type import indentation


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spec:", "  "),
        ("  ports:", "    "),
        ("  - port: 80", "    "),
        ("    name: x", "    "),
        ("- - a", "    "),
        ("", ""),
    ],
)
def test_enter_goes_to_where_the_next_key_belongs(before: str, after: str) -> None:
    assert indentation(before) == after
