"""The cluster's only source of chance: a seeded generator whose whole state is one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_MASK = (1 << 64) - 1


def step(state: int) -> tuple[int, int]:
    """The next 64 bits after a state, and the state after them."""
    state = (state + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31), state


class Random:
    """SplitMix64; equal states give equal choices."""

    __slots__ = ("state",)

    def __init__(self, state: int = 0) -> None:
        self.state = state & _MASK

    def next(self) -> int:
        """The next 64 bits."""
        bits, self.state = step(self.state)
        return bits

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return self.next() % limit

    def choice(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.below(len(options))]

    def suffix(self, length: int = 5) -> str:
        """The tail of a generated name, in the letters Kubernetes uses."""
        return "".join(SUFFIX_LETTERS[self.below(len(SUFFIX_LETTERS))] for _ in range(length))

    def uid(self) -> str:
        """A UUID of version 4."""
        number = (self.next() << 64) | self.next()
        number = number & ~(0xF << 76) | (4 << 76)
        number = number & ~(0x3 << 62) | (2 << 62)
        digits = f"{number:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
