"""How results are written one after the other: what stands before, between and behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from tutor.grading.formats.view import Totals, View
from tutor.grading.verdict import Result
from tutor.values import frozen

Texts = Callable[[], Mapping[str, str]]  # the files of an answer, read when they are asked for


class Writer(Protocol):
    """Writes many results; every piece can go out at once, so that nothing is lost when the work is interrupted."""

    def head(self) -> str:
        """What stands before all results."""

    def row(self, result: Result, texts: Texts) -> str:
        """One result, in the order of the input."""

    def tail(self, totals: Totals) -> str:
        """What stands behind all results."""


@frozen
class Format:
    """One way to write results: many of them, or one alone; `suffix` names its file."""

    suffix: str
    many: Callable[[View], Writer]
    alone: Callable[[Result, View], str]


class Rows:
    """A writer whose rows know nothing of each other."""

    __slots__ = ("_first", "_frame", "_row", "_view")

    def __init__(
        self, row: Callable[[Result, View], str], view: View, frame: tuple[str, str, str] = ("", "", "")
    ) -> None:
        """`frame` is what stands before, between and behind the rows."""
        self._row, self._view, self._frame = row, view, frame
        self._first = True

    def head(self) -> str:
        """What stands before the rows."""
        return self._frame[0]

    def row(self, result: Result, texts: Texts) -> str:
        """One row; the first has nothing between it and the head."""
        del texts
        between = "" if self._first else self._frame[1]
        self._first = False
        return between + self._row(result, self._view)

    def tail(self, totals: Totals) -> str:
        """What stands behind the rows."""
        del totals
        return self._frame[2]
