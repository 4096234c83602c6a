"""What the typed converter says of a configuration that does not have the form of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.patch.goprint import GO_LIST, GO_MAP, go_print, go_type
from tutor.api.quoting import quote
from tutor.cluster.managed.forms import Form
from tutor.cluster.managed.paths import shown as shown_path
from tutor.cluster.managed.walk import UntypedError

_NUMBERS = frozenset(("int", "int32", "int64", "float64"))
_UNTYPED = frozenset(("intstr", "quantity", "time", "microtime", "opaque"))


def check_form(form: Form, value: Any) -> None:
    """Refuse unknown fields, wrong types, items without keys or the same item twice; raises UntypedError."""
    faults = list(_faults(form, value, ""))
    if faults:
        raise UntypedError(faults[0] if len(faults) == 1 else "\n  ".join(("errors:", *faults)))


def _faults(form: Form, value: Any, shown: str) -> Iterator[str]:
    if value is None:
        return
    if form.kind == "leaf":
        yield from _leaf_faults(form, value, shown)
    elif form.kind in ("keyed", "set"):
        yield from _item_faults(form, value, shown)
    elif not isinstance(value, dict):
        yield f"{shown}: expected map, got &{{{go_print(value)}}}"
    else:
        for name in sorted(value):
            below = form.below(name)
            if below is None:
                yield f"{shown}.{name}: field not declared in schema"
            else:
                yield from _faults(below, value[name], f"{shown}.{name}")


def _leaf_faults(form: Form, value: Any, shown: str) -> Iterator[str]:
    """Mirrors validateScalar, and the outline of what is owned as a whole."""
    shape = form.whole
    if shape is None or shape.raw or shape.go in _UNTYPED:
        return
    found = go_type(value)
    if shape.kind == "list":
        words = "" if found == GO_LIST else f"expected list, got &{{{go_print(value)}}}"
    elif shape.kind in ("struct", "map"):
        words = "" if found == GO_MAP else f"expected map, got &{{{go_print(value)}}}"
    elif shape.go in _NUMBERS:
        words = "" if found in ("int64", "float64") else f"expected numeric (int or float), got {found}"
    elif shape.go == "bool":
        words = "" if found == "bool" else f"expected boolean, got &{{{go_print(value)}}}"
    else:
        words = "" if found == "string" else f"expected string, got &value.valueUnstructured{{Value:{_source(value)}}}"
    if words:
        yield f"{shown}: {words}"


def _source(value: Any) -> str:
    """A value as Go's source would write it."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, list):
        return f"{GO_LIST}{{{', '.join(map(_source, value))}}}"
    if isinstance(value, dict):
        return f"{GO_MAP}{{{', '.join(f'{quote(name)}:{_source(value[name])}' for name in sorted(value))}}}"
    return go_print(value) if value is not None else "interface {}(nil)"


def _item_faults(form: Form, items: Any, shown: str) -> Iterator[str]:
    """Mirrors visitListItems, which goes no further behind an item that it cannot name."""
    if not isinstance(items, list):
        yield f"{shown}: expected list, got &{{{go_print(items)}}}"
        return
    seen: set[str] = set()
    for at, item in enumerate(items):
        if form.kind == "keyed" and not isinstance(item, dict):
            yield f"{shown}: element {at}: associative list with keys may not have non-map elements"
            return
        element = form.element(item)
        if not element:
            words = "associative list with keys has an element that omits key field"
            yield f'{shown}: element {at}: {words} "{form.missing_key(item)}" (and doesn\'t have default value)'
            return
        here = shown_path((element,))
        if element in seen:
            yield f"{shown}: duplicate entries for key {here}"
        seen.add(element)
        yield from _faults(form.of_items(), item, shown + here)
