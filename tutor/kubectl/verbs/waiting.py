"""`kubectl wait`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.resources import Target, find, read_query, resolve
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.waitconditions import Condition, read_conditions
from tutor.kubectl.waiting import Pause

_WEEK = 168 * 3600.0


def run_wait(call: Call) -> None:
    """Let time pass until the conditions hold, one after the other, for everything that was named."""
    printer = ResultPrinter(call)
    conditions = read_conditions(call.flag("for"))
    limit = float(call.flag("timeout"))
    pause = Pause(call, _WEEK if limit < 0 else limit)
    targets, faults = _targets(call, conditions, pause)
    if not targets and not faults and not _of_absence(conditions):
        raise CommandError("no matching resources found")
    for target in targets:
        try:
            for condition in conditions:
                body = _await(call, target, condition, pause, once=limit == 0)
                printer.tell(target.kind, target.name, "condition met", body)
        except (CommandError, StatusError) as refusal:
            faults.append(refusal)
    raise_all(faults)


def _of_absence(conditions: tuple[Condition, ...]) -> bool:
    return any(one.of_absence for one in conditions)


def _targets(call: Call, conditions: tuple[Condition, ...], pause: Pause) -> tuple[list[Target], list[Refusal]]:
    """What is there to wait for; who waits for something to be created waits for it first."""
    query = read_query(call)
    while True:
        found = list(resolve(call, query))
        targets = [one[0] for one in found if isinstance(one, tuple)]
        faults: list[Refusal] = [one for one in found if not isinstance(one, tuple)]
        others = [one for one in faults if not _missing(one)]
        if _of_absence(conditions):
            return targets, others
        if not any(one.of_creation for one in conditions) or others or (targets and not faults):
            return targets, faults
        if not pause.more():
            raise CommandError("timed out waiting for the condition")


def _missing(fault: Refusal) -> bool:
    return isinstance(fault, StatusError) and fault.status.reason == "NotFound"


def _await(call: Call, target: Target, condition: Condition, pause: Pause, *, once: bool) -> Any:
    """The object once the condition holds; raises CommandError when patience ends, StatusError when it is gone."""
    name, body = f"{target.kind.plural}/{target.name}", {}
    while True:
        try:
            body = encode(find(call, target))
        except StatusError:
            if condition.of_absence:
                return body
            raise
        if condition.holds(body):
            return body
        if once:
            raise CommandError(f"condition not met for {name}")
        if not pause.more():
            raise CommandError(f"timed out waiting for the condition on {name}")
