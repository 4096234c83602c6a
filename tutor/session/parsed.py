"""Reads a text once for everybody who asks about it in a row."""

from __future__ import annotations

from functools import lru_cache

from tutor.manifest import Parsed, parse


@lru_cache(maxsize=4)
def parsed(text: str) -> Parsed:
    """The documents and problems of a text, which do not change as long as it does not."""
    return parse(text)
