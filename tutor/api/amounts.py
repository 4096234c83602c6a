"""What the containers of a pod need together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tutor.api.container import Container
from tutor.api.pod import PodSpec
from tutor.api.quantity import parse_quantity
from tutor.values import replace

Amounts = Mapping[str, str]


def add_requests(spec: PodSpec) -> Amounts:
    """Mirrors AggregateContainerRequests: main containers and sidecars at once, other init containers in turn."""
    return _aggregate(spec, "requests")


def add_limits(spec: PodSpec) -> Amounts:
    """Mirrors AggregateContainerLimits."""
    return _aggregate(spec, "limits")


def _aggregate(spec: PodSpec, what: str) -> Amounts:
    total: Amounts = {}
    for container in spec.containers:
        total = _add(total, _of(container, what))
    sidecars: Amounts = {}
    peak: Amounts = {}
    for container in spec.init_containers:
        own = _of(container, what)
        if container.restart_policy == "Always":
            total, sidecars = _add(total, own), _add(sidecars, own)
            own = sidecars
        else:
            own = _add(own, sidecars)
        peak = _most(peak, own)
    return _most(total, peak)


def _of(container: Container, what: str) -> Amounts:
    amounts: Amounts = getattr(container.resources, what)
    return amounts


def _add(one: Amounts, other: Amounts) -> Amounts:
    return {**one, **{name: _sum(one[name], other[name]) if name in one else other[name] for name in other}}


def _sum(one: str, other: str) -> str:
    left, right = parse_quantity(one), parse_quantity(other)
    # Go keeps the form of the first amount unless it is nothing.
    form = left.form if left.value else right.form
    return str(replace(left, value=left.value + right.value, form=form, written=""))


def _most(one: Amounts, other: Amounts) -> Amounts:
    larger = partial(max, key=lambda text: parse_quantity(text).value)
    return {**other, **{name: larger((one[name], other[name])) if name in other else one[name] for name in one}}
