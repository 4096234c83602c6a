"""Rules of file paths and modes inside volumes."""

from __future__ import annotations

from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.api.validation.fields import Errors

_MODE = "must be a number between 0 and 0777 (octal), both inclusive"
_HIGHEST_MODE = 0o777


def check_no_backsteps(path: FieldPath, target: str) -> Errors:
    """Mirrors validatePathNoBacksteps."""
    return (invalid(path, target, "must not contain '..'"),) if ".." in target.split("/") else ()


def check_descending(path: FieldPath, target: str) -> Errors:
    """Mirrors validateLocalDescendingPath."""
    absolute = (invalid(path, target, "must be a relative path"),) if target.startswith("/") else ()
    return (*absolute, *check_no_backsteps(path, target))


def check_not_reserved(path: FieldPath, target: str) -> Errors:
    """Mirrors ValidateLocalNonReservedPath."""
    faults = check_descending(path, target)
    if target.startswith("..") and not target.startswith("../"):
        return (*faults, invalid(path, target, "must not start with '..'"))
    return faults


def check_mode(path: FieldPath, mode: int | None) -> tuple[FieldError, ...]:
    """The permission bits of a file."""
    return () if mode is None or 0 <= mode <= _HIGHEST_MODE else (invalid(path, mode, _MODE),)
