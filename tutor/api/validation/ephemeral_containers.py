"""Rules of ephemeral containers, of which a manifest may have none, but whose other faults are told first."""

from __future__ import annotations

from typing import Any

from tutor.api.container import Container, ResourceRequirements
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, not_found
from tutor.api.validation.containers import Surroundings, check_common, check_images
from tutor.api.validation.fields import Errors
from tutor.api.validation.visits import ephemeral_containers

_DETAIL = "cannot be set for an Ephemeral Container"
_FORBIDDEN: tuple[tuple[str, str, Any], ...] = (
    ("ports", "ports", ()),
    ("resources", "resources", ResourceRequirements()),
    ("resizePolicy", "resize_policy", None),
    ("restartPolicy", "restart_policy", None),
    ("restartPolicyRules", "restart_policy_rules", None),
    ("livenessProbe", "liveness_probe", None),
    ("readinessProbe", "readiness_probe", None),
    ("startupProbe", "startup_probe", None),
    ("lifecycle", "lifecycle", None),
)


def check_ephemeral_containers(path: FieldPath, around: Surroundings) -> Errors:
    """Mirrors validateEphemeralContainers."""
    spec = around.spec
    others = {one.name for one in (*spec.containers, *spec.init_containers)}
    names = set(others)
    faults: list[FieldError] = []
    for at, (container, target) in enumerate(ephemeral_containers(spec)):
        place = path / at
        faults += (*check_common(place, container, around), *check_images(path, (container,), at))
        faults += (duplicate(place / "name", container.name),) if container.name in names else ()
        names.add(container.name)
        if target and target not in others:
            faults.append(not_found(place / "targetContainerName", target))
        faults += _check_fields(place, container)
    return tuple(faults)


def _check_fields(path: FieldPath, container: Container) -> Errors:
    """What serves a pod's life has no place in a visitor."""
    fields = tuple(
        forbidden(path / name, _DETAIL)
        for name, attribute, zero in _FORBIDDEN
        if getattr(container, attribute) not in (zero, [])
    )
    paths = tuple(
        forbidden(path / "volumeMounts" / at / name, _DETAIL)
        for at, mount in enumerate(container.volume_mounts or ())
        for name in ("subPath", "subPathExpr")
        if mount.get(name)
    )
    return (*fields, *paths)
