"""Warns of objects that the lesson does not take, before they cost points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tutor import words
from tutor.api.wire import Path
from tutor.manifest import Document
from tutor.packs.model import Allow
from tutor.session.advise import Advice
from tutor.session.marks import mark
from tutor.session.outline import objects
from tutor.session.parsed import parsed
from tutor.session.views import Diagnostic
from tutor.values import replace


def not_allowed(text: str, allow: Allow, locale: str) -> tuple[Diagnostic, ...]:
    """Every object of a text that the lesson did not ask for, at its name or namespace."""
    found = [pair for pair in _named(text) if "/".join(_ref(pair[2])) not in allow.objects]
    return tuple(_warning(*pair, allow, locale) for pair in found) if allow.objects else ()


def _named(text: str) -> Iterable[tuple[Document, Path, Mapping[str, Any]]]:
    for document in parsed(text).documents:
        for root, value in objects(document.value):
            if isinstance(value, dict) and _ref(value)[2]:
                yield document, root, value


def _ref(value: Mapping[str, Any]) -> tuple[str, str, str]:
    """Kind, namespace and name, as lessons name what they take."""
    meta = value.get("metadata")
    meta = meta if isinstance(meta, dict) else {}
    return str(value.get("kind")), str(meta.get("namespace") or "default"), str(meta.get("name") or "")


def _warning(document: Document, root: Path, value: Mapping[str, Any], allow: Allow, locale: str) -> Diagnostic:
    kind, namespace, name = _ref(value)
    takes = ", ".join(one.replace("/", " ", 1) for one in allow.objects)
    told = words.text(locale, "grading.not-allowed", {"seen": f"{kind} {namespace}/{name}", "takes": takes})
    same = [one.split("/")[1:] for one in allow.objects if one.startswith(f"{kind}/")]
    field, to = "name", ""
    if len(same) == 1:
        field, to = ("name", same[0][1]) if same[0][1] != name else ("namespace", same[0][0])
    advice = Advice(code="NOT_ALLOWED", text="", to=to)
    return replace(mark(document, (*root, "metadata", field), told, advice), severity="warning")
