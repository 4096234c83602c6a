"""Rules of Namespaces and ConfigMaps."""

from __future__ import annotations

from tutor.api import content
from tutor.api.core import ConfigMap, Namespace
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, too_long
from tutor.api.validation.fields import Errors, check_text
from tutor.api.validation.meta import check_finalizer, check_meta, check_meta_update
from tutor.api.validation.pod_security import check_pod_security

_MOST_DATA = 1024 * 1024
_WHEN_IMMUTABLE = "field is immutable when `immutable` is set"


def validate_namespace(obj: Namespace) -> Errors:
    """Mirrors ValidateNamespace, and the admission of pod security behind it."""
    path = FieldPath("spec") / "finalizers"
    meta = check_meta(obj.metadata, content.dns1123_label, namespaced=False)
    faults = (*meta, *(fault for name in obj.spec.finalizers for fault in check_finalizer(path, name)))
    return faults or check_pod_security(obj.metadata.labels)


def validate_namespace_update(new: Namespace, old: Namespace) -> Errors:
    """Mirrors ValidateNamespaceUpdate, and the admission of pod security behind it, which lets old faults be."""
    faults = check_meta_update(new.metadata, old.metadata)
    secured = check_pod_security(new.metadata.labels)
    return faults or (() if secured == check_pod_security(old.metadata.labels) else secured)


def validate_config_map(obj: ConfigMap) -> Errors:
    """Mirrors ValidateConfigMap."""
    faults: list[FieldError] = list(check_meta(obj.metadata, content.dns1123_subdomain))
    for field, data in (("data", obj.data), ("binaryData", obj.binary_data)):
        for key in sorted(data):
            path = FieldPath(field).key(key)
            faults += check_text(path, key, content.config_map_key)
            if field == "data" and key in obj.binary_data:
                faults.append(invalid(path, key, "duplicate of key present in binaryData"))
    size = sum(len(value.encode()) for value in obj.data.values())
    size += sum(len(value) * 3 // 4 for value in obj.binary_data.values())
    return (*faults, too_long(FieldPath(), _MOST_DATA)) if size > _MOST_DATA else tuple(faults)


def validate_config_map_update(new: ConfigMap, old: ConfigMap) -> Errors:
    """Mirrors ValidateConfigMapUpdate."""
    faults: list[FieldError] = list(check_meta_update(new.metadata, old.metadata))
    if old.immutable:
        rows = (
            ("immutable", bool(new.immutable)),
            ("data", new.data == old.data),
            ("binaryData", new.binary_data == old.binary_data),
        )
        faults += (forbidden(FieldPath(field), _WHEN_IMMUTABLE) for field, same in rows if not same)
    return (*faults, *validate_config_map(new))
