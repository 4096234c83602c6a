"""Rules of the volumes of vendors and of old plugins, which are kept as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, invalid, not_supported, required, too_long
from tutor.api.validation.fields import Errors, check_text, complain

Source = Mapping[str, Any]

_INITIATORS = (
    ("iqn", re.compile(r"iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$").search),
    ("eui", re.compile(r"eui.[a-zA-Z0-9]{16}").fullmatch),
    ("naa", re.compile(r"naa.[a-zA-Z0-9]{32}").fullmatch),
)
_BYTE = "must be between 0 and 255, inclusive"
_PARTITION = "must be between 1 and 255, inclusive"
_HOST_PORTS = "must be a host:port pair or multiple pairs separated by commas"
_LONGEST_PORTAL = 64
_LONGEST_TENANT = 64
_LONGEST_DRIVER = 63
_MANAGED_DISK = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
_BLOB_DISK = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"


def _check_required(fields: tuple[str, ...], path: FieldPath, source: Source) -> Errors:
    """Sources that need no more than some of their fields."""
    return tuple(required(path / name) for name in fields if not source.get(name))


def _check_disk(name: str, path: FieldPath, source: Source) -> Errors:
    partition = source.get("partition", 0)
    faults = _check_required((name,), path, source)
    return faults if 0 <= partition <= 255 else (*faults, invalid(path / "partition", partition, _PARTITION))


def check_iscsi(path: FieldPath, source: Source) -> Errors:
    """Mirrors validateISCSIVolumeSource."""
    faults: list[FieldError] = list(_check_required(("targetPortal", "iqn"), path, source))
    if source.get("iqn"):
        faults += _check_initiator(path / "iqn", source["iqn"])
    lun = source.get("lun", 0)
    if not 0 <= lun <= 255:
        faults.append(invalid(path / "lun", lun, _BYTE))
    if (source.get("chapAuthDiscovery") or source.get("chapAuthSession")) and source.get("secretRef") is None:
        faults.append(required(path / "secretRef"))
    if source.get("initiatorName") is not None:
        faults += _check_initiator(path / "initiatorname", source["initiatorName"])
    return tuple(faults)


def _check_initiator(path: FieldPath, name: str) -> Errors:
    for prefix, fits in _INITIATORS:
        if name.startswith(prefix):
            return () if fits(name) else (invalid(path, name, "must be valid format"),)
    return (invalid(path, name, "must be valid format starting with iqn, eui, or naa"),)


def check_portal(path: FieldPath, name: str, source: Source) -> Errors:
    """The rule that ties an iSCSI volume's name to its portal, asked of every volume that has such a source."""
    if source.get("initiatorName") is None or len(f"{name}:{source.get('targetPortal', '')}") <= _LONGEST_PORTAL:
        return ()
    words = (
        "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is "
        "specified."
    )
    return (invalid(path / "name", name, words),)


def _check_fc(path: FieldPath, source: Source) -> Errors:
    names, ids, lun = source.get("targetWWNs"), source.get("wwids"), source.get("lun")
    place = path / "targetWWNs"
    faults: Errors = ()
    if not names and not ids:
        faults = (required(place, "must specify either targetWWNs or wwids, but not both"),)
    if names and ids:
        faults = (invalid(place, names, "targetWWNs and wwids can not be specified simultaneously"),)
    if names and lun is None:
        return (*faults, required(path / "lun", "lun is required if targetWWNs is specified"))
    if names and lun is not None and not 0 <= lun <= 255:
        return (*faults, invalid(path / "lun", lun, _BYTE))
    return faults


def _check_flocker(path: FieldPath, source: Source) -> Errors:
    name, uuid = source.get("datasetName", ""), source.get("datasetUUID", "")
    faults: Errors = ()
    if not name and not uuid:
        faults = (required(path, "one of datasetName and datasetUUID is required"),)
    if name and uuid:
        words = "datasetName and datasetUUID can not be specified simultaneously"
        faults = (invalid(path, "resource", words),)
    return (*faults, invalid(path / "datasetName", name, "must not contain '/'")) if "/" in name else faults


def _check_quobyte(path: FieldPath, source: Source) -> Errors:
    registry, tenant = source.get("registry", ""), source.get("tenant", "")
    faults: Errors = ()
    if not registry:
        faults = (required(path / "registry", _HOST_PORTS),)
    elif len(tenant.encode()) > _LONGEST_TENANT:
        faults = (required(path / "tenant", "must be a UUID and may not exceed a length of 64 characters"),)
    else:
        faults = tuple(
            invalid(path / "registry", registry, _HOST_PORTS) for pair in registry.split(",") if not _is_host_port(pair)
        )
    return (*faults, *_check_required(("volume",), path, source))


