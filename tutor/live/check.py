"""Carries a plan out: a namespace of its own, the lesson's objects, the answer, the checks, and the namespace's end."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator

from tutor.live.client import APPLY, Answered, LiveCluster, path_of
from tutor.live.look import look
from tutor.live.namespace import own_namespace, wait_for_account
from tutor.live.plan import Placed, Plan
from tutor.live.site import Seen, Site
from tutor.live.stopped import Unfit
from tutor.live.stored import before
from tutor.live.waiting import settle
from tutor.packs.model import Check, Lesson
from tutor.values import replace

PATIENCE = 15.0  # seconds in which a check may still come true
Row = tuple[Check, Seen]


def carry_out(cluster: LiveCluster, lesson: Lesson, plan: Plan, seconds: float) -> Generator[Row, None, None]:
    """Check everything; `seconds` is how long pods may take to start. Raises Unfit or Unreachable."""
    with own_namespace(cluster, plan.namespace):
        wait_for_account(cluster, plan.namespace, PATIENCE)
        for one in plan.world:
            _create(cluster, one, plan.namespace)
        absent = _place_helpers(cluster, plan)
        if any(check.kind == "unchanged" for check in lesson.checks):
            settle(cluster, plan, plan.world, absent, seconds)
        site = Site(cluster=cluster, plan=plan, admitted=(), before={}, absent=absent)
        site = replace(site, before=before(site, lesson.checks), admitted=_answered(cluster, plan))
        settle(cluster, plan, (*plan.world, *plan.answer), absent, seconds)
        yield from _rows(site, lesson)


def _answered(cluster: LiveCluster, plan: Plan) -> tuple[Answered, ...]:
    """Ask about each object of the answer, and create them when the server wants all of them."""
    admitted = tuple(_send(cluster, one, plan.namespace, dryRun="All") for one in plan.answer)
    if all(one.fine for one in admitted):
        for one in plan.answer:
            _create(cluster, one, plan.namespace)
    return admitted


def _rows(site: Site, lesson: Lesson) -> Iterator[Row]:
    """Look at everything that is not blocked; what is not yet so is looked at again."""
    passed: dict[str, bool | None] = {}
    for check in (*lesson.guards, *lesson.checks):
        missing = next((need for need in check.needs if passed.get(need) is False), "")
        seen = Seen(passed=False, words=f"needs {missing}") if missing else _patiently(site, check)
        passed[check.id] = seen.passed
        yield check, seen


def _patiently(site: Site, check: Check) -> Seen:
    end = time.monotonic() + PATIENCE
    seen = look(site, check)
    while seen.passed is False and check.kind != "admission" and time.monotonic() < end:
        time.sleep(1)
        seen = look(site, check)
    return seen


def _create(cluster: LiveCluster, one: Placed, namespace: str) -> None:
    made = _send(cluster, one, namespace)
    if not made.fine:
        raise Unfit(
            f"{one.title} is refused there: {made.words}", f"{cluster.kubectl} auth can-i --list -n {namespace}"
        )


def _send(cluster: LiveCluster, one: Placed, namespace: str, **query: str) -> Answered:
    """Create an object; one that is there already is applied, as kubectl does."""
    there = cluster.ask("GET", path_of(one.kind, namespace, one.name)).fine
    if not there:
        return cluster.ask("POST", path_of(one.kind, namespace), one.value, fieldValidation="Strict", **query)
    where = path_of(one.kind, namespace, one.name)
    asked = {"fieldManager": "tutor", "force": "true", "fieldValidation": "Strict", **query}
    return cluster.ask("PATCH", where, one.value, APPLY, **asked)


def _place_helpers(cluster: LiveCluster, plan: Plan) -> dict[str, str]:
    """Create the helper pods; a place whose pod is refused is named with the server's words."""
    absent: dict[str, str] = {}
    for one in plan.helpers:
        made = cluster.ask("POST", f"/api/v1/namespaces/{plan.namespace}/pods", one.pod(plan.namespace))
        if not made.fine:
            absent |= dict.fromkeys(sorted(one.stands_for), f"pod {one.name} is refused there: {made.words}")
    return absent
