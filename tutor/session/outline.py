"""Finds what is wrong with the outline of an object: that it is one, and what its apiVersion and kind say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tutor.api import kinds
from tutor.api.codec import decode
from tutor.api.kinds import Kind
from tutor.api.status import StatusError
from tutor.api.wire import Path
from tutor.cluster import requests
from tutor.kubectl.manifests import find_kind, typed_item, validation_fault
from tutor.manifest import Document
from tutor.manifest.repair import nearest
from tutor.session.advise import identity, of_identity
from tutor.session.marks import mark
from tutor.session.views import Diagnostic

_FIELDS = ("apiVersion", "kind")


def objects(value: Any, root: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every object of a document with its path: the items of lists, however deep, and typed by their list."""
    items = value.get("items") if isinstance(value, dict) else None
    if isinstance(items, list):
        for number, item in enumerate(items):
            yield from objects(typed_item(value, item), (*root, "items", number))
    else:
        yield root, value


def outline_faults(document: Document, locale: str, served: Iterable[Kind]) -> Iterator[Diagnostic]:
    """What kubectl refuses before any server reads the fields."""
    if not isinstance(document.value, dict):
        yield mark(
            document, (), _refused(document.value), of_identity("NOT_AN_OBJECT", locale, _word_of(document.value))
        )
        return
    fault = validation_fault(document.value)
    if fault:
        yield from _missing(document, document.value, (), fault, locale)
    for root, value in objects(document.value):
        if root and not isinstance(value, dict):
            yield mark(document, root, _refused(value), of_identity("NOT_AN_OBJECT", locale, _word_of(value)))
        elif root and validation_fault(value):
            yield from _missing(document, value, root, validation_fault(value), locale)
        elif not validation_fault(value):
            yield from _unmatched(document, value, root, locale, tuple(served))


def _refused(value: Any) -> str:
    return f"error validating data: {validation_fault(value)}"


def _word_of(value: Any) -> dict[str, str]:
    return {"case": "list" if isinstance(value, list) else "text", "seen": str(value)[:40]}


def _missing(document: Document, value: Mapping[str, Any], root: Path, fault: str, locale: str) -> Iterator[Diagnostic]:
    """Name each of the two fields that is missing, misspelt or no text; other faults are those of lists."""
    wrong = [name for name in _FIELDS if not isinstance(value.get(name), str)]
    for name in wrong:
        near = _misspelt(value, name)
        params = {"name": name, "seen": near, "example": _guess(value, name)}
        code = (
            "kind-not-text" if value.get(name) is not None else "MISSING_KIND" if name == "kind" else "MISSING_VERSION"
        )
        advice = of_identity(code, locale, params | {"case": "near" if near else ""})
        yield mark(
            document, (*root, near or name), f"error validating data: {fault}", advice, key=value.get(name) is None
        )
    if not wrong and not any(validation_fault(item) for _, item in objects(value)):
        yield mark(document, root, f"error validating data: {fault}", of_identity("list-fields", locale, {}))


def _misspelt(value: Mapping[str, Any], name: str) -> str:
    """The key that stands there in place of a field: `Kind`, `apiversion`."""
    return next((key for key in value if key not in value_fields() and nearest(str(key), [name]) == name), "")


def value_fields() -> frozenset[str]:
    """The fields that any object may have at its top."""
    return frozenset(("apiVersion", "kind", "metadata", "spec", "status", "data"))


def _guess(value: Mapping[str, Any], name: str) -> str:
    likely = likely_kinds(value)
    return (likely[0].kind if name == "kind" else likely[0].api_version) if likely else ""


def likely_kinds(value: Mapping[str, Any]) -> tuple[Kind, ...]:
    """The kinds that an object without apiVersion or kind could be, likeliest first, by the fields that it has."""
    version, word = value.get("apiVersion"), value.get("kind")
    rows = [
        row
        for row in (kinds.SERVICE, *kinds.ALL_KINDS)
        if (not isinstance(version, str) or row.api_version == version)
        and (not isinstance(word, str) or row.kind == word)
    ]
    faults = {row: _strict_faults(row, value) for row in rows}
    least = min(faults.values(), default=0)
    return tuple(row for row in faults if faults[row] == least)


def meant_kind(value: Mapping[str, Any]) -> Kind | None:
    """The kind that an object is of, or that its `service` or wrong apiVersion was meant to say."""
    version, word = value.get("apiVersion"), value.get("kind")
    if not isinstance(version, str) or not isinstance(word, str) or (version, word) in kinds.UNSIMULATED:
        return None
    return kinds.by_gvk(version, word) or kinds.by_resource(word)


def _strict_faults(row: Kind, value: Mapping[str, Any]) -> int:
    body = {**value, "apiVersion": row.api_version, "kind": row.kind}
    return sum(fault.strict for fault in decode(row, body).faults)


def _unmatched(
    document: Document, value: dict[str, Any], root: Path, locale: str, served: tuple[Kind, ...]
) -> Iterator[Diagnostic]:
    """Say what kubectl or the server says of a kind that is not there."""
    version, word = value["apiVersion"], value["kind"]
    advice = identity(version, word, locale, served)
    if advice is None:
        return
    message = f'no matches for kind "{word}" in version "{version}"'
    found = find_kind(value, served)
    if found is not None:  # kubectl finds `service`, and the server refuses it
        try:
            requests.read(found, value)
        except StatusError as refusal:
            message = refusal.status.message
    field = "apiVersion" if advice.code == "unknown-version" else "kind"
    yield mark(document, (*root, field), message, advice)
