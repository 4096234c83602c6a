"""Says what is wrong with a field: that it does not exist, takes another type, or breaks a rule of the server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from tutor import words
from tutor.api.codec import Fault
from tutor.api.errors import ErrorType, FieldError
from tutor.api.explain import FieldHelp, explain
from tutor.api.kinds import Kind
from tutor.api.wire import Path
from tutor.manifest.repair import nearest
from tutor.session.advise import Advice, advice, value_at
from tutor.session.field_types import elsewhere, misfit, nearest_field, phrase, wanted

_LABELS: Final = frozenset(("ObjectMeta.labels", "ServiceSpec.selector", "LabelSelector.matchLabels"))
_PORTS: Final = frozenset(("ServicePort.targetPort", "HTTPGetAction.port", "TCPSocketAction.port"))
_NAMES: Final = frozenset(
    ("ObjectMeta.name", "ServicePort.name", "ContainerPort.name", "Container.name", "EndpointPort.name")
)
_TEMPLATE_LABELS: Final = ("spec", "template", "metadata", "labels")
_WITH_LIMITS: Final = frozenset((ErrorType.INVALID, ErrorType.TOO_LONG, ErrorType.TYPE_INVALID))
_WITH_EXAMPLE: Final = frozenset((ErrorType.INVALID, ErrorType.REQUIRED))
_NODE_PORT_TYPES: Final = ("NodePort", "LoadBalancer")
_LONGEST_SEEN: Final = 40


def of_fault(fault: Fault, kind: Kind, value: Any, seen: str, locale: str) -> Advice:
    """Advise on an unknown field or on a value of another type; `value` is the whole object, `seen` the text there."""
    if fault.strict:
        return _of_unknown(fault, kind, locale)
    type_, there = wanted(kind, fault.path), value_at(value, fault.path)
    code = misfit(type_, there, seen)
    params = {
        "type": type_,
        "name": _name(fault.path, kind),
        "seen": seen if len(seen) <= _LONGEST_SEEN else f"{seen[:_LONGEST_SEEN]}…",
        "value": ("true" if there else "false") if isinstance(there, bool) else str(there),
    }
    if code == "type.map" and isinstance(there, str):
        word, _, rest = there.partition(" ")
        found = explain(kind, fault.path)
        if rest and found is not None and any(one.name == word for one in found.fields):
            return advice("missing-colon", locale, params | {"word": word}, f"{word}: {rest.strip()}")
    return advice(code, locale, params)


def _of_unknown(fault: Fault, kind: Kind, locale: str) -> Advice:
    name = str(fault.path[-1]) if fault.path else ""
    owner = explain(kind, fault.path[:-1])
    params = {"name": name, "owner": owner.name if owner else kind.kind}
    near = nearest(name, (one.name for one in owner.fields)) if owner else None
    if near and near != name:
        return advice("unknown-field", locale, params, near)
    place = next(elsewhere(kind, fault.path, name), "")
    if place:
        text = words.text(locale, "fault.unknown-field.elsewhere", params | {"place": place})
        return Advice(code="moved-field", text=text, to=place)
    return advice("unknown-field", locale, params)


def of_error(error: FieldError, kind: Kind, value: Any, locale: str) -> Advice:
    """Advise on a value that breaks a rule of the server; `value` is the whole object."""
    path = error.path.parts
    found = nearest_field(kind, path)
    params = {"name": _name(path, kind), "seen": str(error.value)}
    special = _special(error, path, found[1].key if found else "", value)
    if special:
        near = _tidy(str(error.value)) if special == "name" else ""
        return advice(special, locale, params, near)
    if error.type is ErrorType.TYPE_INVALID:
        type_, there = wanted(kind, path), value_at(value, path)
        return advice(
            misfit(type_, there, f'"{there}"'), locale, {**params, "type": type_, "seen": str(there), "value": ""}
        )
    known = found[1].facts.values if found else ()
    text = error.value if isinstance(error.value, str) and error.type is ErrorType.NOT_SUPPORTED else ""
    told = advice(error.type.name, locale, params, (nearest(text, known) or "") if text else "")
    more = [] if found is None or told.to else _facts(found[1], error.type, locale)
    return Advice(code=told.code, text=" ".join([told.text, *more]), to=told.to)


def _special(error: FieldError, path: Path, key: str, value: Any) -> str:
    """The code of a fault with words of its own, "" for the others."""
    if error.type is ErrorType.REQUIRED:
        return "port-names" if path[-1:] == ("name",) and path[-3:-2] == ("ports",) else ""
    if error.type is ErrorType.FORBIDDEN and key == "ServicePort.nodePort":
        return "" if value_at(value, ("spec", "type")) in _NODE_PORT_TYPES else "node-port-type"
    if error.type is not ErrorType.INVALID:
        return ""
    if path == _TEMPLATE_LABELS:
        return "template-labels"
    if not isinstance(error.value, str):
        return ""
    if key in _PORTS and error.value.isdecimal():
        return "port-in-quotes"
    if key in _NAMES and error.value and _tidy(error.value) not in ("", error.value):
        return "name"
    return "label" if key in _LABELS else ""


def _tidy(name: str) -> str:
    """The name as Kubernetes could take it: small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63].strip("-")


def _name(path: Path, kind: Kind) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), kind.kind)


def _facts(field: FieldHelp, type_: ErrorType, locale: str) -> Iterable[str]:
    """What the field takes, and an example, where that helps."""
    takes = phrase(locale, field.facts.limits) if type_ in _WITH_LIMITS else ""
    takes = ", ".join(field.facts.values) if type_ is ErrorType.NOT_SUPPORTED else takes
    if takes:
        yield words.text(locale, "fault.limits", {"limits": takes})
    if field.facts.example and type_ in _WITH_EXAMPLE and not field.facts.values:
        yield words.text(locale, "fault.example", {"example": f"{field.name}: {field.facts.example}"})
