"""Rules of claims: to storage, as volumes and templates carry them, and to devices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tutor.api import content
from tutor.api.claims import PersistentVolumeClaimSpec
from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_found, not_supported, required
from tutor.api.meta import ObjectMeta
from tutor.api.quantity import parse_quantity
from tutor.api.validation.fields import Errors, check_annotations, check_label_selector, check_labels, check_text
from tutor.api.validation.internal import internal
from tutor.api.wire import json_name

_ACCESS_MODES = ("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
_VOLUME_MODES = ("Block", "Filesystem")
_CLAIM = "PersistentVolumeClaim"


def check_claim_template(path: FieldPath, template: Mapping[str, Any]) -> Errors:
    """Mirrors ValidatePersistentVolumeClaimTemplate."""
    meta: ObjectMeta = decode_part(ObjectMeta, template.get("metadata") or {}).object
    spec: PersistentVolumeClaimSpec = decode_part(PersistentVolumeClaimSpec, template.get("spec") or {}).object
    return (*_check_template_meta(path / "metadata", meta), *_check_claim_spec(path / "spec", spec))


def _check_template_meta(path: FieldPath, meta: ObjectMeta) -> Errors:
    """Mirrors ValidateTemplateObjectMeta: labels and annotations, nothing else."""
    written = (one.name for one in fields(meta) if one.name not in ("labels", "annotations"))
    others = tuple(
        forbidden(path / ("uID" if name == "uid" else json_name(name)), "cannot be set")
        for name in written
        if getattr(meta, name)
    )
    return (
        *check_annotations(path / "annotations", meta.annotations),
        *check_labels(path / "labels", meta.labels),
        *others,
    )


def _check_claim_spec(path: FieldPath, spec: PersistentVolumeClaimSpec) -> Errors:
    """Mirrors ValidatePersistentVolumeClaimSpec."""
    faults: list[FieldError] = []
    if not spec.access_modes:
        faults.append(required(path / "accessModes", "at least 1 access mode is required"))
    if spec.selector is not None:
        faults += check_label_selector(path / "selector", spec.selector)
    faults += _check_modes(path / "accessModes", spec.access_modes)
    faults += _check_storage((path / "resources").key("storage"), spec.resources.requests.get("storage"))
    if spec.storage_class_name:
        faults += check_text(path / "storageClassName", spec.storage_class_name, content.dns1123_subdomain)
    if spec.volume_mode is not None and spec.volume_mode not in _VOLUME_MODES:
        faults.append(not_supported(path / "volumeMode", spec.volume_mode, _VOLUME_MODES))
    faults += _check_sources(path, spec)
    if spec.volume_attributes_class_name:
        place = path / "volumeAttributesClassName"
        faults += check_text(place, spec.volume_attributes_class_name, content.dns1123_subdomain)
    return tuple(faults)


def _check_modes(path: FieldPath, modes: tuple[str, ...]) -> Errors:
    faults = tuple(not_supported(path, mode, _ACCESS_MODES) for mode in modes if mode not in _ACCESS_MODES)
    others = any(mode in _ACCESS_MODES and mode != "ReadWriteOncePod" for mode in modes)
    if "ReadWriteOncePod" not in modes or not others:
        return faults
    return (*faults, forbidden(path, "may not use ReadWriteOncePod with other access modes"))


def _check_storage(path: FieldPath, text: str | None) -> Errors:
    if text is None:
        return (required(path),)
    amount = parse_quantity(text).value
    return () if amount > 0 else (invalid(path, text, "must be greater than zero"),)


def _check_sources(path: FieldPath, spec: PersistentVolumeClaimSpec) -> Errors:
    """What a volume is filled from: `dataSource` and `dataSourceRef` mean the same."""
    old, new = spec.data_source, spec.data_source_ref
    faults: list[FieldError] = []
    for name, source in (("dataSource", old), ("dataSourceRef", new)):
        faults += () if source is None else _check_source(path / name, source)
    # Upstream shows a path here where the value should stand, and paths have nothing to show.
    if new is not None and new.get("namespace"):
        words = "may not be specified when dataSourceRef.namespace is specified"
        faults += () if old is None else (invalid(path, {}, words),)
    elif (
        old is not None
        and new is not None
        and any(old.get(key) != new.get(key) for key in ("apiGroup", "kind", "name"))
    ):
        faults.append(invalid(path, {}, "must match dataSourceRef"))
    return tuple(faults)


def _check_source(path: FieldPath, source: Mapping[str, Any]) -> Errors:
    """Mirrors validateDataSource and validateDataSourceRef."""
    group, kind = source.get("apiGroup") or "", source.get("kind", "")
    faults: list[FieldError] = [required(path / name) for name in ("name", "kind") if not source.get(name)]
    if not group and kind != _CLAIM:
        words = f"must be '{_CLAIM}' when referencing the default apiGroup"
        faults.append(invalid(path, kind, words))
    faults += check_text(path / "apiGroup", group, content.dns1123_subdomain) if group else ()
    if source.get("namespace"):
        faults += check_text(path / "namespace", source["namespace"], content.dns1123_label)
    return tuple(faults)


def claim_names(raw: Any) -> frozenset[str]:
    """The names by which containers may refer to a pod's claims. Mirrors gatherPodResourceClaimNames."""
    return frozenset(name for one in raw or () if (name := one.get("name", "")))


