"""Rules of ReplicaSets, Deployments, StatefulSets and DaemonSets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.meta import LabelSelector
from tutor.api.pod import PodTemplateSpec
from tutor.api.selectors import from_label_selector
from tutor.api.validation.fields import Errors, check_label_selector, complain, immutable, not_negative
from tutor.api.validation.internal import internal
from tutor.api.validation.meta import check_meta, check_meta_update
from tutor.api.validation.pod_spec import check_template
from tutor.api.wire import WrittenEmpty
from tutor.api.workloads import (
    DaemonSet,
    DaemonSetSpec,
    DaemonSetUpdateStrategy,
    Deployment,
    DeploymentSpec,
    DeploymentStrategy,
    ReplicaSet,
    ReplicaSetSpec,
    StatefulSet,
    StatefulSetSpec,
)

_SPEC = FieldPath("spec")
_TEMPLATE = _SPEC / "template"
_SELECTOR = _SPEC / "selector"
_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")


def validate_replica_set(obj: ReplicaSet) -> Errors:
    """Mirrors ValidateReplicaSet."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_replica_set_spec(obj.spec))


def validate_replica_set_update(new: ReplicaSet, old: ReplicaSet) -> Errors:
    """Mirrors ValidateReplicaSetUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_replica_set_spec(new.spec), *immutable(_SELECTOR, new.spec.selector, old.spec.selector))


def _check_replica_set_spec(spec: ReplicaSetSpec) -> Errors:
    return (
        *not_negative(_SPEC / "replicas", _number(spec.replicas)),
        *not_negative(_SPEC / "minReadySeconds", spec.min_ready_seconds),
        *_check_selector(spec.selector, "empty selector is invalid for deployment"),
        *_check_selected_template(spec.selector, spec.template, "invalid label selector", "ReplicaSet"),
    )


def validate_deployment(obj: Deployment) -> Errors:
    """Mirrors ValidateDeployment."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_deployment_spec(obj.spec))


def validate_deployment_update(new: Deployment, old: Deployment) -> Errors:
    """Mirrors ValidateDeploymentUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_deployment_spec(new.spec), *immutable(_SELECTOR, new.spec.selector, old.spec.selector))


def _check_deployment_spec(spec: DeploymentSpec) -> Errors:
    deadline = spec.progress_deadline_seconds
    late: Errors = ()
    if deadline is not None:
        path = _SPEC / "progressDeadlineSeconds"
        late = not_negative(path, deadline)
        if deadline <= spec.min_ready_seconds:
            late = (*late, invalid(path, deadline, "must be greater than minReadySeconds"))
    history = spec.revision_history_limit
    return (
        *not_negative(_SPEC / "replicas", _number(spec.replicas)),
        *_check_selector(spec.selector, "empty selector is invalid for deployment"),
        *_check_selected_template(spec.selector, spec.template, "invalid label selector", "ReplicaSet"),
        *_check_strategy(_SPEC / "strategy", spec.strategy),
        *not_negative(_SPEC / "minReadySeconds", spec.min_ready_seconds),
        *(not_negative(_SPEC / "revisionHistoryLimit", history) if history is not None else ()),
        *late,
    )


def _check_strategy(path: FieldPath, strategy: DeploymentStrategy) -> Errors:
    """Mirrors ValidateDeploymentStrategy."""
    rolling = strategy.rolling_update
    if strategy.type == "Recreate":
        detail = "may not be specified when strategy `type` is 'Recreate'"
        return (forbidden(path / "rollingUpdate", detail),) if rolling is not None else ()
    if strategy.type != "RollingUpdate":
        return (not_supported(path, internal(strategy), ("Recreate", "RollingUpdate")),)
    if rolling is None:
        return (required(path / "rollingUpdate", "this should be defaulted and never be nil"),)
    return _check_rolling(path / "rollingUpdate", rolling.max_unavailable, rolling.max_surge)


def _check_rolling(path: FieldPath, unavailable: Any, surge: Any) -> Errors:
    """Mirrors ValidateRollingUpdateDeployment."""
    faults = (*_check_share(path / "maxUnavailable", unavailable), *_check_share(path / "maxSurge", surge))
    if _share(unavailable) == 0 and _share(surge) == 0:
        detail = "may not be 0 when `maxSurge` is 0"
        faults = (*faults, invalid(path / "maxUnavailable", unavailable, detail))
    return (*faults, *_check_most(path / "maxUnavailable", unavailable))


def _check_share(path: FieldPath, value: Any) -> Errors:
    """Mirrors ValidatePositiveIntOrPercent."""
    if isinstance(value, int):
        return not_negative(path, value)
    if value is None or re.fullmatch("[0-9]+%", value):
        return ()
    words = content.regex_words(
        "a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%"
    )
    return complain(path, value, (words,))


def _check_most(path: FieldPath, value: Any) -> Errors:
    """Mirrors IsNotMoreThan100Percent."""
    if isinstance(value, str) and _share(value) > 100:
        return (invalid(path, value, "must not be greater than 100%"),)
    return ()


def _share(value: Any) -> int:
    if isinstance(value, str):
        # Longer numbers are beyond all bounds anyway.
        return int(value.lstrip("0")[:9].rstrip("%") or 0) if re.fullmatch("[0-9]+%", value) else 0
    return int(value or 0)


def validate_daemon_set(obj: DaemonSet) -> Errors:
    """Mirrors ValidateDaemonSet."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_daemon_set_spec(obj.spec))


