"""Describes the volumes of a pod."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.kubectl.describers.writer import NONE, Writer

_TYPES = {
    "emptyDir": "EmptyDir (a temporary directory that shares a pod's lifetime)",
    "hostPath": "HostPath (bare host directory volume)",
    "configMap": "ConfigMap (a volume populated by a ConfigMap)",
    "secret": "Secret (a volume populated by a Secret)",
    "persistentVolumeClaim": "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
    "downwardAPI": "DownwardAPI (a volume populated by information about the pod)",
    "projected": "Projected (a volume that contains injected data from multiple sources)",
    "nfs": "NFS (an NFS mount that lasts the lifetime of a pod)",
}
# The lines below a type: title, field, and what is said where the field is not.
_DETAILS = {
    "emptyDir": (("Medium", "medium", ""), ("SizeLimit", "sizeLimit", "<unset>")),
    "hostPath": (("Path", "path", ""), ("HostPathType", "type", "")),
    "configMap": (("Name", "name", ""), ("Optional", "optional", "false")),
    "secret": (("SecretName", "secretName", ""), ("Optional", "optional", "false")),
    "persistentVolumeClaim": (("ClaimName", "claimName", ""), ("ReadOnly", "readOnly", "false")),
}


def write_volumes(writer: Writer, volumes: Any, space: str) -> None:
    """Mirrors describeVolumes for the types that learners meet."""
    if not isinstance(volumes, list) or not volumes:
        writer.line(0, f"{space}Volumes:\t{NONE}")
        return
    writer.line(0, f"{space}Volumes:")
    for volume in volumes:
        writer.line(1, f"{' ' if space else ''}{volume.get('name', '')}:")
        source = next((key for key in _TYPES if key in volume), "")
        writer.line(2, f"Type:\t{_TYPES.get(source, '<unknown>')}")
        details = volume.get(source) or {}
        if source == "projected":
            writer.lines(2, _projected(details))
        if source == "downwardAPI":
            writer.line(2, "Items:")
            writer.lines(3, _items(details))
        for title, field, absent in _DETAILS.get(source, ()):
            writer.line(2, f"{title}:\t{_shown(details.get(field), absent)}")


def _projected(details: Any) -> Iterator[str]:
    """Mirrors printProjectedVolumeSource."""
    for source in details.get("sources") or ():
        if "secret" in source:
            yield from _named("SecretName", source["secret"])
        elif "downwardAPI" in source:
            yield "DownwardAPI:\ttrue"
        elif "configMap" in source:
            yield from _named("ConfigMapName", source["configMap"])
        elif "serviceAccountToken" in source:
            yield f"TokenExpirationSeconds:\t{source['serviceAccountToken'].get('expirationSeconds', 3600)}"


def _named(title: str, source: Any) -> Iterator[str]:
    yield f"{title}:\t{source.get('name', '')}"
    yield f"Optional:\t{_shown(source.get('optional'), 'false')}"


def _items(details: Any) -> Iterator[str]:
    """Mirrors printDownwardAPIVolumeSource."""
    for item in details.get("items") or ():
        for field, name in (("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")):
            if field in item:
                yield f"{item[field].get(name, '')} -> {item.get('path', '')}"


def _shown(value: Any, absent: str) -> str:
    if value is None:
        return absent
    return str(value).lower() if isinstance(value, bool) else str(value)
