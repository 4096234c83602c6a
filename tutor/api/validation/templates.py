"""Rules between a workload's selector and its pod template."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.meta import LabelSelector
from tutor.api.pod import PodTemplateSpec
from tutor.api.selectors import from_label_selector
from tutor.api.validation.fields import Errors, check_label_selector
from tutor.api.validation.pod_spec import check_template
from tutor.api.wire import WrittenEmpty

SPEC = FieldPath("spec")
TEMPLATE = SPEC / "template"
SELECTOR = SPEC / "selector"
_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")


def check_selector(selector: LabelSelector | None, empty: str) -> Errors:
    """A selector that is there, well-formed and not empty; `empty` says what is wrong with an empty one."""
    if selector is None:
        return (required(SELECTOR),)
    faults = check_label_selector(SELECTOR, selector)
    if selector.match_labels or selector.match_expressions:
        return faults
    return (*faults, invalid(SELECTOR, selector, empty))


def check_selected_template(
    selector: LabelSelector | None, template: PodTemplateSpec, unreadable: str, owner: str
) -> Errors:
    """Mirrors ValidatePodTemplateSpecForReplicaSet; a selector that cannot be built ends the matter."""
    if not can_be_built(selector):
        return (invalid(SELECTOR, selector, unreadable),)
    return (*check_fit(selector, template), *check_lasting(template, owner))


def check_fit(selector: LabelSelector | None, template: PodTemplateSpec) -> Errors:
    """A template that its selector, which can be built, chooses, and that is well-formed."""
    faults: Errors = ()
    chosen = from_label_selector(selector)
    if (selector is None or chosen.requirements or chosen.nothing) and not chosen.matches(template.metadata.labels):
        faults = (mismatch(template.metadata.labels),)
    return (*faults, *check_template(TEMPLATE, template))


def check_lasting(template: PodTemplateSpec, owner: str) -> Errors:
    """What the pods of controllers may not say, for they shall last."""
    return (
        *check_always(template),
        *forbid_deadline(template, f"activeDeadlineSeconds in {owner} is not Supported"),
    )


def can_be_built(selector: LabelSelector | None) -> bool:
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


def mismatch(labels: Any) -> FieldError:
    """The template's labels do not fit the selector."""
    shown = dict(sorted(labels.items())) if labels or isinstance(labels, WrittenEmpty) else None
    path = TEMPLATE / "metadata" / "labels"
    return invalid(path, shown, "`selector` does not match template `labels`")


def check_always(template: PodTemplateSpec) -> Errors:
    """Controllers restart what ends."""
    if template.spec.restart_policy == "Always":
        return ()
    return (not_supported(TEMPLATE / "spec" / "restartPolicy", template.spec.restart_policy, ("Always",)),)


def forbid_deadline(template: PodTemplateSpec, detail: str) -> Errors:
    """What controllers make has no deadline."""
    if template.spec.active_deadline_seconds is None:
        return ()
    return (forbidden(TEMPLATE / "spec" / "activeDeadlineSeconds", detail),)


def number(value: int | None) -> int:
    """What Go's internal type has where the wire has nothing."""
    return 0 if value is None else value
