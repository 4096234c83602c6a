"""The selectors that a new pod's matchLabelKeys and mismatchLabelKeys become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.pod import Pod, PodSpec
from tutor.values import replace

Raw = Mapping[str, Any]

_KINDS = ("podAffinity", "podAntiAffinity")
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def merge_match_keys(pod: Pod) -> Pod:
    """Mirrors applyMatchLabelKeysAndMismatchLabelKeys and its like for spreading: labels of the pod itself count."""
    spec, labels = pod.spec, pod.metadata.labels
    if not spec.affinity and not spec.topology_spread_constraints:
        return pod
    return replace(
        pod, spec=replace(spec, affinity=_affinity(spec, labels), topology_spread_constraints=_spread(spec, labels))
    )


def _affinity(spec: PodSpec, labels: Raw) -> Any:
    if not spec.affinity:
        return spec.affinity
    return {name: _terms(value, labels) if name in _KINDS else value for name, value in spec.affinity.items()}


def _terms(wishes: Raw, labels: Raw) -> Raw:
    filled = dict(wishes)
    if _REQUIRED in wishes:
        filled[_REQUIRED] = [_merge(one, labels) for one in wishes[_REQUIRED]]
    if _PREFERRED in wishes:
        filled[_PREFERRED] = [
            {**one, "podAffinityTerm": _merge(one["podAffinityTerm"], labels)} for one in wishes[_PREFERRED]
        ]
    return filled


def _spread(spec: PodSpec, labels: Raw) -> Any:
    rows = spec.topology_spread_constraints
    return [_merge(one, labels) for one in rows] if rows else rows


def _merge(term: Raw, labels: Raw) -> Raw:
    """One term with a requirement for each of its keys that the pod has a label of."""
    selector = term.get("labelSelector")
    rows = [
        {"key": key, "operator": operator, "values": [labels[key]]}
        for field, operator in (("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn"))
        for key in term.get(field, ())
        if key in labels
    ]
    if selector is None or not rows:
        return term
    return {**term, "labelSelector": {**selector, "matchExpressions": [*selector.get("matchExpressions", ()), *rows]}}
