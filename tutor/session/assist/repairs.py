"""Finds the quick fixes of a fault, with the text that each would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor import words
from tutor.manifest import Document, parse
from tutor.manifest.repair import (
    Repair,
    apply,
    line_repairs,
    name_ports,
    quote,
    rename_key,
    replace_value,
    text_repairs,
    unquote,
)
from tutor.session.views import Diagnostic
from tutor.values import frozen

LONGEST = 40_000
Maker = Callable[[str, Document, Diagnostic], Repair | None]


@frozen
class Fix:
    """One quick fix: what it does in words, and the text as it leaves it."""

    id: str
    title: str
    text: str


def repairs_at(text: str, fault: Diagnostic, locale: str) -> tuple[Fix, ...]:
    """Offer the quick fixes of one fault of a text, the likeliest first; none that would change nothing."""
    if len(text) > LONGEST:
        return ()
    found = [*_by_field(text, fault), *_by_text(text, fault)]
    fixes = (Fix(id=one.id, title=words.text(locale, one.id, one.params), text=apply(text, one)) for one in found)
    unique = {fix.text: fix for fix in reversed([fix for fix in fixes if fix.text != text])}
    return tuple(reversed(unique.values()))


def _by_field(text: str, fault: Diagnostic) -> list[Repair]:
    make = _MAKERS.get(fault.code)
    documents = parse(text).documents if make else ()
    if make is None or fault.document >= len(documents):
        return []
    repair = make(text, documents[fault.document], fault)
    return [repair] if repair is not None else []


def _by_text(text: str, fault: Diagnostic) -> list[Repair]:
    """Take the repairs of the whole text that concern this fault."""
    ids = _OF_TEXT.get(fault.code, ())
    if fault.code in _UNREADABLE:
        return list(line_repairs(text))
    return [one for one in text_repairs(text) if one.id in ids and _is_there(one, fault)] if ids else []


def _is_there(repair: Repair, fault: Diagnostic) -> bool:
    """Say whether a repair of one line is about this one; those of the whole text always are."""
    return "count" in repair.params or str(fault.line) in (repair.params.get("line"), repair.params.get("other"))


def _port_names(text: str, document: Document, fault: Diagnostic) -> Repair | None:
    return name_ports(text, document, fault.path[:-2])


def _replace(text: str, document: Document, fault: Diagnostic) -> Repair | None:
    return replace_value(text, document, fault.path, fault.to) if fault.to else None


_MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "unknown-field": lambda text, document, fault: (
            rename_key(text, document, fault.path, fault.to) if fault.to else None
        ),
        "unknown-kind": _replace,
        "unknown-version": _replace,
        "NOT_SUPPORTED": _replace,
        "text-wanted": lambda text, document, fault: quote(text, document, fault.path),
        "number-wanted": lambda text, document, fault: unquote(text, document, fault.path),
        "port-names": _port_names,
    }
)
_UNREADABLE = frozenset(("SYNTAX", "INDENT", "PASTED"))
_OF_TEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "NBSP": ("repair.no-break-spaces",),
        "SMART_QUOTES": ("repair.curly-quotes",),
        "MISSING_SPACE": ("repair.add-space",),
        "MISSING_DASH_SPACE": ("repair.add-space",),
        "DUPLICATE_KEY": ("repair.remove-duplicate",),
        "BOOLEAN_WORD": ("repair.quote",),
        "NUMBER_FORM": ("repair.quote",),
    }
)
