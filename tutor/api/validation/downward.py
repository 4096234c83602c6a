"""Rules of what a pod may learn about itself: its own fields and its containers' resources."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldPath, invalid, not_supported, required
from tutor.api.projections import DownwardAPIVolumeFile, ObjectFieldSelector, ResourceFieldSelector
from tutor.api.quantity import parse_quantity
from tutor.api.validation.fields import Errors, complain
from tutor.api.validation.paths import check_mode, check_not_reserved

VARIABLE_FIELDS = (
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
FILE_FIELDS = ("metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid")
_KNOWN_FIELDS = frozenset(
    (*VARIABLE_FIELDS, *FILE_FIELDS, "spec.restartPolicy", "spec.schedulerName", "status.phase", "spec.host")
)
_RESOURCES = (
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
)
_HUGE_PAGES = ("requests.hugepages-", "limits.hugepages-")
_SIZES = ("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei")


def check_field(path: FieldPath, source: ObjectFieldSelector, known: tuple[str, ...]) -> Errors:
    """Mirrors validateObjectFieldSelector; `known` are the fields that may be asked for here."""
    field = source.field_path
    place = path / "fieldPath"
    if not field:
        return (required(place),)
    fault = _conversion_fault(source.api_version or "v1", field)
    if fault:
        return (invalid(place, field, f"error converting fieldPath: {fault}"),)
    whole, bracket, key = field.removesuffix("']").partition("['")
    if bracket and field.endswith("']"):
        key = key.lower() if whole == "metadata.annotations" else key
        return complain(path, key, content.qualified_name(key))
    field = "spec.nodeName" if field == "spec.host" else field
    return () if field in known else (not_supported(place, field, known, named=False),)


def _conversion_fault(version: str, field: str) -> str:
    """Mirrors ConvertDownwardAPIFieldLabel."""
    if version != "v1":
        return f"unsupported pod version: {version}"
    whole, bracket, _ = field.partition("['")
    if field.endswith("']") and bracket and whole:
        known = whole in ("metadata.annotations", "metadata.labels")
        return "" if known else f"field label does not support subscript: {field}"
    return "" if field in _KNOWN_FIELDS else f"field label not supported: {field}"


def check_resource(path: FieldPath, source: ResourceFieldSelector, *, named: bool) -> Errors:
    """Mirrors validateContainerResourceFieldSelector; files must say of which container (`named`)."""
    name = source.resource
    faults: Errors = ()
    if named and not source.container_name:
        faults = (required(path / "containerName"),)
    elif not name:
        faults = (required(path / "resource"),)
    elif name not in _RESOURCES and not name.startswith(_HUGE_PAGES):
        faults = (not_supported(path / "resource", name, _RESOURCES, named=False),)
    return (*faults, *_check_divisor(path / "divisor", name, source.divisor))


def _check_divisor(path: FieldPath, name: str, divisor: str) -> Errors:
    """Mirrors validateContainerResourceDivisor."""
    rows = (
        ("cpu", ("limits.cpu", "requests.cpu"), ("1m", "1"), "1m and 1"),
        ("memory", ("limits.memory", "requests.memory"), _SIZES, ", ".join(_SIZES)),
        (
            "local ephemeral storage",
            ("limits.ephemeral-storage", "requests.ephemeral-storage"),
            _SIZES,
            ", ".join(_SIZES),
        ),
        ("hugepages", _HUGE_PAGES, _SIZES, ", ".join(_SIZES)),
    )
    amount = parse_quantity(divisor)
    if not amount.value:
        return ()
    return tuple(
        invalid(path, name, f"only divisor's values {words} are supported with the {what} resource")
        for what, names, allowed, words in rows
        if name.startswith(names) and str(amount) not in allowed
    )


def check_file(path: FieldPath, file: DownwardAPIVolumeFile) -> Errors:
    """Mirrors validateDownwardAPIVolumeFile."""
    faults = () if file.path else (required(path / "path"),)
    faults = (*faults, *check_not_reserved(path / "path", file.path))
    if file.field_ref is not None:
        faults = (*faults, *check_field(path / "fieldRef", file.field_ref, FILE_FIELDS))
        if file.resource_field_ref is not None:
            detail = "fieldRef and resourceFieldRef can not be specified simultaneously"
            faults = (*faults, invalid(path, "resource", detail))
    elif file.resource_field_ref is not None:
        faults = (*faults, *check_resource(path / "resourceFieldRef", file.resource_field_ref, named=True))
    else:
        faults = (*faults, required(path, "one of fieldRef and resourceFieldRef is required"))
    return (*faults, *check_mode(path / "mode", file.mode))
