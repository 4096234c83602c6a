"""Rules of volumes and of where containers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api import content
from tutor.api.codec import decode_part
from tutor.api.container import Container
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_found, not_supported, required
from tutor.api.quoting import quote
from tutor.api.security import SecurityContext
from tutor.api.validation.fields import Errors, check_text
from tutor.api.validation.paths import check_descending
from tutor.api.validation.volume_sources import check_source
from tutor.api.volumes import Volume, VolumeDevice, VolumeMount

Volumes = Mapping[str, Volume]

_PROPAGATIONS = ("Bidirectional", "HostToContainer", "None")
_RECURSIVE = ("Disabled", "Enabled", "IfPossible")


def check_volumes(path: FieldPath, raw: Any, pod: str = "") -> tuple[Volumes, Errors]:
    """Mirrors ValidateVolumes: the volumes that mounts may refer to, and what is wrong with the others.

    The name of a `pod` of its own is part of the names of the claims that its volumes make.
    """
    faults: list[FieldError] = []
    made = {f"{pod}-{one.get('name', '')}" for one in raw or () if pod and one.get("ephemeral") is not None}
    known: dict[str, Volume] = {}
    for at, one in enumerate(raw or ()):
        volume: Volume = decode_part(Volume, one).object
        claim = _check_claim_name(path / at / "name", volume, pod)
        found = (*check_source(path / at, volume), *claim, *_check_name(path / at / "name", volume.name, known))
        if not found:
            known[volume.name] = volume
        faults += (*found, *_check_reference(path / at / "persistentVolumeClaim" / "claimName", volume, made))
    return known, tuple(faults)


def _check_reference(path: FieldPath, volume: Volume, made: set[str]) -> Errors:
    """A claim that another volume of the pod makes is not there to be used."""
    claim = volume.persistent_volume_claim
    if claim is None or claim.claim_name not in made:
        return ()
    return (invalid(path, claim.claim_name, "must not reference a PVC that gets created for an ephemeral volume"),)


def _check_claim_name(path: FieldPath, volume: Volume, pod: str) -> Errors:
    if volume.ephemeral is None or not pod or not volume.name:
        return ()
    name = f"{pod}-{volume.name}"
    return tuple(
        invalid(path, volume.name, f"PVC name {quote(name)}: {words}") for words in content.dns1123_subdomain(name)
    )


def _check_name(path: FieldPath, name: str, known: Volumes) -> Errors:
    if not name:
        return (required(path),)
    twice = (duplicate(path, name),) if name in known else ()
    return (*check_text(path, name, content.dns1123_label), *twice)


def check_uses(path: FieldPath, container: Container, volumes: Volumes) -> Errors:
    """Mounts and devices of one container."""
    if not container.volume_mounts and not container.volume_devices:
        return ()
    mounts = tuple(decode_part(VolumeMount, one).object for one in container.volume_mounts or ())
    devices = tuple(decode_part(VolumeDevice, one).object for one in container.volume_devices or ())
    return (
        *_check_mounts(path / "volumeMounts", container, mounts, devices, volumes),
        *_check_devices(path / "volumeDevices", mounts, devices, volumes),
    )


def _check_mounts(
    path: FieldPath,
    container: Container,
    mounts: tuple[VolumeMount, ...],
    devices: tuple[VolumeDevice, ...],
    volumes: Volumes,
) -> Errors:
    """Mirrors ValidateVolumeMounts: a name, a volume of that name, a path of its own."""
    faults: list[FieldError] = []
    places: set[str] = set()
    for at, mount in enumerate(mounts):
        here, place = path / at / "mountPath", mount.mount_path
        if not mount.name:
            faults.append(required(path / at / "name"))
        if mount.name not in volumes:
            faults.append(not_found(path / at / "name", mount.name))
        if not place:
            faults.append(required(here))
        if place in places:
            faults.append(invalid(here, place, "must be unique"))
        places.add(place)
        if any(device.name == mount.name for device in devices):
            faults.append(invalid(path / at / "name", mount.name, "must not already exist in volumeDevices"))
        if any(device.device_path == place for device in devices):
            faults.append(invalid(here, place, "must not already exist as a path in volumeDevices"))
        faults += _check_sub_path(path, at, mount)
        faults += _check_propagation(path / "mountPropagation", container, mount)
        faults += _check_recursive(path / "recursiveReadOnly", mount)
    return tuple(faults)


def _check_sub_path(path: FieldPath, at: int, mount: VolumeMount) -> Errors:
    """Upstream leaves the index out of most of these paths."""
    faults = check_descending(path / "subPath", mount.sub_path) if mount.sub_path else ()
    if not mount.sub_path_expr:
        return faults
    if mount.sub_path:
        detail = "subPathExpr and subPath are mutually exclusive"
        faults = (*faults, invalid(path / at / "subPathExpr", mount.sub_path_expr, detail))
    return (*faults, *check_descending(path / "subPathExpr", mount.sub_path_expr))


def _check_propagation(path: FieldPath, container: Container, mount: VolumeMount) -> Errors:
    """Mirrors validateMountPropagation."""
    wanted = mount.mount_propagation
    if wanted is None:
        return ()
    if wanted not in _PROPAGATIONS:
        return (not_supported(path, wanted, _PROPAGATIONS),)
    context = decode_part(SecurityContext, container.security_context or {}).object
    if wanted != "Bidirectional" or context.privileged:
        return ()
    return (forbidden(path, "Bidirectional mount propagation is available only to privileged containers"),)


def _check_recursive(path: FieldPath, mount: VolumeMount) -> Errors:
    """Mirrors validateMountRecursiveReadOnly."""
    wanted = mount.recursive_read_only
    if wanted is None or wanted == "Disabled":
        return ()
    if wanted not in _RECURSIVE:
        return (not_supported(path, wanted, _RECURSIVE),)
    faults: Errors = ()
    if not mount.read_only:
        faults = (forbidden(path, "may only be specified when readOnly is true"),)
    if mount.mount_propagation not in (None, "None"):
        detail = "may only be specified when mountPropagation is None or not specified"
        faults = (*faults, forbidden(path, detail))
    return faults


def _check_devices(
    path: FieldPath, mounts: tuple[VolumeMount, ...], devices: tuple[VolumeDevice, ...], volumes: Volumes
) -> Errors:
    """Mirrors ValidateVolumeDevices."""
    faults: list[FieldError] = []
    for at, device in enumerate(devices):
        name, place = path / at / "name", path / at / "devicePath"
        volume = volumes.get(device.name)
        earlier = devices[:at]
        if not device.name:
            faults.append(required(name))
        elif any(one.name == device.name for one in earlier):
            faults.append(invalid(name, device.name, "must be unique"))
        if volume is None:
            faults.append(not_found(name, device.name))
        elif volume.persistent_volume_claim is None and volume.ephemeral is None:
            detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"
            faults.append(invalid(name, device.name, detail))
        if not device.device_path:
            faults.append(required(place))
        if any(one.device_path == device.device_path and not _steps_back(one) for one in earlier):
            faults.append(invalid(place, device.device_path, "must be unique"))
        if _steps_back(device):
            faults.append(invalid(place, device.device_path, "can not contain backsteps ('..')"))
        if any(mount.name == device.name for mount in mounts):
            faults.append(invalid(name, device.name, "must not already exist in volumeMounts"))
        if any(mount.mount_path == device.device_path for mount in mounts):
            faults.append(invalid(place, device.device_path, "must not already exist as a path in volumeMounts"))
    return tuple(faults)


def _steps_back(device: VolumeDevice) -> bool:
    return ".." in device.device_path.split("/")
