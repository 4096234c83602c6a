"""Own how much one document may hold: values, depth, and go-yaml's share of aliases."""

from __future__ import annotations

from tutor.manifest.faults import Fault, TooMuchError
from tutor.manifest.model import Json, Limits
from tutor.manifest.nodes import Mark

_RATIO_LOW = 400_000
_RATIO_HIGH = 4_000_000


class Budget:
    """Counts the values of one document as go-yaml's decoder does, those that aliases repeat too."""

    __slots__ = ("_aliased", "_limits", "spent")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._aliased = 0
        self.spent = 1

    def count(self, mark: Mark, values: int = 1, *, aliased: bool = False) -> None:
        """Count values that start at a mark; TooMuchError past a limit."""
        self.spent += values
        if aliased:
            self._aliased += values
        if self.spent > self._limits.nodes:
            limit = str(self._limits.nodes)
            words = f"the document has more than {limit} values once its aliases are expanded"
            raise TooMuchError(Fault("TOO_MANY_NODES", words, mark, {"limit": limit}))
        if self._aliased > 100 and self.spent > 1000 and self._aliased / self.spent > self._allowed_share():
            words = "yaml: document contains excessive aliasing"
            raise TooMuchError(Fault("TOO_MANY_NODES", words, mark, {"limit": str(self._limits.nodes)}))

    def check_depth(self, depth: int, mark: Mark) -> None:
        """Refuse what is nested deeper than the limit; the words are go-yaml's, whose own limit is larger."""
        if depth > self._limits.depth:
            number = f"line {mark.line + 1}: " if mark.line else ""
            words = f"yaml: {number}exceeded max depth of 10000"
            raise TooMuchError(Fault("TOO_DEEP", words, mark, {"limit": str(self._limits.depth)}))

    def copy(self, value: Json, depth: int, mark: Mark) -> Json:
        """Copy an anchor's value, so that no two places share one; depth is that of the place."""
        if not isinstance(value, dict | list):
            return value
        self.check_depth(depth + 1, mark)
        if isinstance(value, dict):
            return {key: self.copy(child, depth + 1, mark) for key, child in value.items()}
        return [self.copy(child, depth + 1, mark) for child in value]

    def _allowed_share(self) -> float:
        """Give the share of values that may come from aliases. Mirrors allowedAliasRatio."""
        share = (self.spent - _RATIO_LOW) / (_RATIO_HIGH - _RATIO_LOW)
        return 0.99 - 0.89 * min(max(share, 0.0), 1.0)
