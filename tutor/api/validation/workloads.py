"""Rules of ReplicaSets and Deployments."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.errors import FieldPath, forbidden, invalid, not_supported, required
from tutor.api.validation.fields import Errors, immutable, not_negative
from tutor.api.validation.meta import check_meta, check_meta_update
from tutor.api.validation.pod_spec import check_template
from tutor.api.validation.shares import check_most, check_share, share, shown_strategy
from tutor.api.validation.templates import (
    SELECTOR,
    SPEC,
    TEMPLATE,
    check_lasting,
    check_selected_template,
    check_selector,
    mismatch,
    number,
)
from tutor.api.workloads import (
    Deployment,
    DeploymentSpec,
    DeploymentStrategy,
    ReplicaSet,
    ReplicaSetSpec,
    ReplicationController,
    ReplicationControllerSpec,
)


def validate_replica_set(obj: ReplicaSet) -> Errors:
    """Mirrors ValidateReplicaSet."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_replica_set_spec(obj.spec))


def validate_replica_set_update(new: ReplicaSet, old: ReplicaSet) -> Errors:
    """Mirrors ValidateReplicaSetUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_replica_set_spec(new.spec), *immutable(SELECTOR, new.spec.selector, old.spec.selector))


def _check_replica_set_spec(spec: ReplicaSetSpec) -> Errors:
    return (
        *not_negative(SPEC / "replicas", number(spec.replicas)),
        *not_negative(SPEC / "minReadySeconds", spec.min_ready_seconds),
        *check_selector(spec.selector, "empty selector is invalid for deployment"),
        *check_selected_template(spec.selector, spec.template, "invalid label selector", "ReplicaSet"),
    )


def validate_replication_controller(obj: ReplicationController) -> Errors:
    """Mirrors ValidateReplicationController."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_controller_spec(obj.spec))


def validate_replication_controller_update(new: ReplicationController, old: ReplicationController) -> Errors:
    """Mirrors ValidateReplicationControllerUpdate."""
    return (*check_meta_update(new.metadata, old.metadata), *_check_controller_spec(new.spec))


def _check_controller_spec(spec: ReplicationControllerSpec) -> Errors:
    """Mirrors ValidateReplicationControllerSpec."""
    template: Errors = (required(TEMPLATE),)
    if spec.template is not None:
        labels = spec.template.metadata.labels
        fits = all(labels.get(key) == value for key, value in spec.selector.items())
        template = (
            *(() if fits else (mismatch(labels),)),
            *check_template(TEMPLATE, spec.template),
            *check_lasting(spec.template, "ReplicationController"),
        )
    return (
        *not_negative(SPEC / "minReadySeconds", spec.min_ready_seconds),
        *(() if spec.selector else (required(SELECTOR),)),
        *not_negative(SPEC / "replicas", number(spec.replicas)),
        *template,
    )


def validate_deployment(obj: Deployment) -> Errors:
    """Mirrors ValidateDeployment."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_deployment_spec(obj.spec))


def validate_deployment_update(new: Deployment, old: Deployment) -> Errors:
    """Mirrors ValidateDeploymentUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_deployment_spec(new.spec), *immutable(SELECTOR, new.spec.selector, old.spec.selector))


def _check_deployment_spec(spec: DeploymentSpec) -> Errors:
    deadline = spec.progress_deadline_seconds
    late: Errors = ()
    if deadline is not None:
        path = SPEC / "progressDeadlineSeconds"
        late = not_negative(path, deadline)
        if deadline <= spec.min_ready_seconds:
            late = (*late, invalid(path, deadline, "must be greater than minReadySeconds"))
    history = spec.revision_history_limit
    return (
        *not_negative(SPEC / "replicas", number(spec.replicas)),
        *check_selector(spec.selector, "empty selector is invalid for deployment"),
        *check_selected_template(spec.selector, spec.template, "invalid label selector", "ReplicaSet"),
        *_check_strategy(SPEC / "strategy", spec.strategy),
        *not_negative(SPEC / "minReadySeconds", spec.min_ready_seconds),
        *(not_negative(SPEC / "revisionHistoryLimit", history) if history is not None else ()),
        *late,
    )


def _check_strategy(path: FieldPath, strategy: DeploymentStrategy) -> Errors:
    """Mirrors ValidateDeploymentStrategy."""
    rolling = strategy.rolling_update
    if strategy.type == "Recreate":
        detail = "may not be specified when strategy `type` is 'Recreate'"
        return (forbidden(path / "rollingUpdate", detail),) if rolling is not None else ()
    if strategy.type != "RollingUpdate":
        return (not_supported(path, shown_strategy(strategy), ("Recreate", "RollingUpdate")),)
    if rolling is None:
        return (required(path / "rollingUpdate", "this should be defaulted and never be nil"),)
    return _check_rolling(path / "rollingUpdate", rolling.max_unavailable, rolling.max_surge)


def _check_rolling(path: FieldPath, unavailable: Any, surge: Any) -> Errors:
    """Mirrors ValidateRollingUpdateDeployment."""
    faults = (*check_share(path / "maxUnavailable", unavailable), *check_share(path / "maxSurge", surge))
    if share(unavailable) == 0 and share(surge) == 0:
        detail = "may not be 0 when `maxSurge` is 0"
        faults = (*faults, invalid(path / "maxUnavailable", unavailable, detail))
    return (*faults, *check_most(path / "maxUnavailable", unavailable))
