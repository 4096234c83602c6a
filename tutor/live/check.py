"""Carries a plan out: a namespace of its own, the lesson's objects, the answer, the checks, and the namespace's end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.api.kinds import NAMESPACE, POD
from tutor.live.client import Answered, LiveCluster, Unreachable, path_of
from tutor.live.look import Looker, Seen
from tutor.live.plan import HELPER, OWNER, Placed, Plan, Unfit, helper_pod
from tutor.packs.model import Check, Lesson

PATIENCE = 15.0  # seconds in which a check may still come true
Row = tuple[Check, Seen]


def carry_out(cluster: LiveCluster, lesson: Lesson, plan: Plan, seconds: float) -> Iterator[Row]:
    """Check everything; `seconds` is how long pods may take to start. Raises Unfit or Unreachable."""
    with _namespace(cluster, plan):
        for one in plan.world:
            _create(cluster, one, plan.namespace)
        if plan.helper:
            _create(cluster, Placed(kind=POD, value=helper_pod(plan.namespace)), plan.namespace)
        admitted = tuple(_admit(cluster, one, plan.namespace) for one in plan.answer)
        if all(one.fine for one in admitted):
            for one in plan.answer:
                _create(cluster, one, plan.namespace)
        _wait_for_pods(cluster, plan, seconds)
        yield from _rows(Looker(cluster, plan, admitted), lesson)


def _rows(looker: Looker, lesson: Lesson) -> Iterator[Row]:
    """Look at everything that is not blocked; what is not yet so is looked at again."""
    passed: dict[str, bool | None] = {}
    for check in (*lesson.guards, *lesson.checks):
        missing = next((need for need in check.needs if passed.get(need) is False), "")
        end = time.monotonic() + PATIENCE
        seen = Seen(passed=False, words=f"needs {missing}") if missing else looker.look(check)
        while seen.passed is False and not missing and check.kind != "admission" and time.monotonic() < end:
            time.sleep(1)
            seen = looker.look(check)
        passed[check.id] = seen.passed
        yield check, seen


@contextmanager
def _namespace(cluster: LiveCluster, plan: Plan) -> Iterator[None]:
    """A namespace that was not there before and is not there afterwards."""
    meta = {"name": plan.namespace, "labels": OWNER}
    made = cluster.ask("POST", path_of(NAMESPACE, ""), {"apiVersion": "v1", "kind": "Namespace", "metadata": meta})
    if made.code == 409:
        raise Unfit(f"the namespace {plan.namespace} exists already; delete it when nobody needs it")
    if not made.fine:
        raise Unreachable(str(made.body.get("message", made.code)))
    try:
        yield
    finally:
        cluster.ask("DELETE", path_of(NAMESPACE, "", plan.namespace))


def _create(cluster: LiveCluster, one: Placed, namespace: str) -> None:
    """Create an object; a pod waits for the namespace's service account."""
    end = time.monotonic() + PATIENCE
    while True:
        made = cluster.ask("POST", path_of(one.kind, namespace), one.value)
        if made.fine:
            return
        if time.monotonic() > end or "serviceaccount" not in str(made.body).lower():
            raise Unfit(f"{one.name} is refused there: {made.body.get('message', made.code)}")
        time.sleep(1)


def _admit(cluster: LiveCluster, one: Placed, namespace: str) -> Answered:
    return cluster.ask("POST", path_of(one.kind, namespace), one.value, dryRun="All", fieldValidation="Strict")


def _wait_for_pods(cluster: LiveCluster, plan: Plan, seconds: float) -> None:
    """Wait until the helper runs, and all pods are ready or have had their time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pods = cluster.ask("GET", path_of(POD, plan.namespace)).body.get("items", [])
        ready = {pod["metadata"]["name"] for pod in pods if _ready(pod)}
        if len(ready) == len(pods) and (HELPER in ready or not plan.helper):
            return
        time.sleep(1)


def _ready(pod: dict[str, dict[str, object]]) -> bool:
    conditions = pod.get("status", {}).get("conditions")
    rows = conditions if isinstance(conditions, list) else []
    return any(row.get("type") == "Ready" and row.get("status") == "True" for row in rows)
