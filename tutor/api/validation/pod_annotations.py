"""Rules of the annotations of pods that mean something to the server."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid
from tutor.api.pod import PodSpec, Toleration
from tutor.api.quoting import quote
from tutor.api.validation.fields import Errors
from tutor.api.validation.paths import check_descending
from tutor.api.validation.tolerations import check_tolerations
from tutor.api.validation.visits import all_containers

Notes = Mapping[str, str]

MIRROR = "kubernetes.io/config.mirror"
APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/"
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
_COST = "controller.kubernetes.io/pod-deletion-cost"
_TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
_MOST = (1 << 31) - 1
_LOCAL = "localhost/"


def check_pod_annotations(path: FieldPath, notes: Notes, spec: PodSpec) -> Errors:
    """Mirrors ValidatePodSpecificAnnotations."""
    if not notes:
        return ()
    faults: list[FieldError] = []
    if MIRROR in notes and not spec.node_name:
        faults.append(
            invalid(path.key(MIRROR), notes[MIRROR], "must set spec.nodeName if mirror pod annotation is set")
        )
    if notes.get(_TOLERATIONS):
        faults += _check_tolerations(path, notes[_TOLERATIONS])
    if _COST in notes and not _is_cost(notes[_COST]):
        faults.append(invalid(path.key(_COST), notes[_COST], "must be a 32bit integer"))
    if SECCOMP_POD in notes:
        faults += _check_seccomp(path / SECCOMP_POD, notes[SECCOMP_POD])
    for name in sorted(notes):
        if name.startswith(SECCOMP_CONTAINER):
            faults += _check_seccomp(path / name, notes[name])
    return (*faults, *_check_app_armor(path, notes, spec))


def _check_tolerations(path: FieldPath, text: str) -> Errors:
    """Mirrors ValidateTolerationsInPodAnnotations, less Go's words for JSON that cannot be read."""
    try:
        rows = json.loads(text)
    except ValueError:
        return ()
    items: Any = rows if isinstance(rows, list) else []
    return check_tolerations(path / _TOLERATIONS, tuple(decode_part(Toleration, one).object for one in items))


def _is_cost(text: str) -> bool:
    """Mirrors GetDeletionCostFromPodAnnotations: no plus sign, no leading zero."""
    if not re.fullmatch("-?[0-9]+", text) or (text != "0" and text.startswith("0")):
        return False
    digits = text.lstrip("-").lstrip("0")
    return len(digits) <= len(str(_MOST)) and -_MOST - 1 <= int(text) <= _MOST


def _check_seccomp(path: FieldPath, profile: str) -> Errors:
    """Mirrors ValidateSeccompProfile."""
    if profile in ("runtime/default", "docker/default", "unconfined"):
        return ()
    if profile.startswith(_LOCAL):
        return check_descending(path, profile.removeprefix(_LOCAL))
    return (invalid(path, profile, "must be a valid seccomp profile"),)


def _check_app_armor(path: FieldPath, notes: Notes, spec: PodSpec) -> Errors:
    """Mirrors ValidateAppArmorPodAnnotations."""
    faults: list[FieldError] = []
    for name in sorted(notes):
        if not name.startswith(APP_ARMOR):
            continue
        owner, profile = name.removeprefix(APP_ARMOR), notes[name]
        if all(container.name != owner for _, container in all_containers(path, spec)):
            faults.append(invalid(path.key(name), owner, "container not found"))
        if profile not in ("", "runtime/default", "unconfined") and not profile.startswith(_LOCAL):
            faults.append(invalid(path.key(name), profile, f"invalid AppArmor profile name: {quote(profile)}"))
    return tuple(faults)


def check_annotation_changes(path: FieldPath, new: Notes, old: Notes) -> Errors:
    """Mirrors the first half of ValidatePodSpecificAnnotationUpdates."""
    changed = (name for name in sorted(old) if new.get(name) != old[name] and _is_fixed(name))
    added = (name for name in sorted(new) if name not in old and _is_fixed(name))
    return (
        *(forbidden(path.key(name), f"may not remove or update {_kind(name)}") for name in changed),
        *(forbidden(path.key(name), f"may not add {_kind(name)}") for name in added),
    )


def _is_fixed(name: str) -> bool:
    return name == MIRROR or name.startswith(APP_ARMOR)


def _kind(name: str) -> str:
    return "mirror pod annotation" if name == MIRROR else "AppArmor annotations"


def check_profiles_match(path: FieldPath, notes: Notes, spec: PodSpec) -> Errors:
    """Mirrors the rules of new pods whose profiles stand in annotations and in fields."""
    if not any(name.startswith((SECCOMP_CONTAINER, APP_ARMOR)) or name == SECCOMP_POD for name in notes):
        return ()
    context = spec.security_context or {}
    whole = context.get("seccompProfile")
    defaults = ("runtime/default", "docker/default")
    faults = list(_check_match("seccomp", path / "securityContext", whole, notes.get(SECCOMP_POD), defaults))
    for place, container in all_containers(path, spec):
        own = (container.security_context or {}).get("seccompProfile")
        note = notes.get(SECCOMP_CONTAINER + container.name)
        faults += _check_match("seccomp", place / "securityContext", own, note, defaults)
    if (spec.os or {}).get("name") == "windows":
        return tuple(faults)
    for place, container in all_containers(path, spec):
        armor = (container.security_context or {}).get("appArmorProfile") or context.get("appArmorProfile")
        note = notes.get(APP_ARMOR + container.name)
        faults += _check_match("apparmor", place / "securityContext", armor, note, defaults[:1])
    return tuple(faults)


def _check_match(
    what: str, path: FieldPath, profile: Mapping[str, Any] | None, note: str | None, defaults: tuple[str, ...]
) -> Errors:
    if profile is None or note is None:
        return ()
    place = path / ("seccompProfile" if what == "seccomp" else "appArmorProfile")
    kind = profile.get("type")
    fits = {
        "Unconfined": note == "unconfined",
        "RuntimeDefault": note in defaults,
        "Localhost": note.startswith(_LOCAL),
    }.get(kind or "", True)
    if not fits:
        return (forbidden(place / "type", f"{what} type in annotation and field must match"),)
    if kind == "Localhost" and profile.get("localhostProfile") != note.removeprefix(_LOCAL):
        return (forbidden(place / "localhostProfile", f"{what} profile in annotation and field must match"),)
    return ()