def _is_host_port(text: str) -> bool:
    """Mirrors net.SplitHostPort."""
    return re.fullmatch(r"(\[[^\[\]]*\]|[^:\[\]]*):[^:\[\]]*", text) is not None


def _check_cinder(path: FieldPath, source: Source) -> Errors:
    return (*_check_required(("volumeID",), path, source), *_check_secret(path, source))


def _check_secret(path: FieldPath, source: Source) -> Errors:
    secret = source.get("secretRef")
    return () if secret is None or secret.get("name") else (required(path / "secretRef" / "name"),)


def _check_flex(path: FieldPath, source: Source) -> Errors:
    words = "kubernetes.io and k8s.io namespaces are reserved"
    reserved = (
        invalid((path / "options").key(name), name, words)
        for name in sorted(source.get("options") or ())
        if f".{name.partition('/')[0].lower()}".endswith((".kubernetes.io", ".k8s.io"))
    )
    return (*_check_required(("driver",), path, source), *reserved)


def _check_azure_disk(path: FieldPath, source: Source) -> Errors:
    kind, uri, caching = source.get("kind"), source.get("diskURI", ""), source.get("cachingMode")
    faults: list[FieldError] = list(_check_required(("diskName", "diskURI"), path, source))
    if caching is not None and caching not in ("None", "ReadOnly", "ReadWrite"):
        faults.append(not_supported(path / "cachingMode", caching, ("None", "ReadOnly", "ReadWrite")))
    if kind is not None and kind not in ("Dedicated", "Managed", "Shared"):
        faults.append(not_supported(path / "kind", kind, ("Dedicated", "Managed", "Shared")))
    if kind == "Managed" and not uri.startswith("/subscriptions/"):
        faults.append(not_supported(path / "diskURI", uri, (_MANAGED_DISK,), named=False))
    if kind not in (None, "Managed") and not uri.startswith("https://"):
        faults.append(not_supported(path / "diskURI", uri, (_BLOB_DISK,), named=False))
    return tuple(faults)


def _check_storageos(path: FieldPath, source: Source) -> Errors:
    name, space = source.get("volumeName", ""), source.get("volumeNamespace", "")
    faults = _check_required(("volumeName",), path, source)
    if name:
        faults = check_text(path / "volumeName", name, content.dns1123_label)
    if space:
        faults = (*faults, *check_text(path / "volumeNamespace", space, content.dns1123_label))
    return (*faults, *_check_secret(path, source))


def _check_csi(path: FieldPath, source: Source) -> Errors:
    """Mirrors validateCSIVolumeSource."""
    driver, secret = source.get("driver", ""), source.get("nodePublishSecretRef")
    faults: list[FieldError] = [] if driver else [required(path / "driver")]
    if len(driver.encode()) > _LONGEST_DRIVER:
        faults.append(too_long(path / "driver", _LONGEST_DRIVER))
    faults += complain(path / "driver", driver, content.dns1123_subdomain(driver.lower()))
    if secret is not None and not secret.get("name"):
        faults.append(required(path / "nodePublishSecretRef" / "name"))
    elif secret is not None:
        faults += check_text(path / "name", secret["name"], content.dns1123_subdomain)
    return tuple(faults)


# Upstream calls one of them by another name than its field.
RULES: Mapping[str, tuple[str, Callable[[FieldPath, Any], Errors]]] = MappingProxyType(
    {
        "gcePersistentDisk": ("persistentDisk", partial(_check_disk, "pdName")),
        "awsElasticBlockStore": ("awsElasticBlockStore", partial(_check_disk, "volumeID")),
        "iscsi": ("iscsi", check_iscsi),
        "glusterfs": ("glusterfs", partial(_check_required, ("endpoints", "path"))),
        "flocker": ("flocker", _check_flocker),
        "rbd": ("rbd", partial(_check_required, ("monitors", "image"))),
        "cinder": ("cinder", _check_cinder),
        "cephfs": ("cephfs", partial(_check_required, ("monitors",))),
        "quobyte": ("quobyte", _check_quobyte),
        "fc": ("fc", _check_fc),
        "flexVolume": ("flexVolume", _check_flex),
        "azureFile": ("azureFile", partial(_check_required, ("secretName", "shareName"))),
        "vsphereVolume": ("vsphereVolume", partial(_check_required, ("volumePath",))),
        "photonPersistentDisk": ("photonPersistentDisk", partial(_check_required, ("pdID",))),
        "portworxVolume": ("portworxVolume", partial(_check_required, ("volumeID",))),
        "azureDisk": ("azureDisk", _check_azure_disk),
        "storageos": ("storageos", _check_storageos),
        "scaleIO": ("scaleIO", partial(_check_required, ("gateway", "system", "volumeName"))),
        "csi": ("csi", _check_csi),
    }
)
