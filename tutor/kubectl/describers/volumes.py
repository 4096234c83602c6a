"""Describes the volumes of a pod."""

from __future__ import annotations

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
        for title, field, absent in _DETAILS.get(source, ()):
            writer.line(2, f"{title}:\t{_shown(details.get(field), absent)}")


def _shown(value: Any, absent: str) -> str:
    if value is None:
        return absent
    return str(value).lower() if isinstance(value, bool) else str(value)
