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
    TopologySpreadConstraint,
)
from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_supported, required
from tutor.api.meta import LabelSelector
from tutor.api.validation.fields import Errors, check_label_selector, check_text, each

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_UNKNOWN_OPERATOR = "not a valid selector operator"
_ACTIONS = ("DoNotSchedule", "ScheduleAnyway")
_INCLUSIONS = ("Honor", "Ignore")


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
        faults = (invalid(path / "operator", one.operator, _UNKNOWN_OPERATOR),)
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
        faults = (invalid(path / "operator", one.operator, _UNKNOWN_OPERATOR),)
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
        *_check_keys(path / "matchLabelKeys", term.match_label_keys, term.label_selector),
        *_check_keys(path / "mismatchLabelKeys", term.mismatch_label_keys, term.label_selector),
        *(() if term.topology_key else (required(key, "can not be empty"),)),
        *check_text(key, term.topology_key, content.qualified_name),
    )


def _check_selector(path: FieldPath, selector: LabelSelector | None) -> Errors:
    return () if selector is None else check_label_selector(path, selector)


def _check_keys(path: FieldPath, keys: tuple[str, ...], selector: LabelSelector | None) -> Errors:
    if keys and selector is None:
        return (forbidden(path, "must not be specified when labelSelector is not set"),)
    return tuple(fault for at, key in enumerate(keys) for fault in check_text(path / at, key, content.qualified_name))


def check_spreading(path: FieldPath, raw: Any) -> Errors:
    """Mirrors validateTopologySpreadConstraints."""
    rows = tuple(decode_part(TopologySpreadConstraint, one).object for one in raw or ())
    return tuple(fault for at, one in enumerate(rows) for fault in _check_constraint(path / at, one, rows[at + 1 :]))


def _check_constraint(
    path: FieldPath, one: TopologySpreadConstraint, later: tuple[TopologySpreadConstraint, ...]
) -> Errors:
    faults: list[FieldError] = []
    if one.max_skew <= 0:
        faults.append(invalid(path / "maxSkew", one.max_skew, "must be greater than zero"))
    if not one.topology_key:
        faults.append(required(path / "topologyKey", "can not be empty"))
    if one.when_unsatisfiable not in _ACTIONS:
        faults.append(not_supported(path / "whenUnsatisfiable", one.when_unsatisfiable, _ACTIONS))
    pair = (one.topology_key, one.when_unsatisfiable)
    if any((other.topology_key, other.when_unsatisfiable) == pair for other in later):
        shown = f"{{{', '.join(pair)}}}"
        faults.append(duplicate(path / "{topologyKey, whenUnsatisfiable}", shown))
    faults += _check_domains(path / "minDomains", one)
    rows = (("nodeAffinityPolicy", one.node_affinity_policy), ("nodeTaintsPolicy", one.node_taints_policy))
    faults += (
        not_supported(path / name, value, _INCLUSIONS)
        for name, value in rows
        if value is not None and value not in _INCLUSIONS
    )
    faults += _check_spread_keys(path / "matchLabelKeys", one)
    return (*faults, *_check_selector(path / "labelSelector", one.label_selector))


def _check_domains(path: FieldPath, one: TopologySpreadConstraint) -> Errors:
    number, action = one.min_domains, one.when_unsatisfiable
    if number is None:
        return ()
    faults: Errors = () if number > 0 else (invalid(path, number, "must be greater than zero"),)
    if action == "DoNotSchedule":
        return faults
    detail = f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}"
    return (*faults, invalid(path, number, detail))


def _check_spread_keys(path: FieldPath, one: TopologySpreadConstraint) -> Errors:
    """Mirrors validateMatchLabelKeysInTopologySpread."""
    if not one.match_label_keys:
        return ()
    faults: list[FieldError] = []
    known: set[str] = set()
    if one.label_selector is None:
        faults.append(forbidden(path, "must not be specified when labelSelector is not set"))
    else:
        known = {*one.label_selector.match_labels, *(term.key for term in one.label_selector.match_expressions)}
    for at, key in enumerate(one.match_label_keys):
        faults += check_text(path / at, key, content.qualified_name)
        if key in known:
            faults.append(invalid(path / at, key, "exists in both matchLabelKeys and labelSelector"))
    return tuple(faults)