def check_pod_claims(path: FieldPath, raw: Any, *, mirror: bool) -> Errors:
    """Mirrors validatePodResourceClaims; a `mirror` pod may have none."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, claim in enumerate(raw or ()):
        if mirror:
            faults.append(forbidden(FieldPath(), "static pods do not support resource claims"))
        else:
            faults += _check_pod_claim(path / at, claim, names)
    return tuple(faults)


def _check_pod_claim(path: FieldPath, claim: Mapping[str, Any], names: set[str]) -> list[FieldError]:
    name, place = claim.get("name", ""), path / "name"
    rows = tuple((field, claim.get(field)) for field in ("resourceClaimName", "resourceClaimTemplateName"))
    faults: list[FieldError] = []
    if not name:
        faults.append(required(place))
    elif name in names:
        faults.append(duplicate(place, name))
    else:
        faults += check_text(place, name, content.dns1123_label)
        names.add(name)
    given = sum(value is not None for _, value in rows)
    if given != 1:
        words = (
            "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"
            if given
            else "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"
        )
        faults.append(invalid(path, internal({"Name": name, **{f"R{key[1:]}": value for key, value in rows}}), words))
    for field, value in rows:
        faults += () if value is None else check_text(path / field, value, content.dns1123_subdomain)
    return faults


def check_claim_uses(path: FieldPath, raw: Any, known: frozenset[str]) -> Errors:
    """Mirrors validateResourceClaimNames: which of the pod's claims a container uses."""
    faults: list[FieldError] = []
    used: set[str] = set()
    for at, claim in enumerate(raw or ()):
        name, request = claim.get("name", ""), claim.get("request", "")
        if not name:
            faults.append(required(path / at))
            continue
        faults += _check_use(path / at, name, request, used)
        if name not in known:
            rest = f": {', '.join(sorted(known))}" if known else " which is empty"
            faults.append(not_found(path / at, name, f"must be one of the names in pod.spec.resourceClaims{rest}"))
    return tuple(faults)


def _check_use(path: FieldPath, name: str, request: str, used: set[str]) -> Errors:
    if name in used:
        return (duplicate(path, name),)
    key = f"{name}/{request}" if request else name
    faults = check_text(path / "request", request, content.dns1123_label) if request else ()
    if key in used:
        faults = (*faults, duplicate(path, key))
    elif not request:
        faults = tuple(duplicate(path, name) for other in used if other.startswith(f"{name}/"))
    used.add(key)
    return faults
