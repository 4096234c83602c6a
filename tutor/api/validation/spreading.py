"""Rules of how pods spread over zones and nodes."""

from __future__ import annotations

from typing import Any

from tutor.api.affinity import TopologySpreadConstraint
from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, duplicate, invalid, not_supported, required
from tutor.api.validation.affinity import check_match_keys
from tutor.api.validation.fields import Errors, check_label_selector

_ACTIONS = ("DoNotSchedule", "ScheduleAnyway")
_INCLUSIONS = ("Honor", "Ignore")


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
    faults += check_match_keys(path, one.match_label_keys, (), one.label_selector)
    if one.label_selector is not None:
        faults += check_label_selector(path / "labelSelector", one.label_selector)
    return tuple(faults)


def _check_domains(path: FieldPath, one: TopologySpreadConstraint) -> Errors:
    number, action = one.min_domains, one.when_unsatisfiable
    if number is None:
        return ()
    faults: Errors = () if number > 0 else (invalid(path, number, "must be greater than zero"),)
    if action == "DoNotSchedule":
        return faults
    detail = f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}"
    return (*faults, invalid(path, number, detail))
