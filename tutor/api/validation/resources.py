"""Rules of what a container may use and what it is promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api import content
from tutor.api.codec import decode_part
from tutor.api.container import ContainerResizePolicy, ResourceRequirements
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, required
from tutor.api.quantity import Quantity, parse_quantity
from tutor.api.validation.fields import Errors, check_text, one_of

_STANDARD = frozenset(("cpu", "memory", "ephemeral-storage"))


def check_resources(path: FieldPath, resources: ResourceRequirements) -> Errors:
    """Mirrors ValidateContainerResourceRequirements, names in order."""
    limits, requests = resources.limits, resources.requests
    faults: list[FieldError] = []
    for name in sorted(limits):
        faults += _check_amount((path / "limits").key(name), name, limits[name])
    for name in sorted(requests):
        faults += _check_amount((path / "requests").key(name), name, requests[name])
        faults += _check_request(path, name, parse_quantity(requests[name]), limits)
    computes = any(name in ("cpu", "memory") for name in (*limits, *requests))
    if not computes and any(map(_is_huge_page, (*limits, *requests))):
        faults.append(forbidden(path, "HugePages require cpu or memory"))
    return tuple(faults)


def check_resize_policy(path: FieldPath, raw: Any, restart_policy: str) -> Errors:
    """Mirrors validateResizePolicy."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, one in enumerate(raw or ()):
        policy: ContainerResizePolicy = decode_part(ContainerResizePolicy, one).object
        if policy.resource_name in names:
            faults.append(duplicate(path / at, policy.resource_name))
        names.add(policy.resource_name)
        faults += one_of(path, policy.resource_name, ("cpu", "memory"))
        faults += one_of(path, policy.restart_policy, ("NotRequired", "RestartContainer"))
        if restart_policy == "Never" and policy.restart_policy != "NotRequired":
            detail = "must be 'NotRequired' when `restartPolicy` is 'Never'"
            faults.append(invalid(path, policy.restart_policy, detail))
    return tuple(faults)


def _check_amount(path: FieldPath, name: str, text: str) -> Errors:
    amount = parse_quantity(text)
    faults = _check_name(path, name)
    if amount.value < 0:
        faults = (*faults, invalid(path, text, "must be greater than or equal to 0"))
    if name not in _STANDARD and not _overcommits(name) and amount.value % 1:
        faults = (*faults, invalid(path, text, "must be an integer"))
    return faults


def _check_name(path: FieldPath, name: str) -> Errors:
    """Mirrors validateContainerResourceName."""
    faults = check_text(path, name, content.qualified_name)
    if faults or name in _STANDARD or _is_huge_page(name):
        return faults
    if "/" not in name:
        unknown = invalid(path, name, "must be a standard resource type or fully qualified")
        return (unknown, invalid(path, name, "must be a standard resource for containers"))
    if "kubernetes.io/" not in name and name.startswith("requests."):
        return (invalid(path, name, "doesn't follow extended resource name standard"),)
    return ()


def _check_request(path: FieldPath, name: str, wanted: Quantity, limits: Mapping[str, str]) -> Errors:
    if name not in limits:
        detail = "Limit must be set for non overcommitable resources"
        return () if _overcommits(name) else (required(path / "limits", detail),)
    limit = parse_quantity(limits[name])
    if wanted.value != limit.value and not _overcommits(name):
        return (invalid(path / "requests", str(wanted), f"must be equal to {name} limit of {limit}"),)
    if wanted.value > limit.value:
        detail = f"must be less than or equal to {name} limit of {limit}"
        return (invalid(path / "requests", str(wanted), detail),)
    return ()


def _is_huge_page(name: str) -> bool:
    return name.startswith("hugepages-")


def _overcommits(name: str) -> bool:
    """Mirrors IsOvercommitAllowed: native resources other than huge pages."""
    return ("/" not in name or "kubernetes.io/" in name) and not _is_huge_page(name)
