"""What the API server fills in where a manifest is silent."""

from __future__ import annotations

from typing import Any


def default(obj: Any) -> Any:
    """The object with every default filled in."""
    return obj
