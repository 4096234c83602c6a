"""Says a fault in the learner's language: what was seen, why, and what to do, under kubectl's own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from tutor import words
from tutor.api import kinds
from tutor.api.codec import Fault
from tutor.api.errors import ErrorType, FieldError
from tutor.api.explain import FieldHelp, explain
from tutor.api.kinds import Kind
from tutor.api.wire import Path
from tutor.manifest import Problem
from tutor.manifest.repair import nearest
from tutor.session.assist.field import nearest_field, phrase
from tutor.values import frozen

_LABELS: Final = frozenset(("ObjectMeta.labels", "ServiceSpec.selector", "LabelSelector.matchLabels"))
_TEMPLATE_LABELS: Final = ("spec", "template", "metadata", "labels")
_WITH_LIMITS: Final = frozenset((ErrorType.INVALID, ErrorType.TOO_LONG, ErrorType.TYPE_INVALID))
_WITH_EXAMPLE: Final = frozenset((ErrorType.INVALID, ErrorType.REQUIRED))
_WITH_VALUES: Final = frozenset((ErrorType.NOT_SUPPORTED,))


@frozen
class Advice:
    """What a fault is (`code`), what to say of it, and the word that was meant, if one is near."""

    code: str
    text: str
    to: str = ""


def of_problem(problem: Problem, locale: str) -> Advice:
    """Advise on text that is no YAML, or that YAML reads otherwise than it looks."""
    case = f"fault.{problem.code}.{problem.params.get('case', '')}"
    id_ = case if words.known(case) else f"fault.{problem.code}"
    return Advice(code=problem.code, text=words.text(locale, id_, problem.params))


def of_kind(version: str, kind: str, locale: str) -> Advice | None:
    """Advise on a kind that no API has; None for one that only this cluster does without."""
    if (version, kind) in kinds.UNSIMULATED or kinds.by_gvk(version, kind) is not None:
        return None
    right = next((row.api_version for row in kinds.KINDS if row.kind == kind), "")
    right = right or next((known for known, name in kinds.UNSIMULATED if name == kind), "")
    if right:
        return _advice("unknown-version", locale, {"kind": kind, "version": version}, right)
    known = [row.kind for row in kinds.KINDS] + [name for _, name in kinds.UNSIMULATED]
    return _advice("unknown-kind", locale, {"kind": kind, "version": version}, nearest(kind, known) or "")


def of_fault(fault: Fault, kind: Kind, value: Any, locale: str) -> Advice:
    """Advise on an unknown field or on a value of another type; `value` is the whole object."""
    if not fault.strict:
        code = _misfit(_wanted(kind, fault.path), _at(value, fault.path))
        return _advice(code, locale, {"type": _wanted(kind, fault.path)})
    name = str(fault.path[-1]) if fault.path else ""
    owner = explain(kind, fault.path[:-1])
    params = {"name": name, "owner": owner.name if owner else kind.kind}
    near = nearest(name, (one.name for one in owner.fields)) if owner else None
    if near and near != name:
        return _advice("unknown-field", locale, params, near)
    place = next(_elsewhere(kind, fault.path, name), "")
    if place:
        text = words.text(locale, "fault.unknown-field.elsewhere", params | {"place": place})
        return Advice(code="unknown-field", text=text)
    return _advice("unknown-field", locale, params)


def of_error(error: FieldError, kind: Kind, locale: str) -> Advice:
    """Advise on a value that breaks a rule of the server."""
    path = error.path.parts
    found = nearest_field(kind, path)
    params = {"name": next((part for part in reversed(path) if isinstance(part, str)), kind.kind)}
    if error.type is ErrorType.REQUIRED and path[-1:] == ("name",) and path[-3:-2] == ("ports",):
        return _advice("port-names", locale, {})
    if error.type is ErrorType.INVALID and path == _TEMPLATE_LABELS:
        return _advice("template-labels", locale, {})
    if error.type is ErrorType.INVALID and found and found[1].key in _LABELS and isinstance(error.value, str):
        return _advice("label", locale, {})
    known = found[1].facts.values if found else ()
    seen = error.value if isinstance(error.value, str) and error.type is ErrorType.NOT_SUPPORTED else ""
    advice = _advice(error.type.name, locale, params, (nearest(seen, known) or "") if seen else "")
    more = [] if found is None or advice.to else _facts(found[1], error.type, locale)
    return Advice(code=advice.code, text=" ".join([advice.text, *more]), to=advice.to)


def _facts(field: FieldHelp, type_: ErrorType, locale: str) -> Iterable[str]:
    """What the field takes, and an example, where that helps."""
    takes = phrase(locale, field.facts.limits) if type_ in _WITH_LIMITS else ""
    takes = ", ".join(field.facts.values) if type_ in _WITH_VALUES or (takes == "" and type_ in _WITH_LIMITS) else takes
    if takes:
        yield words.text(locale, "fault.limits", {"limits": takes})
    if field.facts.example and type_ in _WITH_EXAMPLE and not field.facts.values:
        yield words.text(locale, "fault.example", {"example": f"{field.name}: {field.facts.example}"})


def _advice(code: str, locale: str, params: dict[str, str], near: str = "") -> Advice:
    id_ = f"fault.{code}.near" if near and words.known(f"fault.{code}.near") else f"fault.{code}"
    return Advice(code=code, text=words.text(locale, id_, params | {"near": near}), to=near)


# Types


def _wanted(kind: Kind, path: Path) -> str:
    """The type that belongs at a path, also of a map's entry or a list's item."""
    found = nearest_field(kind, path)
    if found is None:
        return ""
    type_ = found[1].type
    if len(found[0]) < len(path):
        return type_.removeprefix("map[string]")
    return type_.removeprefix("[]") if path and isinstance(path[-1], int) else type_


def _misfit(wanted: str, value: Any) -> str:
    """Name what is wrong with a value's type."""
    if wanted == "string" and isinstance(value, bool | int | float):
        return "text-wanted"
    if wanted == "integer":
        return "number-wanted" if isinstance(value, str) and value.isdecimal() else "type.integer"
    if wanted == "boolean":
        return "type.boolean"
    if wanted.startswith("[]"):
        return "type.list"
    struct = wanted[:1].isupper() and wanted not in ("IntOrString", "Quantity", "Time", "MicroTime")
    return "type.map" if struct or wanted.startswith("map[") else "type"


def _at(value: Any, path: Path) -> Any:
    for part in path:
        entry = isinstance(value, dict) and part in value
        item = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not entry and not item:
            return None
        value = value[part]
    return value


def _elsewhere(kind: Kind, path: Path, name: str) -> Iterator[str]:
    """Places near by that have a field of this name: beside the owners of the path, or one step below them."""
    for length in range(len(path) - 1, -1, -1):
        owner = explain(kind, path[:length])
        names = ".".join(str(part) for part in path[:length] if isinstance(part, str))
        for one in owner.fields if owner else ():
            if one.name == name and length < len(path) - 1:
                yield f"{names}.{name}".removeprefix(".")
            below = explain(kind, (*path[:length], one.name))
            if below is not None and one.name != "status" and any(field.name == name for field in below.fields):
                yield f"{names}.{one.name}.{name}".removeprefix(".")
