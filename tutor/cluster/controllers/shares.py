"""Numbers of pods that a person may write as a percentage."""

from __future__ import annotations

from math import ceil, floor


def resolve(value: int | str | None, total: int, *, up: bool) -> int:
    """A number, or a percentage of a total."""
    if value is None:
        return 0
    if isinstance(value, int):
        return value
    share = int(value.rstrip("%")) * total / 100
    return ceil(share) if up else floor(share)