def validate_daemon_set_update(new: DaemonSet, old: DaemonSet) -> Errors:
    """Mirrors ValidateDaemonSetUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_daemon_set_spec(new.spec), *immutable(_SELECTOR, new.spec.selector, old.spec.selector))


def _check_daemon_set_spec(spec: DaemonSetSpec) -> Errors:
    faults: list[FieldError] = list(_check_selector(spec.selector, "empty selector is invalid for daemonset"))
    selector = from_label_selector(spec.selector)
    labels = spec.template.metadata.labels
    if spec.selector is not None and not selector.matches(labels):
        faults.append(_mismatch(labels))
    faults += check_template(_TEMPLATE, spec.template)
    faults += _check_always(spec.template)
    faults += _forbid_deadline(spec.template, "activeDeadlineSeconds in DaemonSet is not Supported")
    faults += not_negative(_SPEC / "minReadySeconds", spec.min_ready_seconds)
    return (*faults, *_check_daemon_strategy(_SPEC / "updateStrategy", spec.update_strategy))


def _check_daemon_strategy(path: FieldPath, strategy: DaemonSetUpdateStrategy) -> Errors:
    """Mirrors ValidateDaemonSetUpdateStrategy."""
    if strategy.type == "OnDelete":
        return ()
    if strategy.type != "RollingUpdate":
        return (not_supported(path, internal(strategy), ("RollingUpdate", "OnDelete")),)
    rolling = strategy.rolling_update
    if rolling is None:
        return (required(path / "rollingUpdate"),)
    place, unavailable, surge = path / "rollingUpdate", rolling.max_unavailable, rolling.max_surge
    faults = (
        *_check_share(place / "maxUnavailable", unavailable),
        *_check_share(place / "maxSurge", surge),
        *_check_most(place / "maxUnavailable", unavailable),
        *_check_most(place / "maxSurge", surge),
    )
    if _share(unavailable) and _share(surge):
        return (*faults, invalid(place / "maxSurge", surge, "may not be set when maxUnavailable is non-zero"))
    if not _share(unavailable) and not _share(surge):
        return (*faults, required(place / "maxUnavailable", "cannot be 0 when maxSurge is 0"))
    return faults


def validate_stateful_set(obj: StatefulSet) -> Errors:
    """Mirrors ValidateStatefulSet."""
    return (*check_meta(obj.metadata, content.dns1123_label), *_check_stateful_set_spec(obj.spec))


def validate_stateful_set_update(new: StatefulSet, old: StatefulSet) -> Errors:
    """Mirrors ValidateStatefulSetUpdate: few fields may change."""
    masked = replace(
        new.spec,
        replicas=old.spec.replicas,
        ordinals=old.spec.ordinals,
        template=old.spec.template,
        update_strategy=old.spec.update_strategy,
        persistent_volume_claim_retention_policy=old.spec.persistent_volume_claim_retention_policy,
        min_ready_seconds=old.spec.min_ready_seconds,
        revision_history_limit=old.spec.revision_history_limit,
    )
    faults = (*check_meta_update(new.metadata, old.metadata), *_check_stateful_set_spec(new.spec))
    if masked == old.spec:
        return faults
    detail = (
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
        "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
    )
    return (*faults, forbidden(_SPEC, detail))


def _check_stateful_set_spec(spec: StatefulSetSpec) -> Errors:
    faults: list[FieldError] = []
    if spec.pod_management_policy not in ("OrderedReady", "Parallel"):
        detail = "must be 'OrderedReady' or 'Parallel'"
        faults.append(invalid(_SPEC / "podManagementPolicy", spec.pod_management_policy, detail))
    if spec.update_strategy.type not in ("OnDelete", "RollingUpdate"):
        detail = "must be 'RollingUpdate' or 'OnDelete'"
        faults.append(invalid(_SPEC / "updateStrategy", internal(spec.update_strategy), detail))
    faults += not_negative(_SPEC / "replicas", _number(spec.replicas))
    faults += not_negative(_SPEC / "minReadySeconds", spec.min_ready_seconds)
    faults += _check_selector(spec.selector, "empty selector is invalid for statefulset")
    selector = from_label_selector(spec.selector)
    if spec.selector is not None and not selector.matches(spec.template.metadata.labels):
        faults.append(_mismatch(spec.template.metadata.labels))
    faults += check_template(_TEMPLATE, spec.template)
    faults += _check_always(spec.template)
    faults += _forbid_deadline(spec.template, "activeDeadlineSeconds in StatefulSet is not Supported")
    return tuple(faults)


def _check_selector(selector: LabelSelector | None, empty: str) -> Errors:
    if selector is None:
        return (required(_SELECTOR),)
    faults = check_label_selector(_SELECTOR, selector)
    if selector.match_labels or selector.match_expressions:
        return faults
    return (*faults, invalid(_SELECTOR, selector, empty))


def _check_selected_template(
    selector: LabelSelector | None, template: PodTemplateSpec, unreadable: str, owner: str
) -> Errors:
    """Mirrors ValidatePodTemplateSpecForReplicaSet; a selector that cannot be built ends the matter."""
    if not _can_be_built(selector):
        return (invalid(_SELECTOR, selector, unreadable),)
    faults: Errors = ()
    chosen = from_label_selector(selector)
    if (selector is None or chosen.requirements or chosen.nothing) and not chosen.matches(template.metadata.labels):
        faults = (_mismatch(template.metadata.labels),)
    return (
        *faults,
        *check_template(_TEMPLATE, template),
        *_check_always(template),
        *_forbid_deadline(template, f"activeDeadlineSeconds in {owner} is not Supported"),
    )


def _can_be_built(selector: LabelSelector | None) -> bool:
    """Mirrors LabelSelectorAsSelector: known operators with fitting values, and well-formed labels."""
    if selector is None:
        return True
    pairs = all(
        not content.qualified_name(key) and not content.label_value(value)
        for key, value in selector.match_labels.items()
    )
    return pairs and all(
        one.operator in _OPERATORS
        and bool(one.values) == (one.operator in ("In", "NotIn"))
        and not content.qualified_name(one.key)
        and not any(content.label_value(value) for value in one.values)
        for one in selector.match_expressions
    )


def _mismatch(labels: Any) -> FieldError:
    shown = dict(sorted(labels.items())) if labels or isinstance(labels, WrittenEmpty) else None
    path = _TEMPLATE / "metadata" / "labels"
    return invalid(path, shown, "`selector` does not match template `labels`")


def _check_always(template: PodTemplateSpec) -> Errors:
    if template.spec.restart_policy == "Always":
        return ()
    return (not_supported(_TEMPLATE / "spec" / "restartPolicy", template.spec.restart_policy, ("Always",)),)


def _forbid_deadline(template: PodTemplateSpec, detail: str) -> Errors:
    if template.spec.active_deadline_seconds is None:
        return ()
    return (forbidden(_TEMPLATE / "spec" / "activeDeadlineSeconds", detail),)


def _number(value: int | None) -> int:
    return 0 if value is None else value
