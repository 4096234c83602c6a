"""Rules of DaemonSets."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, invalid, not_supported, required
from tutor.api.selectors import from_label_selector
from tutor.api.validation.fields import Errors, check_label_selector, immutable, not_negative
from tutor.api.validation.meta import check_meta, check_meta_update
from tutor.api.validation.pod_spec import check_template
from tutor.api.validation.shares import check_most, check_share, share, shown_strategy
from tutor.api.validation.templates import (
    SELECTOR,
    SPEC,
    TEMPLATE,
    can_be_built,
    check_always,
    forbid_deadline,
    mismatch,
)
from tutor.api.workloads import DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy


def validate_daemon_set(obj: DaemonSet) -> Errors:
    """Mirrors ValidateDaemonSet."""
    return (*check_meta(obj.metadata, content.dns1123_subdomain), *_check_daemon_set_spec(obj.spec))


def validate_daemon_set_update(new: DaemonSet, old: DaemonSet) -> Errors:
    """Mirrors ValidateDaemonSetUpdate and the strategy's fixed selector."""
    meta = check_meta_update(new.metadata, old.metadata)
    return (*meta, *_check_daemon_set_spec(new.spec), *immutable(SELECTOR, new.spec.selector, old.spec.selector))


def _check_daemon_set_spec(spec: DaemonSetSpec) -> Errors:
    """Mirrors ValidateDaemonSetSpec, which does not miss a selector but finds that nothing fits it."""
    selector, template = spec.selector, spec.template
    faults: list[FieldError] = list(check_label_selector(SELECTOR, selector) if selector is not None else ())
    if can_be_built(selector) and not from_label_selector(selector).matches(template.metadata.labels):
        faults.append(mismatch(template.metadata.labels))
    if selector is not None and not selector.match_labels and not selector.match_expressions:
        faults.append(invalid(SELECTOR, selector, "empty selector is invalid for daemonset"))
    history = spec.revision_history_limit
    return (
        *faults,
        *check_template(TEMPLATE, template),
        *check_always(template),
        *forbid_deadline(template, "activeDeadlineSeconds in DaemonSet is not Supported"),
        *not_negative(SPEC / "minReadySeconds", spec.min_ready_seconds),
        *_check_daemon_strategy(SPEC / "updateStrategy", spec.update_strategy),
        *(not_negative(SPEC / "revisionHistoryLimit", history) if history is not None else ()),
    )


def _check_daemon_strategy(path: FieldPath, strategy: DaemonSetUpdateStrategy) -> Errors:
    """Mirrors ValidateDaemonSetUpdateStrategy."""
    if strategy.type == "OnDelete":
        return ()
    if strategy.type != "RollingUpdate":
        return (not_supported(path, shown_strategy(strategy), ("RollingUpdate", "OnDelete")),)
    rolling = strategy.rolling_update
    if rolling is None:
        return (required(path / "rollingUpdate"),)
    place, unavailable, surge = path / "rollingUpdate", rolling.max_unavailable, rolling.max_surge
    faults = (
        *check_share(place / "maxUnavailable", unavailable),
        *check_share(place / "maxSurge", surge),
        *check_most(place / "maxUnavailable", unavailable),
        *check_most(place / "maxSurge", surge),
    )
    if share(unavailable) and share(surge):
        return (*faults, invalid(place / "maxSurge", surge, "may not be set when maxUnavailable is non-zero"))
    if not share(unavailable) and not share(surge):
        return (*faults, required(place / "maxUnavailable", "cannot be 0 when maxSurge is 0"))
    return faults
