"""Rules of metadata: names, namespaces, labels, annotations, owners, finalizers."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from tutor.api import content
from tutor.api.content import Complaints
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, required
from tutor.api.meta import ObjectMeta, OwnerReference
from tutor.api.validation.fields import (
    Errors,
    check_annotations,
    check_labels,
    check_text,
    complain,
    each,
    immutable,
    not_negative,
)

NameRule = Callable[[str], Complaints]

METADATA = FieldPath("metadata")
_LASTING = ("name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")
_lasting = attrgetter(
    "name", "namespace", "uid", "creation_timestamp", "deletion_timestamp", "deletion_grace_period_seconds"
)
_STANDARD_FINALIZERS = frozenset(("kubernetes", "orphan", "foregroundDeletion"))


def check_meta(meta: ObjectMeta, rule: NameRule, *, namespaced: bool = True, path: FieldPath = METADATA) -> Errors:
    """Mirrors ValidateObjectMeta of a new object."""
    return (
        *_check_names(meta, rule, path),
        *_check_namespace(meta, path, namespaced=namespaced),
        *not_negative(path / "generation", meta.generation),
        *check_labels(path / "labels", meta.labels),
        *check_annotations(path / "annotations", meta.annotations),
        *_check_owners(path / "ownerReferences", meta.owner_references),
        *_check_finalizers(path / "finalizers", meta.finalizers),
        *_check_finalizer_prefixes(path / "finalizers", meta.finalizers),
    )


def check_meta_update(new: ObjectMeta, old: ObjectMeta, path: FieldPath = METADATA) -> Errors:
    """Mirrors ValidateObjectMetaUpdate."""
    common = (
        *check_labels(path / "labels", new.labels),
        *check_annotations(path / "annotations", new.annotations),
        *_check_owners(path / "ownerReferences", new.owner_references),
        *_check_finalizers(path / "finalizers", new.finalizers),
    )
    return (
        *common,
        *_check_new_finalizers(new, old, path),
        *_check_version(new, old, path),
        *_check_lasting(new, old, path),
        *_check_finalizer_prefixes(path / "finalizers", new.finalizers),
    )


def _check_lasting(new: ObjectMeta, old: ObjectMeta, path: FieldPath) -> Errors:
    """Mirrors the calls of ValidateImmutableField."""
    now, before = _lasting(new), _lasting(old)
    if now == before:
        return ()
    rows = zip(_LASTING, now, before, strict=True)
    return tuple(fault for name, one, other in rows for fault in immutable(path / name, one, other))


def check_finalizer(path: FieldPath, name: str) -> Errors:
    """Mirrors validateFinalizerName of namespaces."""
    return (*check_text(path, name, content.qualified_name), *check_finalizer_prefix(path, name))


def check_finalizer_prefix(path: FieldPath, name: str) -> Errors:
    """Mirrors validateKubeFinalizerName."""
    if "/" in name or name in _STANDARD_FINALIZERS:
        return ()
    return (invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified"),)


def _check_names(meta: ObjectMeta, rule: NameRule, path: FieldPath) -> Errors:
    prefix: Errors = ()
    if meta.generate_name:
        prefix = complain(path / "generateName", meta.generate_name, rule(_without_dash(meta.generate_name)))
    if not meta.name:
        return (*prefix, required(path / "name", "name or generateName is required"))
    return (*prefix, *check_text(path / "name", meta.name, rule))


def _without_dash(prefix: str) -> str:
    """Stand a letter in for the dash that a generated suffix will follow. Mirrors maskTrailingDash."""
    if len(prefix) < 2 or not prefix.endswith("-"):
        return prefix
    # Go counts bytes: half of a letter outside ASCII stays, and is refused.
    return f"{prefix.encode()[:-2].decode('utf-8', 'replace')}a"


def _check_namespace(meta: ObjectMeta, path: FieldPath, *, namespaced: bool) -> Errors:
    if not namespaced:
        return (forbidden(path / "namespace", "not allowed on this type"),) if meta.namespace else ()
    if not meta.namespace:
        return (required(path / "namespace"),)
    return check_text(path / "namespace", meta.namespace, content.dns1123_label)


def _check_owners(path: FieldPath, owners: tuple[OwnerReference, ...]) -> Errors:
    faults: list[FieldError] = []
    controller = ""
    for owner in owners:
        faults += _check_owner(path, owner)
        name = f"{owner.kind}/{owner.name}"
        if owner.controller and controller:
            detail = (
                'Only one reference can have Controller set to true. Found "true" in references for '
                f"{controller} and {name}"
            )
            faults.append(invalid(path, owners, detail))
        controller = name if owner.controller and not controller else controller
    return tuple(faults)


def _check_owner(path: FieldPath, owner: OwnerReference) -> list[FieldError]:
    rows = (
        ("apiVersion", owner.api_version, _version(owner.api_version), "version must not be empty"),
        ("kind", owner.kind, owner.kind, "must not be empty"),
        ("name", owner.name, owner.name, "must not be empty"),
        ("uid", owner.uid, owner.uid, "must not be empty"),
    )
    faults = [invalid(path / field, value, words) for field, value, wanted, words in rows if not wanted]
    if (owner.api_version, owner.kind) == ("v1", "Event"):
        faults.append(invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner"))
    return faults


def _version(api_version: str) -> str:
    """The part after the group, if the text is a group and version at all. Mirrors ParseGroupVersion."""
    group, slash, version = api_version.partition("/")
    if not slash:
        return group
    return "" if "/" in version else version


def _check_finalizers(path: FieldPath, finalizers: tuple[str, ...]) -> Errors:
    faults = tuple(fault for name in finalizers for fault in check_text(path, name, content.qualified_name))
    if "orphan" in finalizers and "foregroundDeletion" in finalizers:
        detail = "finalizer orphan and foregroundDeletion cannot be both set"
        return (*faults, invalid(path, finalizers, detail))
    return faults


def _check_finalizer_prefixes(path: FieldPath, finalizers: tuple[str, ...]) -> Errors:
    return each(finalizers, path, check_finalizer_prefix)


def _check_new_finalizers(new: ObjectMeta, old: ObjectMeta, path: FieldPath) -> Errors:
    added = tuple(name for name in new.finalizers if name not in old.finalizers)
    if old.deletion_timestamp is None or not added:
        return ()
    shown = ", ".join(f'"{name}"' for name in sorted(added))
    detail = "no new finalizers can be added if the object is being deleted, found new finalizers "
    return (forbidden(path / "finalizers", f"{detail}[]string{{{shown}}}"),)


def _check_version(new: ObjectMeta, old: ObjectMeta, path: FieldPath) -> Errors:
    faults: Errors = ()
    if not new.resource_version:
        faults = (invalid(path / "resourceVersion", new.resource_version, "must be specified for an update"),)
    if new.generation < old.generation:
        faults = (*faults, invalid(path / "generation", new.generation, "must not be decremented"))
    return faults
