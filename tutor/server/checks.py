"""What the options of a request may not say, in the server's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required, too_long
from tutor.api.kinds import Kind
from tutor.api.status import Cause, Details, Status, StatusError
from tutor.api.status import invalid as refused
from tutor.server.exchange import Ask

LONGEST_MANAGER = 128
_MATCHES = ("Exact", "NotOlderThan")
_MATCH = FieldPath("resourceVersionMatch")
_VALIDATIONS = ("", "Ignore", "Strict", "Warn")


def check_list(ask: Ask) -> None:
    """Refuse contradictions in what a list or watch asks for. Mirrors ValidateListOptions; raises StatusError."""
    faults = tuple(_watch_faults(ask) if ask.truth("watch") else _list_faults(ask))
    _refuse("ListOptions", faults)


def _list_faults(ask: Ask) -> Iterator[FieldError]:
    match = ask.text("resourceVersionMatch")
    if match:
        if not ask.text("resourceVersion"):
            yield forbidden(_MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided")
        if ask.text("continue"):
            yield forbidden(_MATCH, "resourceVersionMatch is forbidden when continue is provided")
        if match not in _MATCHES:
            yield not_supported(_MATCH, match, (*_MATCHES, ""))
        if match == "Exact" and ask.text("resourceVersion") == "0":
            yield forbidden(_MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')
    if "sendInitialEvents" in ask.query:
        yield forbidden(FieldPath("sendInitialEvents"), "sendInitialEvents is forbidden for list")


def _watch_faults(ask: Ask) -> Iterator[FieldError]:
    match, initial = ask.text("resourceVersionMatch"), "sendInitialEvents" in ask.query
    if initial and match != "NotOlderThan":
        yield forbidden(_MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
    if match:
        if not initial:
            yield forbidden(_MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")
        if match != "NotOlderThan":
            yield not_supported(_MATCH, match, ("NotOlderThan",))
        if ask.text("continue"):
            yield forbidden(_MATCH, "resourceVersionMatch is forbidden when continue is provided")


def check_write(ask: Ask, options: str, *, apply: bool = False) -> None:
    """Refuse options of a write. Mirrors ValidateCreateOptions, ValidateUpdateOptions and ValidatePatchOptions."""
    faults: list[FieldError] = []
    if options == "PatchOptions":
        if apply and not ask.text("fieldManager"):
            faults.append(required(FieldPath("fieldManager"), "is required for apply patch"))
        if not apply and "force" in ask.query:
            faults.append(forbidden(FieldPath("force"), "may not be specified for non-apply patch"))
    faults += _manager_faults(ask.text("fieldManager"))
    faults += dry_run_faults([ask.text("dryRun")] if ask.text("dryRun") else [])
    word = ask.text("fieldValidation")
    if word not in _VALIDATIONS:
        faults.append(not_supported(FieldPath("fieldValidation"), word, _VALIDATIONS))
    _refuse(options, tuple(faults))


def _manager_faults(manager: str) -> Iterator[FieldError]:
    """Mirrors ValidateFieldManager."""
    path = FieldPath("fieldManager")
    if len(manager.encode()) > LONGEST_MANAGER:
        yield too_long(path, LONGEST_MANAGER)
    if not manager.isprintable():
        yield invalid(path, manager, "should only contain printable characters")


def dry_run_faults(words: list[Any]) -> list[FieldError]:
    """Mirrors ValidateDryRun."""
    wrong = any(word != "All" for word in words)
    return [not_supported(FieldPath("dryRun"), words, ("All",))] if wrong else []


def check_delete(dry_run: list[Any], policy: str, *, orphan: bool) -> None:
    """Refuse options of a deletion. Mirrors ValidateDeleteOptions; raises StatusError."""
    faults = []
    if policy and orphan:
        words = "orphanDependents and deletionPropagation cannot be both set"
        faults.append(invalid(FieldPath("propagationPolicy"), policy, words))
    if policy not in {"", "Background", "Foreground", "Orphan"}:
        known = ("Foreground", "Background", "Orphan", "nil")
        faults.append(not_supported(FieldPath("propagationPolicy"), policy, known))
    _refuse("DeleteOptions", (*faults, *dry_run_faults(dry_run)))


def too_new(wanted: int, present: int) -> StatusError:
    """A revision that is still to come. Mirrors NewTooLargeResourceVersionError."""
    cause = Cause(reason="ResourceVersionTooLarge", message="Too large resource version")
    message = f"Timeout: Too large resource version: {wanted}, current: {present}"
    details = Details(causes=(cause,), retry_after_seconds=1)
    return StatusError(Status(message=message, reason="Timeout", code=504, details=details))


def _refuse(options: str, faults: tuple[FieldError, ...]) -> None:
    if faults:
        kind = Kind(
            kind=options,
            group="meta.k8s.io",
            version="v1",
            plural=options,
            singular=options,
            namespaced=False,
            type=object,
        )
        raise refused(kind, "", faults)
