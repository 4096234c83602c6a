"""Rules of an environment variable's `valueFrom`."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.errors import FieldPath, invalid, not_supported, required
from tutor.api.validation.fields import Errors, check_text

_FIELDS = (
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
)
_SOURCES = ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef")


def check_source(path: FieldPath, source: dict[str, Any], value: str) -> Errors:
    """Mirrors validateEnvVarValueFrom."""
    given = tuple(name for name in _SOURCES if source.get(name) is not None)
    faults: Errors = ()
    for name in given:
        if name == "fieldRef":
            faults += _check_field(path / name, source[name])
        elif name in ("configMapKeyRef", "secretKeyRef"):
            faults += _check_key(path / name, source[name])
    if not given:
        names = "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
        return (*faults, invalid(path, "", f"must specify one of: {names}"))
    if value:
        return (*faults, invalid(path, "", "may not be specified when `value` is not empty"))
    if len(given) > 1:
        return (*faults, invalid(path, "", "may not have more than one field specified at a time"))
    return faults


def _check_field(path: FieldPath, source: dict[str, Any]) -> Errors:
    field = source.get("fieldPath", "")
    if not field:
        return (required(path / "fieldPath"),)
    if field in _FIELDS or field.startswith(("metadata.annotations['", "metadata.labels['")):
        return ()
    if field.startswith(("metadata.", "spec.", "status.")):
        return (not_supported(path / "fieldPath", field, _FIELDS),)
    return (invalid(path / "fieldPath", field, f"error converting fieldPath: field label not supported: {field}"),)


def _check_key(path: FieldPath, source: dict[str, Any]) -> Errors:
    key = source.get("key", "")
    name: Errors = () if source.get("name") else (required(path / "name"),)
    if not key:
        return (*name, required(path / "key"))
    return (*name, *check_text(path / "key", key, content.config_map_key))
