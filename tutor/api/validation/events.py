"""Rules of Events."""

from __future__ import annotations

from tutor.api import content
from tutor.api.core import Event
from tutor.api.errors import FieldError, FieldPath, invalid, required
from tutor.api.validation.fields import Errors, check_text
from tutor.api.validation.meta import check_meta, check_meta_update

_PLACE = FieldPath("involvedObject") / "namespace"
_ELSEWHERE = "does not match event.namespace"
_LONGEST = 128
_LONGEST_NOTE = 1024


def validate_event(obj: Event) -> Errors:
    """Mirrors ValidateEventCreate of v1, behind which only the rules of all metadata stand."""
    return _check_event(obj) or check_meta(obj.metadata, content.path_segment)


def validate_event_update(new: Event, old: Event) -> Errors:
    """Mirrors ValidateEventUpdate of v1."""
    return (*check_meta_update(new.metadata, old.metadata), *_check_event(new))


def _check_event(obj: Event) -> Errors:
    """Mirrors legacyValidateEvent."""
    faults = _check_place(obj) if obj.event_time is None else _check_new_form(obj)
    return (*faults, *check_text(FieldPath("namespace"), obj.metadata.namespace, content.dns1123_subdomain))


def _check_place(obj: Event) -> Errors:
    wanted, told = obj.metadata.namespace, obj.involved_object.namespace
    if told == wanted or (not told and wanted == "default"):
        return ()
    return (invalid(_PLACE, told, _ELSEWHERE),)


def _check_new_form(obj: Event) -> Errors:
    """An event with a time of its own says who reports and what was done."""
    faults: list[FieldError] = []
    if not obj.involved_object.namespace and obj.metadata.namespace not in ("default", "kube-system"):
        faults.append(invalid(_PLACE, "", _ELSEWHERE))
    controller = FieldPath("reportingController")
    if not obj.reporting_component:
        faults.append(required(controller))
    faults += check_text(controller, obj.reporting_component, content.qualified_name)
    for name, text in (
        ("reportingInstance", obj.reporting_instance),
        ("action", obj.action),
        ("reason", obj.reason),
    ):
        faults += (required(FieldPath(name)),) if not text else _check_length(name, text, _LONGEST)
    return (*faults, *_check_length("message", obj.message, _LONGEST_NOTE))


def _check_length(name: str, text: str, limit: int) -> Errors:
    if len(text.encode()) <= limit:
        return ()
    return (invalid(FieldPath(name), "", f"can have at most {limit} characters"),)
