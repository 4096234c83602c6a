"""What the query of a request says: which objects, as of when, how many, and how a write is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.errors import FieldPath
from tutor.api.kinds import Kind
from tutor.api.selectors import (
    FieldSelector,
    Selector,
    SelectorError,
    parse_field_selector,
    parse_label_selector,
)
from tutor.api.status import Status, StatusError, bad_request, invalid
from tutor.api.validation.fields import one_of
from tutor.cluster.fields import selectable_fields
from tutor.cluster.requests import FieldValidation
from tutor.server.exchange import Ask
from tutor.values import frozen

_VALIDATIONS: dict[str, FieldValidation] = {"": "Warn", "Warn": "Warn", "Strict": "Strict", "Ignore": "Ignore"}
_OPTIONS = {"POST": "CreateOptions", "PUT": "UpdateOptions"}
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
    """A whole number of the query, None where it is absent or no number."""
    text = ask.text(name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def dry_run_of(values: Any) -> bool:
    """Whether a write is only tried; raises StatusError for a word that is not All."""
    words = values if isinstance(values, list) else [values] if values else []
    if any(word != "All" for word in words):
        raise bad_request(f'dryRun: Unsupported value: "{words[0]}": supported values: "All"')
    return bool(words)


def field_validation_of(ask: Ask) -> FieldValidation:
    """How unknown fields are met; raises StatusError for an unknown word."""
    word = ask.text("fieldValidation")
    if word not in _VALIDATIONS:
        name = _OPTIONS.get(ask.method, "PatchOptions")
        kind = Kind(kind=name, group="meta.k8s.io", version="v1", plural=name, singular=name, type=object)
        raise invalid(kind, "", one_of(FieldPath("fieldValidation"), word, ("Ignore", "Strict", "Warn")))
    return _VALIDATIONS[word]
