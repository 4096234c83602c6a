"""Parts the words of a line into resources and `key=value` pairs."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.kubectl.errors import CommandError
from tutor.values import frozen


@frozen
class Pairs:
    """What to set, and the keys to remove, in the order of the line."""

    sets: dict[str, str]
    removes: tuple[str, ...] = ()


def split_pairs(words: Sequence[str], noun: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Resources first, pairs behind them; raises CommandError for another order. Mirrors GetResourcesAndPairs."""
    resources: list[str] = []
    pairs: list[str] = []
    for word in words:
        is_pair = ("=" in word and word[0] != "=") or (word.endswith("-") and word != "-")
        if pairs and not is_pair:
            raise CommandError(f"all resources must be specified before {noun} changes: {word}")
        (pairs if is_pair else resources).append(word)
    return tuple(resources), tuple(pairs)


def read_pairs(words: Sequence[str], noun: str, *, removing: bool) -> Pairs:
    """Read pairs; raises CommandError that names all that are none. Mirrors ParsePairs."""
    sets: dict[str, str] = {}
    removes: list[str] = []
    wrong: list[str] = []
    for word in words:
        key, equals, value = word.partition("=")
        if equals and key:
            sets[key] = value
        elif removing and word.endswith("-") and word != "-":
            removes.append(word[:-1])
        else:
            wrong.append(word)
    if wrong:
        raise CommandError(f"invalid {noun} format: {', '.join(wrong)}")
    return Pairs(sets=sets, removes=tuple(removes))
