"""Rules of single fields that several kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tutor.api import content
from tutor.api.content import Complaints
from tutor.api.errors import FieldError, FieldPath, Named, forbidden, invalid, not_supported, required, too_long
from tutor.api.meta import LabelSelector, LabelSelectorRequirement

Errors = tuple[FieldError, ...]

PROTOCOLS = ("SCTP", "TCP", "UDP")
IMMUTABLE = "field is immutable"
_ANNOTATIONS_LIMIT = 256 * 1024


def complain(path: FieldPath, value: Any, complaints: Complaints) -> Errors:
    """Each complaint as an invalid value."""
    return tuple(invalid(path, value, words) for words in complaints)


def check_text(path: FieldPath, value: str, rule: Callable[[str], Complaints]) -> Errors:
    """A text against one rule of `content`."""
    return complain(path, value, rule(value))


def not_negative(path: FieldPath, value: int) -> Errors:
    """Mirrors ValidateNonnegativeField."""
    return (invalid(path, value, "must be greater than or equal to 0"),) if value < 0 else ()


def immutable(path: FieldPath, new: Any, old: Any) -> Errors:
    """Mirrors ValidateImmutableField."""
    return () if new == old else (invalid(path, new, IMMUTABLE),)


def one_of(path: FieldPath, value: str, supported: tuple[str, ...]) -> Errors:
    """A value of a closed set that may not be missing."""
    if not value:
        return (required(path),)
    return () if value in supported else (not_supported(path, value, supported),)


def check_port(path: FieldPath, value: int) -> Errors:
    """A port number."""
    return complain(path, value, content.port_number(value))


def check_port_or_name(path: FieldPath, value: int | str) -> Errors:
    """Mirrors ValidatePortNumOrName."""
    return check_port(path, value) if isinstance(value, int) else check_text(path, value, content.port_name)


def check_labels(path: FieldPath, labels: Mapping[str, str]) -> Errors:
    """Mirrors ValidateLabels, keys in order."""
    return tuple(
        fault
        for key in sorted(labels)
        for fault in (
            *check_text(path, key, content.qualified_name),
            *check_text(path, labels[key], content.label_value),
        )
    )


def check_annotations(path: FieldPath, annotations: Mapping[str, str]) -> Errors:
    """Mirrors ValidateAnnotations: keys may have capital prefixes, all together has a size."""
    faults = tuple(
        fault for key in sorted(annotations) for fault in complain(path, key, content.qualified_name(key.lower()))
    )
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    return (*faults, too_long(path, _ANNOTATIONS_LIMIT)) if size > _ANNOTATIONS_LIMIT else faults


def check_label_selector(path: FieldPath, selector: LabelSelector) -> Errors:
    """Mirrors ValidateLabelSelector."""
    terms = (
        fault
        for at, term in enumerate(selector.match_expressions)
        for fault in _check_requirement(path / "matchExpressions" / at, term)
    )
    return (*check_labels(path / "matchLabels", selector.match_labels), *terms)


def _check_requirement(path: FieldPath, term: LabelSelectorRequirement) -> Errors:
    faults: Errors = ()
    if term.operator in ("In", "NotIn"):
        if not term.values:
            faults = (required(path / "values", "must be specified when `operator` is 'In' or 'NotIn'"),)
    elif term.operator in ("Exists", "DoesNotExist"):
        if term.values:
            detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
            faults = (forbidden(path / "values", detail),)
    else:
        faults = (invalid(path / "operator", Named(term.operator), "not a valid selector operator"),)
    values = (
        fault
        for at, value in enumerate(term.values)
        for fault in check_text(path / "values" / at, value, content.label_value)
    )
    return (*faults, *check_text(path / "key", term.key, content.qualified_name), *values)


def each(items: Iterable[Any], path: FieldPath, rule: Callable[[FieldPath, Any], Errors]) -> Errors:
    """One rule for every item of a list."""
    return tuple(fault for at, item in enumerate(items) for fault in rule(path / at, item))
