"""Rules of pods."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldPath, forbidden
from tutor.api.pod import Pod, PodSpec
from tutor.api.validation.containers import check_images
from tutor.api.validation.fields import Errors
from tutor.api.validation.meta import METADATA, check_meta
from tutor.api.validation.pod_annotations import check_pod_annotations, check_profiles_match
from tutor.api.validation.pod_spec import check_pod_spec

_SPEC = FieldPath("spec")


def validate_pod(pod: Pod) -> Errors:
    """Mirrors ValidatePodCreate."""
    faults = check_pod(pod)
    if pod.spec.ephemeral_containers:
        faults = (*faults, forbidden(_SPEC / "ephemeralContainers", "cannot be set on create"))
    if pod.spec.node_name and pod.spec.scheduling_gates:
        detail = "cannot be set until all schedulingGates have been cleared"
        faults = (*faults, forbidden(_SPEC / "nodeName", detail))
    return (*faults, *check_profiles_match(_SPEC, pod.metadata.annotations, pod.spec))


def check_pod(pod: Pod) -> Errors:
    """Mirrors validatePodMetadataAndSpec."""
    return (
        *check_meta(pod.metadata, content.dns1123_subdomain),
        *check_pod_annotations(METADATA / "annotations", pod.metadata.annotations, pod.spec),
        *check_pod_spec(_SPEC, pod.spec, pod.metadata),
        *_check_tokens(_SPEC / "volumes", pod.spec),
        *check_images(_SPEC / "containers", pod.spec.containers),
        *check_images(_SPEC / "initContainers", pod.spec.init_containers),
    )


def _check_tokens(path: FieldPath, spec: PodSpec) -> Errors:
    """A pod without an account gets no token of one."""
    if spec.service_account_name:
        return ()
    return tuple(
        forbidden(
            path / at / "projected" / "sources" / number / "serviceAccountToken",
            "must not be specified when serviceAccountName is not set",
        )
        for at, volume in enumerate(spec.volumes or ())
        for number, source in enumerate((volume.get("projected") or {}).get("sources") or ())
        if source.get("serviceAccountToken") is not None
    )
