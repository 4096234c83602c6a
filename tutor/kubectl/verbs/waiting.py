"""`kubectl wait`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.codec import encode
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.printers.columns import relax_path
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.kubectl.resources import Target, find, read_query, resolve
from tutor.kubectl.results import short_name

STEP = 0.25
Test = Callable[[Any], bool]


def run_wait(call: Call) -> None:
    """Let time pass until a condition holds for everything that was named."""
    condition = str(call.flag("for"))
    test = _test(condition)
    query = read_query(call)
    found = list(resolve(call, query))
    targets = [one[0] for one in found if isinstance(one, tuple)]
    faults: list[Refusal] = [one for one in found if not isinstance(one, tuple)]
    if condition == "delete":
        faults = [one for one in faults if not _missing(one)]
    elif not targets and not faults:
        raise CommandError("no matching resources found")
    deadline = call.context.cluster.now + (call.flag("timeout") or 30.0)
    for target in targets:
        if not _await(call, target, test, deadline):
            faults.append(CommandError(f"timed out waiting for the condition on {target.kind.plural}/{target.name}"))
            continue
        met = "condition met" if condition != "delete" else "deleted"
        call.say(f"{short_name(target.kind, target.name)} {met}\n")
    raise_all(faults)


def _missing(fault: Refusal) -> bool:
    return isinstance(fault, StatusError) and fault.status.reason == "NotFound"


def _await(call: Call, target: Target, test: Test, deadline: float) -> bool:
    while True:
        try:
            body: Any = encode(find(call, target))
        except StatusError:
            body = None
        if test(body):
            return True
        if call.context.cluster.now >= deadline:
            return False
        call.context.cluster.advance(STEP)


def _test(condition: str) -> Test:
    if condition == "delete":
        return lambda body: body is None
    if condition == "create":
        return lambda body: body is not None
    if condition.startswith("condition="):
        name, _, value = condition.removeprefix("condition=").partition("=")
        return lambda body: body is not None and _holds(body, name, value or "true")
    if condition.startswith("jsonpath="):
        return _path_test(condition.removeprefix("jsonpath="))
    raise CommandError(f'unrecognized condition: "{condition}"')


def _holds(body: Any, name: str, value: str) -> bool:
    rows = (body.get("status") or {}).get("conditions") or []
    return any(row["type"].lower() == name.lower() and row["status"].lower() == value.lower() for row in rows)


def _path_test(text: str) -> Test:
    end = text.find("}") + 1
    template, value = (text[:end], text[end:].removeprefix("=")) if end else text.partition("=")[::2]
    try:
        path = JSONPath.parse(relax_path(template))
    except TemplateError as fault:
        raise CommandError(str(fault)) from None

    def holds(body: Any) -> bool:
        found = path.render(body) if body is not None else ""
        return bool(found) if not value else found == value.strip("'\"")

    return holds
