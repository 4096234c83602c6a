"""Which fields of a pod may change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.affinity import NodeAffinity, NodeSelectorTerm
from tutor.api.codec import decode_part
from tutor.api.container import Container
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid
from tutor.api.pod import Pod, PodSpec
from tutor.api.validation.fields import Errors
from tutor.api.validation.internal import internal
from tutor.api.validation.meta import METADATA, check_meta_update
from tutor.api.validation.pod import check_pod
from tutor.api.validation.pod_annotations import check_annotation_changes
from tutor.api.validation.pod_diff import pod_diff
from tutor.values import replace

_SPEC = FieldPath("spec")
_CHANGEABLE = (
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    "`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)
_MOST_SECONDS = (1 << 31) - 1
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


def validate_pod_update(new: Pod, old: Pod) -> Errors:
    """Mirrors ValidatePodUpdate: images, the deadline and more tolerations may change."""
    notes = check_annotation_changes(METADATA / "annotations", new.metadata.annotations, old.metadata.annotations)
    faults = (*check_meta_update(new.metadata, old.metadata), *check_pod(new), *notes)
    for name, after, before in (
        ("containers", new.spec.containers, old.spec.containers),
        ("initContainers", new.spec.init_containers, old.spec.init_containers),
    ):
        if len(after) != len(before):
            return (*faults, forbidden(_SPEC / name, "pod updates may not add or remove containers"))
    late, final = _check_deadline(_SPEC / "activeDeadlineSeconds", new.spec, old.spec)
    if final:
        return (*faults, *late)
    faults = (*faults, *late, *_check_tolerations(new.spec, old.spec), *_check_gates(new.spec, old.spec))
    if new.spec == old.spec:
        return faults
    return (*faults, *_check_rest(new.spec, old.spec))


def _check_deadline(path: FieldPath, new: PodSpec, old: PodSpec) -> tuple[Errors, bool]:
    """What is wrong with the deadline, and whether that ends the matter."""
    after, before = new.active_deadline_seconds, old.active_deadline_seconds
    if after is None:
        words = "must not update from a positive integer to nil value"
        return (() if before is None else (invalid(path, after, words),)), False
    if not 0 <= after <= _MOST_SECONDS:
        return (invalid(path, after, f"must be between 0 and {_MOST_SECONDS}, inclusive"),), True
    if before is not None and before < after:
        return (invalid(path, after, "must be less than or equal to previous value"),), True
    return (), False


def _check_tolerations(new: PodSpec, old: PodSpec) -> Errors:
    """Mirrors validateOnlyAddedTolerations."""
    kept = {replace(one, toleration_seconds=None) for one in new.tolerations}
    if all(replace(one, toleration_seconds=None) in kept for one in old.tolerations):
        return ()
    detail = "existing toleration can not be modified except its tolerationSeconds"
    return (forbidden(_SPEC / "tolerations", detail),)


def _check_gates(new: PodSpec, old: PodSpec) -> Errors:
    """Mirrors validateOnlyDeletedSchedulingGates."""
    known = {one.get("name", "") for one in old.scheduling_gates or ()}
    return tuple(
        forbidden(
            _SPEC / "schedulingGates" / at / "name",
            f"only deletion is allowed, but found new scheduling gate '{one.get('name', '')}'",
        )
        for at, one in enumerate(new.scheduling_gates or ())
        if one.get("name", "") not in known
    )


def _check_rest(new: PodSpec, old: PodSpec) -> Errors:
    """All other fields must be what they were; pods that wait at a gate may ask for more of their node."""
    masked = _mask(new, old)
    faults: Errors = ()
    if old.scheduling_gates:
        faults = (*_check_node_selector(masked, old), *_check_node_affinity(masked, old))
        masked = replace(masked, node_selector=old.node_selector, affinity=_mask_affinity(masked, old))
    if masked == old:
        return faults
    detail = f"pod updates may not change fields other than {_CHANGEABLE}\n{pod_diff(old, masked)}"
    return (*faults, forbidden(_SPEC, detail))


def _mask(new: PodSpec, old: PodSpec) -> PodSpec:
    """The new spec with everything that may change put back to what it was."""
    grace = new.termination_grace_period_seconds
    was_negative = (old.termination_grace_period_seconds or 0) < 0
    return replace(
        new,
        containers=_with_images(new.containers, old.containers),
        init_containers=_with_images(new.init_containers, old.init_containers),
        active_deadline_seconds=old.active_deadline_seconds,
        tolerations=old.tolerations,
        scheduling_gates=old.scheduling_gates,
        termination_grace_period_seconds=old.termination_grace_period_seconds if was_negative and grace == 1 else grace,
    )


def _with_images(new: tuple[Container, ...], old: tuple[Container, ...]) -> tuple[Container, ...]:
    return tuple(replace(one, image=before.image) for one, before in zip(new, old, strict=True))


def _check_node_selector(new: PodSpec, old: PodSpec) -> Errors:
    """Mirrors validateNodeSelectorMutation."""
    if all(new.node_selector.get(key) == value for key, value in old.node_selector.items()):
        return ()
    shown = {key: new.node_selector[key] for key in sorted(new.node_selector)} or None
    detail = "only additions to spec.nodeSelector are allowed (no mutations or deletions)"
    return (invalid(_SPEC / "nodeSelector", shown, detail),)


def _check_node_affinity(new: PodSpec, old: PodSpec) -> Errors:
    """Mirrors validateNodeAffinityMutation: a term may ask for more, and none may come or go."""
    path = _SPEC / "affinity" / "nodeAffinity" / _REQUIRED / "nodeSelectorTerms"
    before, after = _terms(old), _terms(new)
    if before and len(before) != len(after):
        detail = "no additions/deletions to non-empty NodeSelectorTerms list are allowed"
        return (invalid(path, internal(after), detail),)
    faults: list[FieldError] = []
    for at, term in enumerate(before):
        if not _adds_only(after[at], term):
            detail = "only additions are allowed (no mutations or deletions)"
            faults.append(invalid(path / at, internal(after[at]), detail))
    return tuple(faults)


def _terms(spec: PodSpec) -> tuple[NodeSelectorTerm, ...]:
    wish: NodeAffinity = decode_part(NodeAffinity, _node_affinity(spec) or {}).object
    needed = wish.required_during_scheduling_ignored_during_execution
    return () if needed is None else needed.node_selector_terms


def _adds_only(new: NodeSelectorTerm, old: NodeSelectorTerm) -> bool:
    """Mirrors validateNodeSelectorTermHasOnlyAdditions: a term that matched nothing must go on matching nothing."""
    if not old.match_expressions and not old.match_fields:
        return not new.match_expressions and not new.match_fields
    expressions, fields = len(old.match_expressions), len(old.match_fields)
    return (
        new.match_expressions[:expressions] == old.match_expressions and new.match_fields[:fields] == old.match_fields
    )


def _node_affinity(spec: PodSpec) -> Mapping[str, Any] | None:
    wish: Mapping[str, Any] | None = (spec.affinity or {}).get("nodeAffinity")
    return wish


def _mask_affinity(new: PodSpec, old: PodSpec) -> Any:
    """The new wishes with the old ones about nodes."""
    before = _node_affinity(old)
    if _node_affinity(new) == before:
        return new.affinity
    others = {name: value for name, value in (new.affinity or {}).items() if name != "nodeAffinity"}
    merged = others if before is None else {"nodeAffinity": before, **others}
    return merged or (None if old.affinity is None else {})
