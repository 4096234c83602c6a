"""Rules of pods, and which of their fields may change."""

from __future__ import annotations

from dataclasses import replace

from tutor.api import content
from tutor.api.container import Container
from tutor.api.errors import FieldPath, forbidden, invalid
from tutor.api.pod import Pod, PodSpec
from tutor.api.validation.containers import check_images
from tutor.api.validation.fields import Errors
from tutor.api.validation.meta import METADATA, check_meta, check_meta_update
from tutor.api.validation.pod_diff import pod_diff
from tutor.api.validation.pod_spec import check_pod_annotations, check_pod_spec

_SPEC = FieldPath("spec")
_CHANGEABLE = (
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    "`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)


def validate_pod(pod: Pod) -> Errors:
    """Mirrors ValidatePodCreate."""
    faults = _check_pod(pod)
    if pod.spec.ephemeral_containers:
        faults = (*faults, forbidden(_SPEC / "ephemeralContainers", "cannot be set on create"))
    if pod.spec.node_name and pod.spec.scheduling_gates:
        detail = "cannot be set until all schedulingGates have been cleared"
        faults = (*faults, forbidden(_SPEC / "nodeName", detail))
    return faults


def _check_pod(pod: Pod) -> Errors:
    """Mirrors validatePodMetadataAndSpec."""
    return (
        *check_meta(pod.metadata, content.dns1123_subdomain),
        *check_pod_annotations(METADATA / "annotations", pod.metadata.annotations, pod.spec),
        *check_pod_spec(_SPEC, pod.spec, is_pod=True),
        *check_images(_SPEC / "containers", pod.spec.containers),
        *check_images(_SPEC / "initContainers", pod.spec.init_containers),
    )


def validate_pod_update(new: Pod, old: Pod) -> Errors:
    """Mirrors ValidatePodUpdate: images, the deadline and more tolerations may change."""
    faults = (*check_meta_update(new.metadata, old.metadata), *_check_pod(new))
    for name in ("containers", "initContainers"):
        if _count(new.spec, name) != _count(old.spec, name):
            return (*faults, forbidden(_SPEC / name, "pod updates may not add or remove containers"))
    faults = (*faults, *_check_deadline(new.spec, old.spec), *_check_tolerations(new.spec, old.spec))
    masked = _mask(new.spec, old.spec)
    if masked == old.spec:
        return faults
    detail = f"pod updates may not change fields other than {_CHANGEABLE}\n{pod_diff(old.spec, masked)}"
    return (*faults, forbidden(_SPEC, detail))


def _count(spec: PodSpec, name: str) -> int:
    return len(spec.containers if name == "containers" else spec.init_containers)


def _check_deadline(new: PodSpec, old: PodSpec) -> Errors:
    path, after, before = _SPEC / "activeDeadlineSeconds", new.active_deadline_seconds, old.active_deadline_seconds
    if after is None:
        words = "must not update from a positive integer to nil value"
        return () if before is None else (invalid(path, after, words),)
    if before is not None and before < after:
        return (invalid(path, after, "must be less than or equal to previous value"),)
    return ()


def _check_tolerations(new: PodSpec, old: PodSpec) -> Errors:
    kept = {replace(one, toleration_seconds=None) for one in new.tolerations}
    if all(replace(one, toleration_seconds=None) in kept for one in old.tolerations):
        return ()
    detail = "existing toleration can not be modified except its tolerationSeconds"
    return (forbidden(_SPEC / "tolerations", detail),)


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
