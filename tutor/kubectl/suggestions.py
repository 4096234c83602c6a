"""Which commands a mistyped word may mean, as cobra suggests them."""

from __future__ import annotations

from tutor.kubectl.command import Command

_MOST_EDITS = 2


def suggest(word: str, root: Command) -> tuple[str, ...]:
    """Commands within two edits, or that begin with the word, in the order of the help."""
    low = word.lower()
    return tuple(
        one.name
        for one in root.commands
        if near(low, one.name.lower()) or one.name.lower().startswith(low) or word in one.suggest_for
    )


def near(left: str, right: str) -> bool:
    """Whether two edits lead from one word to the other; words of other lengths need no counting."""
    return abs(len(left) - len(right)) <= _MOST_EDITS and edits(left, right) <= _MOST_EDITS


def edits(left: str, right: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]
