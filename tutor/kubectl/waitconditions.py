"""What `kubectl wait --for` may wait for, read from its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.columns import relax_path
from tutor.kubectl.printers.govalue import go_text
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.values import frozen

_FORMAT = (
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
    "--for=jsonpath='{.status.readyReplicas}'"
)
Body = dict[str, Any]


@frozen
class Condition:
    """A test of an object that is there; some conditions are about its being there at all."""

    holds: Callable[[Body], bool]
    of_absence: bool = False
    of_creation: bool = False


def read_conditions(texts: tuple[str, ...]) -> tuple[Condition, ...]:
    """All that must hold, one after the other; raises CommandError. Mirrors conditionFuncsFor."""
    if not texts:
        raise CommandError("unrecognized condition: []")
    return tuple(map(read_condition, texts))


def read_condition(text: str) -> Condition:
    """Read `condition=Ready`, `jsonpath={.a}=b`, `delete` or `create`. Mirrors conditionFuncFor."""
    if text.lower() == "delete":
        return Condition(holds=lambda _: False, of_absence=True)
    if text.lower() == "create":
        return Condition(holds=lambda _: True, of_creation=True)
    if text.startswith("condition="):
        name, equals, value = text.removeprefix("condition=").partition("=")
        return Condition(holds=lambda body: _stands(body, name, value if equals else "true"))
    if text.startswith("jsonpath="):
        return _path_condition(text.removeprefix("jsonpath="))
    raise CommandError(f"unrecognized condition: {quote(text)}")


def _stands(body: Body, name: str, value: str) -> bool:
    """Mirrors ConditionalWait.checkCondition: what was observed of an older generation does not count."""
    status = body.get("status") or {}
    for row in status.get("conditions") or []:
        if str(row.get("type", "")).casefold() == name.casefold():
            observed = row.get("observedGeneration", status.get("observedGeneration"))
            generation = body["metadata"].get("generation")
            if generation is not None and observed is not None and observed < generation:
                return False
            return str(row.get("status", "")).casefold() == value.casefold()
    return False


def _path_condition(text: str) -> Condition:
    """Mirrors processJSONPathInput."""
    parts = _split(text)
    if len(parts) > 2:
        raise CommandError(_FORMAT)
    expression = relax_path(parts[0])
    value = parts[1].strip("'\"") if len(parts) == 2 else None
    if value == "":
        raise CommandError(
            "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3"
        )
    if not expression:
        raise CommandError("jsonpath expression cannot be empty")
    try:
        path = JSONPath.parse(expression)
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    return Condition(holds=lambda body: _fits(path, body, value))


def _split(text: str) -> list[str]:
    """Parts at single `=`; `==` belongs to an expression."""
    marked = text.replace("==", "\0")
    return [part.replace("\0", "==") for part in marked.split("=")]


def _fits(path: JSONPath, body: Body, value: str | None) -> bool:
    """Mirrors JSONPathWait.checkCondition."""
    try:
        results = [list(found) for found in path.results(body)]
    except TemplateError as fault:
        raise CommandError(str(fault)) from None
    if not results or not results[0]:
        return False
    if len(results) > 1:
        raise CommandError("given jsonpath expression matches more than one list")
    if len(results[0]) > 1:
        raise CommandError("given jsonpath expression matches more than one value")
    if value is None:
        return True
    if isinstance(results[0][0], dict | list):
        raise CommandError("jsonpath leads to a nested object or list which is not supported")
    return go_text(results[0][0]).strip() == value.strip()
