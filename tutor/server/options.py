"""What the query of a request says: which objects, as of when, how many, and how a write is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.kinds import Kind
from tutor.api.selectors import (
    FieldSelector,
    Selector,
    SelectorError,
    parse_field_selector,
    parse_label_selector,
)
from tutor.api.status import Status, StatusError, bad_request
from tutor.api.wire import Path
from tutor.cluster.fields import check_fields, selectable_fields
from tutor.cluster.requests import FieldValidation, WriteOptions
from tutor.server.exchange import Ask
from tutor.values import frozen

_VALIDATIONS: dict[str, FieldValidation] = {"": "Warn", "Warn": "Warn", "Strict": "Strict", "Ignore": "Ignore"}
_DIGITS = 18  # of a number that fits into 64 bits
_MOST = 1 << 63


@frozen
class Selection:
    """Which objects of a kind are meant."""

    namespace: str | None
    labels: Selector | None = None
    fields: FieldSelector | None = None

    def fits(self, obj: Any) -> bool:
        """Whether an object is meant; raises StatusError for a field that cannot be selected."""
        if self.namespace is not None and obj.metadata.namespace != self.namespace:
            return False
        if self.labels is not None and not self.labels.matches(obj.metadata.labels):
            return False
        return self.fields is None or not self.fields.terms or self.fields.matches(selectable_fields(obj, self.fields))

    def check(self, kind: Kind) -> None:
        """Refuse a field that a kind cannot be selected by, whether there are objects or not; raises StatusError."""
        if self.fields is not None:
            check_fields(kind, self.fields)

    def means(self, row: Mapping[str, Any]) -> bool:
        """Whether an object as JSON is meant; of those that nothing stores no more can be selected than this."""
        metadata = row["metadata"]
        if self.labels is not None and not self.labels.matches(metadata.get("labels", {})):
            return False
        fields = {f"metadata.{name}": str(metadata.get(name, "")) for name in ("name", "namespace")}
        fields |= {name: str(row.get(name, "")) for name in ("reason", "type")}
        return self.fields is None or self.fields.matches(fields)


def selection(ask: Ask, namespace: str | None, name: str = "") -> Selection:
    """The selection of a list or watch; `name` narrows it to one object."""
    fields = ask.text("fieldSelector") or (f"metadata.name={name}" if name else "")
    return Selection(
        namespace=namespace,
        labels=_read(parse_label_selector, ask.text("labelSelector")),
        fields=_read(parse_field_selector, fields),
    )


def _read(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text) if text else None
    except SelectorError as fault:
        raise bad_request(str(fault)) from fault


def revision_of(ask: Ask) -> int | None:
    """The resourceVersion of a request, None without one; raises StatusError for what is no number."""
    text = ask.text("resourceVersion")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:20]) < 2 * _MOST):
        words = f'resourceVersion: Invalid value: "{text}": strconv.ParseUint: parsing "{text}": invalid syntax'
        raise StatusError(Status(message=words, code=500))
    return int(text[:20])


def number_of(ask: Ask, name: str) -> int | None:
    """A whole number of the query, None without it; raises StatusError for what is none."""
    text = ask.text(name)
    if not text:
        return None
    digits = text[1:] if text[0] in "+-" else text
    if not (digits.isascii() and digits.isdecimal()):
        raise bad_request(f'strconv.ParseInt: parsing "{text[:100]}": invalid syntax')
    if len(digits) > _DIGITS:
        raise bad_request(f'strconv.ParseInt: parsing "{text[:100]}": value out of range')
    return int(text)


def is_dry_run(ask: Ask) -> bool:
    """Whether a write is only tried."""
    return ask.text("dryRun") == "All"


def write_options(ask: Ask, duplicates: tuple[Path, ...] = (), *, apply: bool = False) -> WriteOptions:
    """How a write is meant; who applies names its manager, for others their program's name stands in."""
    return WriteOptions(
        dry_run=is_dry_run(ask),
        field_validation=_VALIDATIONS[ask.text("fieldValidation")],
        field_manager=ask.text("fieldManager") if apply else ask.manager,
        force=ask.truth("force"),
        duplicates=duplicates,
    )
