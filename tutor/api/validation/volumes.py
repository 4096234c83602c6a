"""Rules of volumes and mounts, as far as the simulated cluster looks at them."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, duplicate, invalid, not_found, required
from tutor.api.validation.fields import Errors, check_text


def check_volumes(path: FieldPath, volumes: Any) -> Errors:
    """Names of volumes. Mirrors the naming part of ValidateVolumes."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, volume in enumerate(volumes or ()):
        name = volume.get("name", "")
        spelling = (
            check_text(path / at / "name", name, content.dns1123_label) if name else (required(path / at / "name"),)
        )
        faults += spelling or ((duplicate(path / at / "name", name),) if name in names else ())
        names.add(name)
    return tuple(faults)


def volume_names(volumes: Any) -> frozenset[str]:
    """The names that mounts may refer to."""
    return frozenset(volume.get("name", "") for volume in volumes or ())


def check_mounts(path: FieldPath, mounts: Any, volumes: frozenset[str]) -> Errors:
    """Mirrors ValidateVolumeMounts: a name, a volume of that name, a path of its own."""
    faults: list[FieldError] = []
    places: set[str] = set()
    for at, mount in enumerate(mounts or ()):
        name, place = mount.get("name", ""), mount.get("mountPath", "")
        if not name:
            faults.append(required(path / at / "name"))
        if name not in volumes:
            faults.append(not_found(path / at / "name", name))
        if not place:
            faults.append(required(path / at / "mountPath"))
        if place in places:
            faults.append(invalid(path / at / "mountPath", place, "must be unique"))
        places.add(place)
    return tuple(faults)
