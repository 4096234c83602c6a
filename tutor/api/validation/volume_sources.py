"""Rules of the sources of volumes, one function a source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.projections import (
    DownwardAPIVolumeSource,
    KeyToPath,
    ProjectedVolumeSource,
    ServiceAccountTokenProjection,
    VolumeProjection,
)
from tutor.api.quantity import parse_quantity
from tutor.api.validation.claims import check_claim_template
from tutor.api.validation.downward import check_file
from tutor.api.validation.fields import Errors, each, one_of
from tutor.api.validation.paths import check_descending, check_mode, check_no_backsteps, check_not_reserved
from tutor.api.validation.rare_volumes import RULES, check_portal
from tutor.api.volumes import (
    ConfigMapVolumeSource,
    EmptyDirVolumeSource,
    GitRepoVolumeSource,
    HostPathVolumeSource,
    ImageVolumeSource,
    NFSVolumeSource,
    PersistentVolumeClaimVolumeSource,
    SecretVolumeSource,
    Volume,
)

_HOST_PATH_TYPES = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)
_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_SHORTEST_TOKEN = 600
_LONGEST_TOKEN = 1 << 32


def check_source(path: FieldPath, volume: Volume) -> Errors:
    """Mirrors validateVolumeSource: one source, and its own rules."""
    given = tuple(
        (field, value, rule) for attribute, field, rule in _SOURCES if (value := getattr(volume, attribute)) is not None
    )
    if not given:
        return (required(path, "must specify a volume type"),)
    faults: list[FieldError] = []
    for at, (field, value, rule) in enumerate(given):
        if at:
            faults.append(forbidden(path / _twice(field), "may not specify more than 1 volume type"))
        else:
            name, own = RULES.get(field, (field, rule))
            faults += own(path / name, value)
        faults += check_portal(path, volume.name, value) if field == "iscsi" else ()
    return tuple(faults)


def _twice(field: str) -> str:
    """Upstream misspells two fields when they come second."""
    return {"cephfs": "cephFS", "downwardAPI": "downwarAPI"}.get(field, field)


def _check_ephemeral(path: FieldPath, source: Any) -> Errors:
    """Mirrors validateEphemeralVolumeSource."""
    template = source.get("volumeClaimTemplate")
    place = path / "volumeClaimTemplate"
    return (required(place),) if template is None else check_claim_template(place, template)


def _check_empty_dir(path: FieldPath, source: EmptyDirVolumeSource) -> Errors:
    if source.size_limit is None or parse_quantity(source.size_limit).value >= 0:
        return ()
    return (forbidden(path / "sizeLimit", "SizeLimit field must be a valid resource quantity"),)


def _check_host_path(path: FieldPath, source: HostPathVolumeSource) -> Errors:
    if not source.path:
        return (required(path / "path"),)
    steps = check_no_backsteps(path / "path", source.path)
    if source.type is None or source.type in _HOST_PATH_TYPES:
        return steps
    return (*steps, not_supported(path / "type", source.type, _HOST_PATH_TYPES))


def _check_git_repo(path: FieldPath, source: GitRepoVolumeSource) -> Errors:
    repository = () if source.repository else (required(path / "repository"),)
    return (*repository, *check_descending(path / "directory", source.directory))


def _check_secret(path: FieldPath, source: SecretVolumeSource) -> Errors:
    name = () if source.secret_name else (required(path / "secretName"),)
    return (
        *name,
        *check_mode(path / "defaultMode", source.default_mode),
        *each(source.items, path / "items", _check_key),
    )


def _check_config_map(path: FieldPath, source: ConfigMapVolumeSource) -> Errors:
    name = () if source.name else (required(path / "name"),)
    return (
        *name,
        *check_mode(path / "defaultMode", source.default_mode),
        *each(source.items, path / "items", _check_key),
    )


def _check_key(path: FieldPath, item: KeyToPath) -> Errors:
    """Mirrors validateKeyToPath."""
    return (
        *(() if item.key else (required(path / "key"),)),
        *(() if item.path else (required(path / "path"),)),
        *check_not_reserved(path / "path", item.path),
        *check_mode(path / "mode", item.mode),
    )


def _check_nfs(path: FieldPath, source: NFSVolumeSource) -> Errors:
    faults = () if source.server else (required(path / "server"),)
    faults = faults if source.path else (*faults, required(path / "path"))
    if source.path.startswith("/"):
        return faults
    return (*faults, invalid(path / "path", source.path, "must be an absolute path"))


def _check_claim(path: FieldPath, source: PersistentVolumeClaimVolumeSource) -> Errors:
    return () if source.claim_name else (required(path / "claimName"),)


def _check_downward(path: FieldPath, source: DownwardAPIVolumeSource) -> Errors:
    files = (fault for file in source.items for fault in check_file(path, file))
    return (*check_mode(path / "defaultMode", source.default_mode), *files)


def _check_projected(path: FieldPath, source: ProjectedVolumeSource) -> Errors:
    """Mirrors validateProjectedVolumeSource."""
    faults: list[FieldError] = list(check_mode(path / "defaultMode", source.default_mode))
    taken: set[str] = set()
    for at, one in enumerate(source.sources):
        faults += _check_projection(path, path / "sources" / at, one, taken)
    return tuple(faults)


def _check_projection(whole: FieldPath, path: FieldPath, one: VolumeProjection, taken: set[str]) -> list[FieldError]:
    """One source; `taken` gathers the paths of all of them."""
    faults: list[FieldError] = []
    for field, keys in (("secret", one.secret), ("configMap", one.config_map)):
        if keys is None:
            continue
        faults += () if keys.name else (required(path / field / "name"),)
        for at, item in enumerate(keys.items):
            faults += _check_key(path / field / "items" / at, item)
            faults += _check_taken(whole, item.path, keys.name, taken)
    if one.downward_api is not None:
        for file in one.downward_api.items:
            faults += check_file(path / "downwardAPI", file)
            faults += _check_taken(whole, file.path, file.path, taken)
    if one.service_account_token is not None:
        faults += _check_token(whole, path / "serviceAccountToken", one.service_account_token)
    kinds = (one.secret, one.config_map, one.downward_api, one.service_account_token, one.cluster_trust_bundle)
    if sum(kind is not None for kind in kinds) > 1:
        faults.append(forbidden(path, "may not specify more than 1 volume type per source"))
    return faults


def _check_taken(path: FieldPath, file: str, shown: str, taken: set[str]) -> Errors:
    if file and file in taken:
        return (invalid(path, shown, "conflicting duplicate paths"),)
    taken.add(file)
    return ()


def _check_token(whole: FieldPath, path: FieldPath, token: ServiceAccountTokenProjection) -> Errors:
    seconds = token.expiration_seconds or 0
    faults: Errors = ()
    if seconds < _SHORTEST_TOKEN:
        faults = (invalid(path / "expirationSeconds", seconds, "may not specify a duration less than 10 minutes"),)
    elif seconds > _LONGEST_TOKEN:
        detail = "may not specify a duration larger than 2^32 seconds"
        faults = (invalid(path / "expirationSeconds", seconds, detail),)
    if not token.path:
        return (*faults, required(whole / "path"))
    return (*faults, *check_not_reserved(whole / "path", token.path))


def _check_image(path: FieldPath, source: ImageVolumeSource) -> Errors:
    reference = () if source.reference else (required(path / "reference"),)
    return (*reference, *one_of(path / "pullPolicy", source.pull_policy, _PULL_POLICIES))


def _accept(path: FieldPath, source: Any) -> Errors:  # noqa: ARG001 - one row of a table of rules
    return ()


_SOURCES: tuple[tuple[str, str, Callable[[FieldPath, Any], Errors]], ...] = (
    ("empty_dir", "emptyDir", _check_empty_dir),
    ("host_path", "hostPath", _check_host_path),
    ("git_repo", "gitRepo", _check_git_repo),
    ("gce_persistent_disk", "gcePersistentDisk", _accept),
    ("aws_elastic_block_store", "awsElasticBlockStore", _accept),
    ("secret", "secret", _check_secret),
    ("nfs", "nfs", _check_nfs),
    ("iscsi", "iscsi", _accept),
    ("glusterfs", "glusterfs", _accept),
    ("flocker", "flocker", _accept),
    ("persistent_volume_claim", "persistentVolumeClaim", _check_claim),
    ("rbd", "rbd", _accept),
    ("cinder", "cinder", _accept),
    ("cephfs", "cephfs", _accept),
    ("quobyte", "quobyte", _accept),
    ("downward_api", "downwardAPI", _check_downward),
    ("fc", "fc", _accept),
    ("flex_volume", "flexVolume", _accept),
    ("config_map", "configMap", _check_config_map),
    ("azure_file", "azureFile", _accept),
    ("vsphere_volume", "vsphereVolume", _accept),
    ("photon_persistent_disk", "photonPersistentDisk", _accept),
    ("portworx_volume", "portworxVolume", _accept),
    ("azure_disk", "azureDisk", _accept),
    ("storageos", "storageos", _accept),
    ("projected", "projected", _check_projected),
    ("scale_io", "scaleIO", _accept),
    ("csi", "csi", _accept),
    ("ephemeral", "ephemeral", _check_ephemeral),
    ("image", "image", _check_image),
)
