"""Which nodes a pod's selector and its node affinity ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.core import Node
from tutor.api.pod import Pod, PodTemplateSpec

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


def fits_node(pod: Pod | PodTemplateSpec, node: Node) -> bool:
    """Mirrors GetRequiredNodeAffinity: every pair of the selector, and one term of the affinity."""
    labels = node.metadata.labels
    if not pod.spec.node_selector.items() <= labels.items():
        return False
    wanted = ((pod.spec.affinity or {}).get("nodeAffinity") or {}).get(REQUIRED)
    if wanted is None:
        return True
    return any(_term(term, labels, node.metadata.name) for term in wanted.get("nodeSelectorTerms") or ())


def _term(term: Any, labels: Mapping[str, str], name: str) -> bool:
    """Whether all conditions of a term hold; a term without any matches nothing."""
    expressions, fields = term.get("matchExpressions") or (), term.get("matchFields") or ()
    if not expressions and not fields:
        return False
    return all(_holds(one, labels) for one in expressions) and all(
        _holds(one, {"metadata.name": name}) for one in fields
    )


def _holds(condition: Any, labels: Mapping[str, str]) -> bool:
    check = _OPERATORS.get(condition.get("operator", ""))
    return check is not None and check(labels.get(condition.get("key", "")), tuple(condition.get("values") or ()))


def _above(value: str | None, values: tuple[str, ...], *, sign: int) -> bool:
    numbers = (value or "", *values)
    if len(numbers) != 2 or not all(one.removeprefix("-").isdecimal() for one in numbers):
        return False
    return sign * int(numbers[0]) > sign * int(numbers[1])


_OPERATORS: Mapping[str, Callable[[str | None, tuple[str, ...]], bool]] = MappingProxyType(
    {
        "In": lambda value, values: value in values,
        "NotIn": lambda value, values: value not in values,
        "Exists": lambda value, _: value is not None,
        "DoesNotExist": lambda value, _: value is None,
        "Gt": lambda value, values: _above(value, values, sign=1),
        "Lt": lambda value, values: _above(value, values, sign=-1),
    }
)
