"""Which repairs mend which fault: one row a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from tutor.api import kinds
from tutor.api.explain import explain
from tutor.api.wire import Path
from tutor.manifest import Document, Position, Span, parse
from tutor.manifest.repair import (
    Repair,
    make_list,
    name_ports,
    put_value,
    quote,
    reindent,
    remove_tag,
    remove_value,
    rename_key,
    replace_text,
    replace_value,
    take_item,
    unquote,
)
from tutor.session.advise import value_at
from tutor.session.outline import likely_kinds
from tutor.session.views import Diagnostic

Maker = Callable[[str, Document, Diagnostic], Iterable[Repair | None]]
_MOST_KINDS: Final = 3
_TRUTHS: Final = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def span_of(fault: Diagnostic) -> Span:
    """The place of a fault."""
    start = Position(line=fault.line, column=fault.column)
    return Span(start=start, end=Position(line=fault.end_line, column=fault.end_column))


def _unknown(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    yield rename_key(text, document, fault.path, fault.to) if fault.to else None
    yield remove_value(text, document, fault.path)


def _moved(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    yield from reindent(text, fault.line)
    yield remove_value(text, document, fault.path)


def _replace(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    if fault.to:
        yield replace_value(text, document, fault.path, fault.to)
        return
    kind = _kind_of(document, fault.path)
    found = explain(kind, fault.path) if kind else None
    for word in found.facts.values if found else ():
        yield replace_value(text, document, fault.path, word)


def _root(path: Path) -> Path:
    return path[:2] if path[:1] == ("items",) else ()


def _kind_of(document: Document, path: Path) -> kinds.Kind | None:
    value = value_at(document.value, _root(path))
    if not isinstance(value, dict):
        return None
    return kinds.by_gvk(str(value.get("apiVersion") or ""), str(value.get("kind") or ""))


def _identity(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    root, name = fault.path[:-1], "kind" if fault.code == "MISSING_KIND" else "apiVersion"
    if fault.path[-1] != name:
        yield rename_key(text, document, fault.path, name)
        return
    value = value_at(document.value, root)
    likely = likely_kinds(value) if isinstance(value, dict) else ()
    words = dict.fromkeys(row.kind if name == "kind" else row.api_version for row in likely)
    for word in list(words)[:_MOST_KINDS]:
        yield put_value(text, document, fault.path, word)


def _missing(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    """Put in the example of a field, below whatever of the way to it is there."""
    kind = _kind_of(document, fault.path)
    found = explain(kind, fault.path[len(_root(fault.path)) :]) if kind else None
    documents = parse(found.facts.example).documents if found is not None and found.facts.example else ()
    if documents:
        yield put_value(text, document, fault.path, documents[0].value)


def _template_labels(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    wanted = value_at(document.value, (*fault.path[:-3], "selector", "matchLabels"))
    there = value_at(document.value, fault.path)
    for label, value in wanted.items() if isinstance(wanted, dict) else ():
        if not isinstance(there, dict) or there.get(label) != value:
            path = (*fault.path, label)
            replaced = isinstance(there, dict) and isinstance(there.get(label), str) and isinstance(value, str)
            change = replace_value(text, document, path, value) if replaced else None
            yield change or put_value(text, document, path, value)


def _node_port(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    type_ = (*_root(fault.path), "spec", "type")
    there = value_at(document.value, type_)
    if isinstance(there, str):
        yield replace_value(text, document, type_, "NodePort")
    else:
        yield put_value(text, document, type_, "NodePort")
    yield remove_value(text, document, fault.path)


def _truth(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    there = value_at(document.value, fault.path)
    word = _TRUTHS.get(there.lower()) if isinstance(there, str) else None
    yield replace_text(text, document.spans[fault.path], word) if word and fault.path in document.spans else None


def _as_written(text: str, document: Document, fault: Diagnostic) -> Iterable[Repair | None]:
    """Put the word that was meant in place of the value, just as it stands."""
    span = document.spans.get(fault.path)
    yield replace_text(text, span, fault.to) if span is not None and fault.to else None


def _row(*makers: Callable[[str, Document, Path], Repair | None]) -> Maker:
    return lambda text, document, fault: [make(text, document, fault.path) for make in makers]


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "unknown-field": _unknown,
        "moved-field": _moved,
        "unknown-kind": _replace,
        "unknown-version": _replace,
        "kind-not-text": _as_written,
        "missing-colon": _as_written,
        "unchangeable": _as_written,
        "NOT_ALLOWED": _as_written,
        "NOT_SUPPORTED": _replace,
        "name": _replace,
        "text-wanted.truth": _row(quote),
        "text-wanted.number": _row(quote),
        "number-wanted": _row(unquote),
        "port-in-quotes": _row(unquote),
        "type.boolean": _truth,
        "type.list": _row(make_list),
        "type.map": _row(take_item),
        "type.integer": lambda text, document, fault: [
            remove_tag(text, span_of(fault)),
            unquote(text, document, fault.path),
        ],
        "NOT_AN_OBJECT": _row(take_item),
        "MISSING_KIND": _identity,
        "MISSING_VERSION": _identity,
        "REQUIRED": _missing,
        "FORBIDDEN": _row(remove_value),
        "DUPLICATE": _row(remove_value),
        "port-names": lambda text, document, fault: [name_ports(text, document, fault.path[:-2])],
        "template-labels": _template_labels,
        "node-port-type": _node_port,
    }
)
