"""The quality-of-service class of a pod."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tutor.api.pod import PodSpec
from tutor.api.quantity import parse_quantity

_COMPUTE = ("cpu", "memory")

Amounts = Mapping[str, Decimal]


def qos_class(spec: PodSpec) -> str:
    """BestEffort, Burstable or Guaranteed. Mirrors ComputePodQOS: nothing counts as not said."""
    shares = tuple(_shares(spec))
    limits, requests = (_sum(rows) for rows in zip(*shares, strict=True)) if shares else ({}, {})
    if not limits and not requests:
        return "BestEffort"
    exact = all(len(limit) == len(_COMPUTE) for limit, _ in shares)
    return "Guaranteed" if exact and requests == limits else "Burstable"


def _shares(spec: PodSpec) -> Iterator[tuple[Amounts, Amounts]]:
    """Limits and requests: the pod's own, or else those of each of its containers."""
    whole = spec.resources or {}
    if whole.get("limits") or whole.get("requests"):
        yield _compute(whole.get("limits", {})), _compute(whole.get("requests", {}))
        return
    for container in (*spec.init_containers, *spec.containers):
        yield _compute(container.resources.limits), _compute(container.resources.requests)


def _compute(amounts: Mapping[str, str]) -> Amounts:
    read = {name: parse_quantity(amounts[name]).value for name in _COMPUTE if name in amounts}
    return {name: value for name, value in read.items() if value > 0}


def _sum(rows: tuple[Amounts, ...]) -> Amounts:
    names = {name for row in rows for name in row}
    return {name: sum((row.get(name, Decimal(0)) for row in rows), Decimal(0)) for name in names}
