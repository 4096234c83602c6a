"""Rules of what is written to the status subresource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.core import Namespace, Node
from tutor.api.errors import FieldError, FieldPath, Named, invalid
from tutor.api.service import Service
from tutor.api.validation.fields import Errors, not_negative
from tutor.api.validation.meta import check_meta_update
from tutor.api.validation.nodes import validate_node_update
from tutor.api.validation.service import validate_service_status_update
from tutor.api.wire import json_name
from tutor.api.workloads import DaemonSet, Deployment, ReplicaSet, StatefulSet

_STATUS = FieldPath("status")
_REPLICAS = "cannot be greater than status.replicas"
_COUNTS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        ReplicaSet: (
            "replicas",
            "fully_labeled_replicas",
            "ready_replicas",
            "available_replicas",
            "observed_generation",
        ),
        Deployment: (
            "observed_generation",
            "replicas",
            "updated_replicas",
            "ready_replicas",
            "available_replicas",
            "unavailable_replicas",
            "collision_count",
        ),
        StatefulSet: (
            "replicas",
            "ready_replicas",
            "current_replicas",
            "updated_replicas",
            "available_replicas",
            "observed_generation",
            "collision_count",
        ),
        DaemonSet: (
            "current_number_scheduled",
            "number_misscheduled",
            "desired_number_scheduled",
            "number_ready",
            "observed_generation",
            "updated_number_scheduled",
            "number_available",
            "number_unavailable",
        ),
    }
)
_WITHIN: Mapping[type, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        ReplicaSet: (
            ("fully_labeled_replicas", "replicas", _REPLICAS),
            ("ready_replicas", "replicas", _REPLICAS),
            ("available_replicas", "replicas", _REPLICAS),
            ("available_replicas", "ready_replicas", "cannot be greater than readyReplicas"),
        ),
        Deployment: (
            ("updated_replicas", "replicas", _REPLICAS),
            ("ready_replicas", "replicas", _REPLICAS),
            ("available_replicas", "replicas", _REPLICAS),
            ("available_replicas", "ready_replicas", "cannot be greater than readyReplicas"),
        ),
        StatefulSet: (
            ("ready_replicas", "replicas", _REPLICAS),
            ("current_replicas", "replicas", _REPLICAS),
            ("updated_replicas", "replicas", _REPLICAS),
            ("available_replicas", "replicas", _REPLICAS),
            ("available_replicas", "ready_replicas", "cannot be greater than status.readyReplicas"),
        ),
    }
)


def validate_status_update(new: Any, old: Any) -> Errors:
    """Every rule that a changed status breaks."""
    rule = _RULES.get(type(new))
    return check_meta_update(new.metadata, old.metadata) if rule is None else rule(new, old)


def _check_counts(new: Any, old: Any) -> Errors:
    """Mirrors ValidateReplicaSetStatus and its like."""
    faults: list[FieldError] = list(check_meta_update(new.metadata, old.metadata))
    for name in _COUNTS[type(new)]:
        faults += not_negative(_STATUS / json_name(name), getattr(new.status, name) or 0)
    for name, limit, words in _WITHIN.get(type(new), ()):
        count = getattr(new.status, name)
        if count > getattr(new.status, limit):
            faults.append(invalid(_STATUS / json_name(name), count, words))
    return tuple(faults)


def _check_phase(new: Namespace, old: Namespace) -> Errors:
    """Mirrors ValidateNamespaceStatusUpdate."""
    meta = check_meta_update(new.metadata, old.metadata)
    wanted, state = (
        ("Active", "is empty") if old.metadata.deletion_timestamp is None else ("Terminating", "is not empty")
    )
    if new.status.phase == wanted:
        return meta
    detail = f"may only be '{wanted}' if `deletionTimestamp` {state}"
    return (*meta, invalid(_STATUS / "Phase", Named(new.status.phase), detail))


_RULES: Mapping[type, Callable[[Any, Any], Errors]] = MappingProxyType(
    {
        Service: validate_service_status_update,
        Namespace: _check_phase,
        Node: validate_node_update,
        ReplicaSet: _check_counts,
        Deployment: _check_counts,
        StatefulSet: _check_counts,
        DaemonSet: _check_counts,
    }
)
