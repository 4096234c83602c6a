"""Columns and folded lines where Korean letters are two cells wide."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text)


def padded(text: str, width: int) -> str:
    """Fill a text up to a width."""
    return text + " " * max(width - cells(text), 0)


def folded(label: str, text: str, width: int) -> Iterator[str]:
    """Write a text behind its label, folded at spaces; following lines stand below the first."""
    room = max(width - cells(label), 20)
    start = label
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > room:
            yield f"{start}{line}"
            start, line = " " * cells(label), word
        else:
            line = f"{line} {word}" if line else word
    yield f"{start}{line}".rstrip()
