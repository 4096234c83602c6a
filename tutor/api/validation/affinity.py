"""Rules of where pods like to run: affinity and spreading."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.affinity import (
    Affinity,
    NodeSelectorRequirement,
    NodeSelectorTerm,
    PodAffinity,
    PodAffinityTerm,
    PodAntiAffinity,
)
from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, Named, forbidden, invalid, required
from tutor.api.meta import LabelSelector
from tutor.api.validation.fields import Errors, check_label_selector, check_text, each

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_UNKNOWN_OPERATOR = "not a valid selector operator"


def check_affinity(path: FieldPath, raw: Any) -> Errors:
    """Mirrors validateAffinity."""
    if raw is None:
        return ()
    affinity: Affinity = decode_part(Affinity, raw).object
    return (
        *_check_node_affinity(path / "nodeAffinity", affinity),
        *_check_pod_affinity(path / "podAffinity", affinity.pod_affinity),
        *_check_pod_affinity(path / "podAntiAffinity", affinity.pod_anti_affinity),
    )


def _check_node_affinity(path: FieldPath, affinity: Affinity) -> Errors:
    nodes = affinity.node_affinity
    if nodes is None:
        return ()
    faults: list[FieldError] = []
    wanted = nodes.required_during_scheduling_ignored_during_execution
    if wanted is not None:
        terms = path / _REQUIRED / "nodeSelectorTerms"
        if not wanted.node_selector_terms:
            faults.append(required(terms, "must have at least one node selector term"))
        for at, term in enumerate(wanted.node_selector_terms):
            faults += _check_term(terms / at, term, strict=True)
    for at, liked in enumerate(nodes.preferred_during_scheduling_ignored_during_execution):
        place = path / _PREFERRED / at
        faults += _check_weight(place / "weight", liked.weight)
        faults += _check_term(place / "preference", liked.preference, strict=False)
    return tuple(faults)


def _check_weight(path: FieldPath, weight: int) -> Errors:
    return () if 1 <= weight <= 100 else (invalid(path, weight, "must be in the range 1-100"),)


def _check_term(path: FieldPath, term: NodeSelectorTerm, *, strict: bool) -> Errors:
    """Mirrors ValidateNodeSelectorTerm; only `strict` ones need well-formed label values."""
    expressions = (
        fault
        for at, one in enumerate(term.match_expressions)
        for fault in _check_expression(path / "matchExpressions" / at, one, strict=strict)
    )
    return (*expressions, *each(term.match_fields, path / "matchFields", _check_field))


def _check_expression(path: FieldPath, one: NodeSelectorRequirement, *, strict: bool) -> Errors:
    values = path / "values"
    faults: Errors = ()
    if one.operator in ("In", "NotIn"):
        if not one.values:
            faults = (required(values, "must be specified when `operator` is 'In' or 'NotIn'"),)
    elif one.operator in ("Exists", "DoesNotExist"):
        if one.values:
            faults = (forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),)
    elif one.operator in ("Gt", "Lt"):
        if len(one.values) != 1:
            faults = (required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'"),)
    else:
        faults = (invalid(path / "operator", Named(one.operator), _UNKNOWN_OPERATOR),)
    faults = (*faults, *check_text(path / "key", one.key, content.qualified_name))
    if not strict:
        return faults
    spelling = (
        fault for at, value in enumerate(one.values) for fault in check_text(values / at, value, content.label_value)
    )
    return (*faults, *spelling)


def _check_field(path: FieldPath, one: NodeSelectorRequirement) -> Errors:
    """Mirrors ValidateNodeFieldSelectorRequirement."""
    values = path / "values"
    faults: Errors = ()
    if one.operator not in ("In", "NotIn"):
        faults = (invalid(path / "operator", Named(one.operator), _UNKNOWN_OPERATOR),)
    elif len(one.values) != 1:
        detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
        faults = (required(values, detail),)
    if one.key != "metadata.name":
        return (*faults, invalid(path / "key", one.key, "not a valid field selector key"))
    names = (
        fault
        for at, value in enumerate(one.values)
        for fault in check_text(values / at, value, content.dns1123_subdomain)
    )
    return (*faults, *names)


def _check_pod_affinity(path: FieldPath, affinity: PodAffinity | PodAntiAffinity | None) -> Errors:
    if affinity is None:
        return ()
    wanted = each(affinity.required_during_scheduling_ignored_during_execution, path / _REQUIRED, _check_pod_term)
    liked = (
        fault
        for at, one in enumerate(affinity.preferred_during_scheduling_ignored_during_execution)
        for fault in (
            *_check_weight(path / _PREFERRED / at / "weight", one.weight),
            *_check_pod_term(path / _PREFERRED / at / "podAffinityTerm", one.pod_affinity_term),
        )
    )
    return (*wanted, *liked)


def _check_pod_term(path: FieldPath, term: PodAffinityTerm) -> Errors:
    """Mirrors validatePodAffinityTerm."""
    spaces = (
        fault for name in term.namespaces for fault in check_text(path / "namespace", name, content.dns1123_label)
    )
    key = path / "topologyKey"
    return (
        *_check_selector(path / "labelSelector", term.label_selector),
        *_check_selector(path / "namespaceSelector", term.namespace_selector),
        *spaces,
        *check_match_keys(path, term.match_label_keys, term.mismatch_label_keys, term.label_selector),
        *(() if term.topology_key else (required(key, "can not be empty"),)),
        *check_text(key, term.topology_key, content.qualified_name),
    )


def _check_selector(path: FieldPath, selector: LabelSelector | None) -> Errors:
    return () if selector is None else check_label_selector(path, selector)


def check_match_keys(
    path: FieldPath, keys: tuple[str, ...], others: tuple[str, ...], selector: LabelSelector | None
) -> Errors:
    """Mirrors ValidateMatchLabelKeysAndMismatchLabelKeys; `others` are the keys whose values must differ."""
    faults = [
        *_check_keys(path / "matchLabelKeys", keys, selector),
        *_check_keys(path / "mismatchLabelKeys", others, selector),
    ]
    if selector is not None:
        # A key that was merged into the selector already is one too many if the selector had it before.
        places = {key: at for at, key in enumerate(keys)}
        known = set(selector.match_labels)
        for one in selector.match_expressions:
            if one.key in places and one.key in known:
                faults.append(
                    invalid(path / places[one.key], one.key, "exists in both matchLabelKeys and labelSelector")
                )
            known.add(one.key)
    faults += (
        invalid(path / "matchLabelKeys" / at, key, "exists in both matchLabelKeys and mismatchLabelKeys")
        for at, key in enumerate(keys)
        if key in others
    )
    return tuple(faults)


def _check_keys(path: FieldPath, keys: tuple[str, ...], selector: LabelSelector | None) -> Errors:
    if keys and selector is None:
        return (forbidden(path, "must not be specified when labelSelector is not set"),)
    return tuple(fault for at, key in enumerate(keys) for fault in check_text(path / at, key, content.qualified_name))
