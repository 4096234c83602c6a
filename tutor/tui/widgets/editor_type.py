"""What typing does to YAML: the indentation of a new line, comments put on and taken off; text in, text out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

INDENT: Final = 2
_OPENS_MAP: Final = re.compile(r":[ \t]*(?:[|>][+-]?)?[ \t]*(?:#.*)?$")
_COMMENT: Final = re.compile(r"^( *)# ?")
_BARE_DASH: Final = re.compile(r" *(?:- *)+$")


def indentation(before: str) -> str:
    """The white space that the line after `before` starts with."""
    stripped = before.lstrip(" ")
    depth = len(before) - len(stripped)
    while stripped.startswith("- "):
        rest = stripped[2:].lstrip(" ")
        depth += len(stripped) - len(rest)
        stripped = rest
    return " " * (depth + (INDENT if stripped and _OPENS_MAP.search(stripped) else 0))


def ends_list(line: str) -> bool:
    """Say whether a line is an item without anything, which another Enter takes back."""
    return _BARE_DASH.fullmatch(line) is not None


def toggle_comments(lines: Sequence[str]) -> list[str]:
    """Put `# ` before each line, in the column of the least indented; or take it away when all have it."""
    written = [line for line in lines if line.strip()]
    if written and all(line.lstrip(" ").startswith("#") for line in written):
        return [_COMMENT.sub(r"\1", line) for line in lines]
    column = min((len(line) - len(line.lstrip(" ")) for line in written), default=0)
    return [f"{line[:column]}# {line[column:]}" if line.strip() else line for line in lines]


def difference(before: str, after: str) -> tuple[int, int, str]:
    """The one part of a text that has to be replaced, by its offsets, and with what."""
    shortest = min(len(before), len(after))
    start = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    same = next((at for at in range(shortest - start) if before[-1 - at] != after[-1 - at]), shortest - start)
    return start, len(before) - same, after[start : len(after) - same]


def place(text: str, offset: int) -> tuple[int, int]:
    """Row and column of an offset, counted from 0."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def matches(text: str, word: str) -> list[tuple[int, int]]:
    """Row and column of every place of a word, counted from 0; capitals count only where the word has some."""
    if not word:
        return []
    flags = 0 if word != word.lower() else re.IGNORECASE
    return [
        (row, found.start())
        for row, line in enumerate(text.split("\n"))
        for found in re.finditer(re.escape(word), line, flags)
    ]
