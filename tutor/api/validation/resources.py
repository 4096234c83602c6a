"""Rules of what a container, or a pod as a whole, may use and what it is promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from tutor.api import content
from tutor.api.codec import decode_part
from tutor.api.container import ContainerResizePolicy, ResourceRequirements
from tutor.api.errors import (
    FieldError,
    FieldPath,
    Named,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from tutor.api.quantity import Quantity, parse_quantity
from tutor.api.validation.claims import check_claim_uses
from tutor.api.validation.fields import Errors, check_text, one_of

NameRule = Callable[[FieldPath, str], Errors]

_FOR_CONTAINERS = frozenset(("cpu", "memory", "ephemeral-storage"))
_COUNTED = frozenset(
    {
        "pods",
        "resourcequotas",
        "services",
        "replicationcontrollers",
        "secrets",
        "configmaps",
        "persistentvolumeclaims",
        "services.nodeports",
        "services.loadbalancers",
    }
)
_STANDARD = frozenset(
    {
        *_FOR_CONTAINERS,
        *_COUNTED,
        *(f"{what}.{name}" for what in ("requests", "limits") for name in _FOR_CONTAINERS),
        "storage",
        "requests.storage",
    }
)
_FOR_PODS = ("cpu", "hugepages-", "memory")
_HUGE = "hugepages-"


def check_resources(
    path: FieldPath,
    resources: ResourceRequirements,
    claims: frozenset[str] = frozenset(),
    rule: NameRule | None = None,
) -> Errors:
    """Mirrors validateResourceRequirements, names in order; `claims` are the pod's, `rule` says which names may be."""
    limits, requests = resources.limits, resources.requests
    named = rule or check_container_resource
    faults: list[FieldError] = []
    for name in sorted(limits):
        place = (path / "limits").key(name)
        faults += (*named(place, name), *_check_amount(place, name, limits[name]))
        faults += _check_pages(place, name, limits[name])
    for name in sorted(requests):
        place = (path / "requests").key(name)
        faults += (*named(place, name), *_check_amount(place, name, requests[name]))
        faults += _check_request(path, name, parse_quantity(requests[name]), limits)
        faults += _check_pages(place, name, requests[name])
    computes = any(name in ("cpu", "memory") for name in (*limits, *requests))
    if not computes and any(name.startswith(_HUGE) for name in (*limits, *requests)):
        faults.append(forbidden(path, "HugePages require cpu or memory"))
    return (*faults, *check_claim_uses(path / "claims", resources.claims, claims))


def check_resize_policy(path: FieldPath, raw: Any, restart_policy: str) -> Errors:
    """Mirrors validateResizePolicy."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, one in enumerate(raw or ()):
        policy: ContainerResizePolicy = decode_part(ContainerResizePolicy, one).object
        if policy.resource_name in names:
            faults.append(duplicate(path / at, Named(policy.resource_name)))
        names.add(policy.resource_name)
        faults += one_of(path, policy.resource_name, ("cpu", "memory"))
        faults += one_of(path, policy.restart_policy, ("NotRequired", "RestartContainer"))
        if restart_policy == "Never" and policy.restart_policy != "NotRequired":
            detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'"
            faults.append(invalid(path, Named(policy.restart_policy), detail))
    return tuple(faults)


def check_once_resized(path: FieldPath, raw: Any) -> Errors:
    """An init container that ends cannot be restarted to resize it."""
    detail = "must not be set to 'RestartContainer' for non-sidecar initContainers"
    return tuple(
        invalid(path / at / "restartPolicy", Named("RestartContainer"), detail)
        for at, one in enumerate(raw or ())
        if one.get("restartPolicy") == "RestartContainer"
    )


def check_container_resource(path: FieldPath, name: str) -> Errors:
    """Mirrors validateContainerResourceName."""
    faults = _check_name(path, name)
    if "/" not in name:
        known = name in _FOR_CONTAINERS or name.startswith(_HUGE)
        return faults if known else (*faults, invalid(path, Named(name), "must be a standard resource for containers"))
    if _is_native(name) or _is_extended(name):
        return faults
    return (*faults, invalid(path, Named(name), "doesn't follow extended resource name standard"))


def check_pod_resource(path: FieldPath, name: str) -> Errors:
    """Mirrors validatePodResourceName."""
    faults = _check_name(path, name)
    if faults or name in _FOR_PODS or name.startswith(_HUGE):
        return faults
    return (not_supported(path, name, _FOR_PODS),)


def _check_name(path: FieldPath, name: str) -> Errors:
    """Mirrors validateResourceName."""
    faults = check_text(path, Named(name), content.qualified_name)
    if faults or "/" in name or name in _STANDARD or name.startswith(_HUGE):
        return faults
    return (invalid(path, Named(name), "must be a standard resource type or fully qualified"),)


def _check_amount(path: FieldPath, name: str, text: str) -> Errors:
    """Mirrors ValidateResourceQuantityValue."""
    amount = parse_quantity(text)
    faults: Errors = (invalid(path, text, "must be greater than or equal to 0"),) if amount.value < 0 else ()
    whole = name in _COUNTED or _is_extended(name)
    return (*faults, invalid(path, Named(text), "must be an integer")) if whole and not amount.is_whole else faults


def _check_pages(path: FieldPath, name: str, text: str) -> Errors:
    """Mirrors validateResourceQuantityHugePageValue."""
    if not name.startswith(_HUGE):
        return ()
    size, amount = parse_quantity(name.removeprefix(_HUGE)), parse_quantity(text)
    page = 0 if size.fault or not size.is_whole else int(size.value)
    if page > 0 and ceil(amount.value) % page == 0:
        return ()
    return (invalid(path, text, f"{text} is not positive integer multiple of {name}"),)


def _check_request(path: FieldPath, name: str, wanted: Quantity, limits: Mapping[str, str]) -> Errors:
    if name not in limits:
        detail = "Limit must be set for non overcommitable resources"
        return () if overcommits(name) else (required(path / "limits", detail),)
    limit = parse_quantity(limits[name])
    if wanted.value != limit.value and not overcommits(name):
        return (invalid(path / "requests", str(wanted), f"must be equal to {name} limit of {limit}"),)
    if wanted.value > limit.value:
        detail = f"must be less than or equal to {name} limit of {limit}"
        return (invalid(path / "requests", str(wanted), detail),)
    return ()


def overcommits(name: str) -> bool:
    """Mirrors IsOvercommitAllowed: native resources other than huge pages."""
    return _is_native(name) and not name.startswith(_HUGE)


def _is_native(name: str) -> bool:
    return "/" not in name or "kubernetes.io/" in name


def _is_extended(name: str) -> bool:
    """Mirrors IsExtendedResourceName."""
    return not _is_native(name) and not name.startswith("requests.") and not content.qualified_name(f"requests.{name}")
