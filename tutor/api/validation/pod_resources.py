"""Rules of what a pod as a whole may use, and how its containers' shares add up to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.amounts import add_limits, add_requests
from tutor.api.codec import decode_part
from tutor.api.container import ResourceRequirements
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid
from tutor.api.pod import PodSpec
from tutor.api.quantity import parse_quantity
from tutor.api.validation.fields import Errors
from tutor.api.validation.resources import check_pod_resource, check_resources


def check_pod_resources(path: FieldPath, spec: PodSpec, claims: frozenset[str]) -> Errors:
    """Mirrors validatePodResources."""
    if spec.resources is None:
        return ()
    if (spec.os or {}).get("name") == "windows":
        return (forbidden(path, "may not be set for a windows pod"),)
    resources: ResourceRequirements = decode_part(ResourceRequirements, spec.resources).object
    faults: Errors = ()
    if resources.claims is not None:
        faults = (forbidden(path / "claims", "claims may not be set for Resources at pod-level"),)
    return (
        *faults,
        *check_resources(path, resources, claims, check_pod_resource),
        *_check_sums(path / "requests", resources.requests, add_requests(spec), "requests"),
        *_check_sums(path / "limits", resources.limits, _huge(add_limits(spec)), "limits"),
        *_check_containers(path, spec, resources.limits),
    )


def _huge(amounts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: amounts[name] for name in amounts if name.startswith("hugepages-")}


def _check_sums(path: FieldPath, whole: Mapping[str, str], sums: Mapping[str, str], what: str) -> Errors:
    """What all containers need together must fit into what the pod says."""
    return tuple(
        invalid(
            path.key(name), whole[name], f"must be greater than or equal to aggregate container {what} of {sums[name]}"
        )
        for name in sorted(sums)
        if name in whole and parse_quantity(sums[name]).value > parse_quantity(whole[name]).value
    )


def _check_containers(path: FieldPath, spec: PodSpec, whole: Mapping[str, Any]) -> Errors:
    faults: list[FieldError] = []
    for at, container in enumerate(spec.containers):
        for name, text in sorted(container.resources.limits.items()):
            if name in whole and parse_quantity(text).value > parse_quantity(whole[name]).value:
                place = (path / "containers" / at).key(name) / "limits"
                faults.append(invalid(place, text, f"must be less than or equal to pod limits of {whole[name]}"))
    return tuple(faults)
