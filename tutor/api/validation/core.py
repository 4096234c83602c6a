"""Rules of Namespaces, Nodes, ConfigMaps and Events."""

from __future__ import annotations

from tutor.api import content
from tutor.api.addresses import check_cidr
from tutor.api.core import ConfigMap, Event, Namespace, Node, Taint
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_supported, required, too_long
from tutor.api.validation.fields import Errors, check_text, each
from tutor.api.validation.internal import internal
from tutor.api.validation.meta import METADATA, check_finalizer, check_meta, check_meta_update

_MOST_DATA = 1024 * 1024
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_WHEN_IMMUTABLE = "field is immutable when `immutable` is set"


def validate_namespace(obj: Namespace) -> Errors:
    """Mirrors ValidateNamespace."""
    path = FieldPath("spec") / "finalizers"
    meta = check_meta(obj.metadata, content.dns1123_label, namespaced=False)
    return (*meta, *(fault for name in obj.spec.finalizers for fault in check_finalizer(path, name)))


def validate_namespace_update(new: Namespace, old: Namespace) -> Errors:
    """Mirrors ValidateNamespaceUpdate."""
    return check_meta_update(new.metadata, old.metadata)


def validate_node(obj: Node) -> Errors:
    """Mirrors ValidateNode."""
    return (
        *check_meta(obj.metadata, content.dns1123_subdomain, namespaced=False),
        *_check_taints(METADATA / "taints", obj.spec.taints),
        *each(obj.spec.pod_cidrs, FieldPath("spec") / "podCIDRs", check_cidr),
    )


def validate_node_update(new: Node, old: Node) -> Errors:
    """Mirrors ValidateNodeUpdate."""
    faults: list[FieldError] = list(check_meta_update(new.metadata, old.metadata))
    spec = FieldPath("spec")
    rows = (
        ("podCIDRs", "podCIDR", new.spec.pod_cidrs, old.spec.pod_cidrs),
        ("providerID", "providerID", new.spec.provider_id, old.spec.provider_id),
    )
    for field, name, after, before in rows:
        if before and after != before:
            faults.append(forbidden(spec / field, f'node updates may not change {name} except from "" to valid'))
    return (*faults, *_check_taints(METADATA / "taints", new.spec.taints))


def _check_taints(path: FieldPath, taints: tuple[Taint, ...]) -> Errors:
    faults: list[FieldError] = []
    known: set[tuple[str, str]] = set()
    for at, taint in enumerate(taints):
        faults += check_text(path / at / "key", taint.key, content.qualified_name)
        complaints = content.label_value(taint.value)
        if complaints:
            faults.append(invalid(path / at / "value", taint.value, ";".join(complaints)))
        if not taint.effect:
            faults.append(required(path / at / "effect"))
        elif taint.effect not in _EFFECTS:
            faults.append(not_supported(path / at / "effect", taint.effect, _EFFECTS))
        if (taint.key, taint.effect) in known:
            faults.append(duplicate(path / at, internal(taint), "taints must be unique by key and effect pair"))
        known.add((taint.key, taint.effect))
    return tuple(faults)


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


def validate_event(obj: Event) -> Errors:
    """Mirrors the part of ValidateEventCreate that ties an event to its object's namespace."""
    namespace = obj.involved_object.namespace
    if namespace == obj.metadata.namespace or (not namespace and obj.metadata.namespace == "default"):
        return ()
    path = FieldPath("involvedObject") / "namespace"
    return (invalid(path, namespace, "does not match event.namespace"),)
