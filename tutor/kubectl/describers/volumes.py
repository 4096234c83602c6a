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
        details = volume.get(source)
        writer.lines(2, _details(source, details if isinstance(details, dict) else {}))


def _details(source: str, details: dict[str, Any]) -> Iterator[str]:
    optional = str(bool(details.get("optional"))).lower()
    if source == "emptyDir":
        yield f"Medium:\t{details.get('medium', '')}"
        yield f"SizeLimit:\t{details.get('sizeLimit', '<unset>')}"
    elif source == "hostPath":
        yield f"Path:\t{details.get('path', '')}"
        yield f"HostPathType:\t{details.get('type', '')}"
    elif source == "configMap":
        yield f"Name:\t{details.get('name', '')}"
        yield f"Optional:\t{optional}"
    elif source == "secret":
        yield f"SecretName:\t{details.get('secretName', '')}"
        yield f"Optional:\t{optional}"
    elif source == "persistentVolumeClaim":
        yield f"ClaimName:\t{details.get('claimName', '')}"
        yield f"ReadOnly:\t{str(bool(details.get('readOnly'))).lower()}"
