"""Taints and the tolerations that let a pod live with them."""

from __future__ import annotations

from math import inf

from tutor.api.core import Taint
from tutor.api.pod import Toleration

_HARD = frozenset({"NoSchedule", "NoExecute"})


def tolerates_all(tolerations: tuple[Toleration, ...], taints: tuple[Taint, ...]) -> bool:
    """Whether a pod may be put on a node; taints that only ask for preference do not count."""
    hard = (taint for taint in taints if taint.effect in _HARD)
    return all(any(_tolerates(one, taint) for one in tolerations) for taint in hard)


def tolerated_for(tolerations: tuple[Toleration, ...], taints: tuple[Taint, ...]) -> float:
    """Seconds that a pod may stay on a node with these NoExecute taints. Mirrors getMinTolerationTime."""
    found = [[one for one in tolerations if _tolerates(one, taint)] for taint in taints if taint.effect == "NoExecute"]
    if not all(found):
        return 0.0
    limits = [one.toleration_seconds for row in found for one in row if one.toleration_seconds is not None]
    return max(0.0, float(min(limits))) if limits else inf


def _tolerates(one: Toleration, taint: Taint) -> bool:
    """Mirrors ToleratesTaint."""
    if one.effect not in {"", taint.effect} or (one.key and one.key != taint.key):
        return False
    return one.operator == "Exists" or (bool(one.key) and one.value == taint.value)
