"""Rules of StatefulSets."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, Named, forbidden, invalid, not_supported
from tutor.api.pod import PodTemplateSpec
from tutor.api.validation.fields import Errors, check_text, not_negative
from tutor.api.validation.internal import internal
from tutor.api.validation.meta import check_meta, check_meta_update
from tutor.api.validation.templates import (
    SELECTOR,
    SPEC,
    can_be_built,
    check_fit,
    check_lasting,
    check_selector,
    number,
)
from tutor.api.workloads import RollingUpdateStatefulSet, StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy
from tutor.values import replace

_RETENTIONS = ("Retain", "Delete")


def validate_stateful_set(obj: StatefulSet) -> Errors:
    """Mirrors ValidateStatefulSet."""
    return (*check_meta(obj.metadata, content.dns1123_label), *_check_stateful_set_spec(obj.spec, new=True))


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
    faults = (*check_meta_update(new.metadata, old.metadata), *_check_stateful_set_spec(new.spec, new=False))
    if masked == old.spec:
        return faults
    detail = (
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
        "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
    )
    return (*faults, forbidden(SPEC, detail))


def _check_stateful_set_spec(spec: StatefulSetSpec, *, new: bool) -> Errors:
    """Mirrors ValidateStatefulSetSpec; only a `new` one must name a Service as Services are named."""
    policy = spec.pod_management_policy
    faults: list[FieldError] = []
    if policy not in ("OrderedReady", "Parallel"):
        faults.append(invalid(SPEC / "podManagementPolicy", Named(policy), "must be 'OrderedReady' or 'Parallel'"))
    faults += _check_strategy(SPEC / "updateStrategy", spec.update_strategy)
    faults += _check_retention(SPEC / "persistentVolumeClaimRetentionPolicy", spec)
    faults += not_negative(SPEC / "replicas", number(spec.replicas))
    faults += not_negative(SPEC / "minReadySeconds", spec.min_ready_seconds)
    faults += not_negative(SPEC / "ordinals.start", (spec.ordinals or {}).get("start", 0))
    if new and spec.service_name:
        faults += check_text(SPEC / "serviceName", spec.service_name, content.dns1123_label)
    faults += check_selector(spec.selector, "empty selector is invalid for statefulset")
    faults += check_fit(spec.selector, _with_claims(spec)) if can_be_built(spec.selector) else _unreadable(spec)
    return (*faults, *check_lasting(spec.template, "StatefulSet"))


def _unreadable(spec: StatefulSetSpec) -> Errors:
    return (invalid(SELECTOR, spec.selector, ""),)


def _check_strategy(path: FieldPath, strategy: StatefulSetUpdateStrategy) -> Errors:
    rolling = strategy.rolling_update
    if strategy.type == "OnDelete":
        detail = "only allowed for updateStrategy 'RollingUpdate'"
        return () if rolling is None else (invalid(path / "rollingUpdate", _shown(rolling), detail),)
    if strategy.type != "RollingUpdate":
        shown = {"Type": strategy.type, "RollingUpdate": None if rolling is None else _shown(rolling)}
        return (invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'"),)
    return not_negative(path / "rollingUpdate" / "partition", number(rolling.partition)) if rolling else ()


def _shown(rolling: RollingUpdateStatefulSet) -> Any:
    """The settings as Go's internal type has them, less what the server forgets."""
    return internal(replace(rolling, partition=number(rolling.partition), max_unavailable=None))


def _check_retention(path: FieldPath, spec: StatefulSetSpec) -> Errors:
    policy = spec.persistent_volume_claim_retention_policy or {}
    return tuple(
        not_supported(path / name, policy[name], _RETENTIONS)
        for name in ("whenDeleted", "whenScaled")
        if name in policy and policy[name] not in _RETENTIONS
    )


def _with_claims(spec: StatefulSetSpec) -> PodTemplateSpec:
    """The template with the volumes that its claims become, so that containers may mount them."""
    names = tuple(one.get("metadata", {}).get("name", "") for one in spec.volume_claim_templates or ())
    pod = spec.template.spec
    own = [one for one in pod.volumes or () if one.get("name") not in names]
    claims = [{"name": name, "persistentVolumeClaim": {"claimName": name}} for name in names if name]
    return replace(spec.template, spec=replace(pod, volumes=own + claims)) if claims else spec.template
