"""Rules of ControllerRevisions."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, required
from tutor.api.validation.fields import Errors, immutable, not_negative
from tutor.api.validation.meta import check_meta, check_meta_update
from tutor.api.workloads import ControllerRevision


def validate_controller_revision(obj: ControllerRevision) -> Errors:
    """Mirrors ValidateControllerRevision."""
    faults: list[FieldError] = list(check_meta(obj.metadata, content.dns1123_subdomain))
    if obj.data is None:
        faults.append(required(FieldPath("data"), "data is mandatory"))
    return (*faults, *not_negative(FieldPath("revision"), obj.revision))


def validate_controller_revision_update(new: ControllerRevision, old: ControllerRevision) -> Errors:
    """Mirrors ValidateControllerRevisionUpdate."""
    faults = (*check_meta_update(new.metadata, old.metadata), *validate_controller_revision(new))
    return (*faults, *immutable(FieldPath("data"), new.data, old.data))
