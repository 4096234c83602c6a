"""Finds the quick fixes of a fault, with the text that each would leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from tutor import words
from tutor.manifest.repair import (
    Repair,
    apply,
    line_repairs,
    remove_tag,
    replace_text,
    separator_repairs,
    syntax_repairs,
    text_repairs,
)
from tutor.session.assist.makers import MAKERS, span_of
from tutor.session.diagnose import diagnose
from tutor.session.parsed import parsed
from tutor.session.views import Diagnostic
from tutor.values import frozen

LONGEST: Final = 40_000
_RANKED: Final = frozenset(("moved-field", "INDENT", "SYNTAX"))  # some of their fixes only move the fault
_MOST_STEPS: Final = 20
_PASTED: Final = (
    "repair.remove-pasted",
    "repair.no-break-spaces",
    "repair.curly-quotes",
    "repair.tabs",
    "repair.remove-control",
)


@frozen
class Fix:
    """One quick fix: what it does in words, the text as it leaves it, and the line of the fault."""

    id: str
    title: str
    text: str
    line: int = 0


def repairs_at(text: str, fault: Diagnostic, locale: str) -> tuple[Fix, ...]:
    """Offer the quick fixes of one fault of a text, the likeliest first; none that would change nothing."""
    fixes = list(_fixes(text, fault, locale))
    unique = {fix.text: fix for fix in reversed(fixes) if fix.text != text}
    ordered = tuple(reversed(unique.values()))
    return _ranked(text, ordered) if fault.code in _RANKED else ordered


def likeliest_repair(text: str, fault: Diagnostic, locale: str) -> Fix | None:
    """The first of the quick fixes of a fault; the others are not looked for where that can be known."""
    if fault.code in _RANKED:
        return next(iter(repairs_at(text, fault, locale)), None)
    return next((fix for fix in _fixes(text, fault, locale) if fix.text != text), None)


def _fixes(text: str, fault: Diagnostic, locale: str) -> Iterable[Fix]:
    if len(text) <= LONGEST:
        for make in (_by_text, _by_field):
            yield from (_fix(one, text, fault, locale) for one in make(text, fault) if one is not None)


def repairs_of(text: str, faults: Sequence[Diagnostic], locale: str) -> tuple[Fix, ...]:
    """Offer the quick fixes of all faults of a text, each once, in the order of the faults; all at once comes last."""
    found = [fix for fault in faults for fix in repairs_at(text, fault, locale)]
    unique = {fix.text: fix for fix in reversed(found)}
    fixes = tuple(reversed(unique.values()))
    lines = {fix.line for fix in fixes}
    whole = mend(text, locale) if len(lines) > 1 else text
    if whole in (text, *unique):
        return fixes
    title = words.text(locale, "repair.all")
    return (*fixes, Fix(id="repair.all", title=title, text=whole))


def cleaned(text: str, locale: str) -> Fix | None:
    """Offer to clean a text of all that copy and paste brought along; None where it brought nothing."""
    if len(text) > LONGEST:
        return None
    ids: list[str] = []
    new = text
    for _ in range(_MOST_STEPS):
        repair = next((one for one in (*line_repairs(new), *separator_repairs(new)) if one.id in _PASTED), None)
        if repair is None or apply(new, repair) == new:
            break
        new = apply(new, repair)
        ids.append(repair.id)
    if new == text:
        return None
    seen = ", ".join(words.text(locale, f"repair.seen.{id_.removeprefix('repair.')}") for id_ in dict.fromkeys(ids))
    return Fix(id="repair.clean", title=words.text(locale, "repair.clean", {"seen": seen}), text=new)


def mend(text: str, locale: str) -> str:
    """Carry out the likeliest fix of the first fault that has one, again and again; faults do not become more."""
    first, seen = text, {text}
    for _ in range(_MOST_STEPS):
        faults = diagnose(text, locale)
        fixed = (fix.text for fault in faults for fix in repairs_at(text, fault, locale)[:1])
        better = next((new for new in fixed if new not in seen), "")
        if not better:
            break
        text = better
        seen.add(text)
    return text if _errors(text) < _errors(first) else first


def _fix(repair: Repair, text: str, fault: Diagnostic, locale: str) -> Fix:
    title = words.text(locale, repair.id, repair.params)
    return Fix(id=repair.id, title=title, text=apply(text, repair), line=fault.line)


def _ranked(text: str, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """Put the fixes that leave the fewest faults first, and drop those that help nobody."""
    left = {fix: _errors(fix.text) for fix in fixes}
    now = _errors(text)
    kept = [fix for fix in fixes if left[fix] < now or left[fix] == min(left.values())]
    return tuple(sorted(kept, key=lambda fix: left[fix]))


def _errors(text: str) -> int:
    return sum(one.severity == "error" for one in diagnose(text))


def _by_field(text: str, fault: Diagnostic) -> Iterable[Repair | None]:
    make = MAKERS.get(fault.code)
    documents = parsed(text).documents if make else ()
    if make is None or fault.document >= len(documents) or documents[fault.document].error is not None:
        return ()
    return make(text, documents[fault.document], fault)


def _by_text(text: str, fault: Diagnostic) -> Iterable[Repair | None]:
    """Take the repairs of the whole text, or of its lines, that concern this fault."""
    if fault.code in _UNREADABLE:
        yield from line_repairs(text)
        yield from separator_repairs(text)
        yield from syntax_repairs(text, fault.line)
    if fault.code == "NUMBER_FORM" and fault.to:
        yield replace_text(text, span_of(fault), fault.to)
    if fault.code == "BAD_SCALAR":
        yield remove_tag(text, span_of(fault))
    ids = _OF_TEXT.get(fault.code, ())
    if ids:
        every = (*text_repairs(text), *separator_repairs(text))
        yield from (one for one in every if one.id in ids and _is_there(one, fault))


def _is_there(repair: Repair, fault: Diagnostic) -> bool:
    """Say whether a repair of one line is about this one; those of the whole text always are."""
    return "count" in repair.params or str(fault.line) in (repair.params.get("line"), repair.params.get("other"))


_UNREADABLE: Final = frozenset(("SYNTAX", "INDENT", "PASTED", "ENCODING", "BAD_DOCUMENT_SEPARATOR"))
_OF_TEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "NBSP": ("repair.no-break-spaces",),
        "SMART_QUOTES": ("repair.curly-quotes",),
        "MISSING_SPACE": ("repair.add-space",),
        "MISSING_DASH_SPACE": ("repair.add-space",),
        "DUPLICATE_KEY": ("repair.remove-duplicate",),
        "BOOLEAN_WORD": ("repair.quote",),
        "NUMBER_FORM": ("repair.quote",),
        "IGNORED_TEXT": ("repair.part-documents",),
    }
)
