"""Own the question which known name a learner meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LIKE: Final = 0.7
_LONGEST: Final = 63


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that differs by case, signs or a slip of the finger only; None when none is near."""
    names = sorted(known)
    if len(name) > _LONGEST:
        return None
    bare = {_bare(one): one for one in reversed(names)}
    if _bare(name) in bare:
        return bare[_bare(name)]
    close = get_close_matches(_bare(name), bare, n=1, cutoff=_LIKE)
    return bare[close[0]] if close else None


def _bare(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
