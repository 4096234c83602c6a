"""Waits for a real cluster: for pods that start and for controllers that carry out what was asked."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, POD, REPLICA_SET, STATEFUL_SET
from tutor.live.client import LiveCluster, path_of
from tutor.live.helpers import Helper
from tutor.live.plan import Placed, Plan
from tutor.live.stopped import Unfit

CALM = 30.0  # seconds without another ready pod: those that are not are perhaps not meant to be
_WORKLOADS = (DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET)
_NO_IMAGE = frozenset({"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})


def settle(
    cluster: LiveCluster, plan: Plan, placed: tuple[Placed, ...], absent: Mapping[str, str], seconds: float
) -> None:
    """Wait until the helpers run and all pods are ready, or nothing has moved for a while; at most so many seconds.

    Raises Unfit where a helper cannot run.
    """
    wanted = {one.name: one for one in plan.helpers if not one.stands_for & set(absent)}
    end = time.monotonic() + seconds
    last, since = -1, time.monotonic()
    while True:
        pods = cluster.ask("GET", path_of(POD, plan.namespace)).body.get("items") or []
        ready = {pod["metadata"]["name"] for pod in pods if _ready(pod)}
        done = len(ready) == len(pods) and set(wanted) <= ready and all(_carried_out(cluster, plan, placed))
        last, since = len(ready), since if last == len(ready) else time.monotonic()
        late = time.monotonic() > end
        calm = set(wanted) <= ready and time.monotonic() - since > CALM
        _stop_without(cluster, wanted, pods, ready, late=late)
        if done or calm or late:
            return
        time.sleep(0.5)


def _stop_without(
    cluster: LiveCluster, wanted: Mapping[str, Helper], pods: list[Any], ready: set[str], *, late: bool
) -> None:
    """Stop at once when the image of a helper cannot be pulled, and when it had its time."""
    for pod in pods:
        helper = wanted.get(pod["metadata"]["name"])
        if helper is None or helper.name in ready:
            continue
        reasons = {one.get("reason", ""): one.get("message", "") for one in _waiting(pod)}
        bad = sorted(_NO_IMAGE & set(reasons))
        if bad:
            said = f"the image {helper.image} of the helper pod cannot be pulled there: {reasons[bad[0]] or bad[0]}"
            raise Unfit(said, "--helper-image IMAGE with one that has curl, dig and nc, or --no-helper")
        if late:
            why = ", ".join(filter(None, sorted(reasons))) or _condition(pod) or "it is not ready"
            said = f"the helper pod {helper.name} does not start: {why}"
            raise Unfit(said, f"a longer --timeout, --no-helper, or look: {cluster.kubectl} get nodes")


def _carried_out(cluster: LiveCluster, plan: Plan, placed: Iterable[Placed]) -> Iterator[bool]:
    """Of each workload, whether its controller has seen the last change and all its pods are new and ready."""
    for one in placed:
        if one.kind in _WORKLOADS:
            found = cluster.ask("GET", path_of(one.kind, plan.namespace, one.name)).body
            status, spec = found.get("status") or {}, found.get("spec") or {}
            count = spec.get("replicas", status.get("desiredNumberScheduled", 0))
            seen = status.get("observedGeneration", 0) >= found.get("metadata", {}).get("generation", 0)
            ready = status.get("readyReplicas", status.get("numberReady", 0))
            same = status.get("updateRevision") == status.get("currentRevision") or one.kind is not STATEFUL_SET
            yield seen and same and ready == count == status.get("replicas", count)


def _ready(pod: Any) -> bool:
    rows = pod.get("status", {}).get("conditions") or ()
    return any(row.get("type") == "Ready" and row.get("status") == "True" for row in rows)


def _waiting(pod: Any) -> Iterator[Any]:
    for one in pod.get("status", {}).get("containerStatuses") or ():
        if "waiting" in (one.get("state") or {}):
            yield one["state"]["waiting"]


def _condition(pod: Any) -> str:
    """Why a pod has no node."""
    rows = pod.get("status", {}).get("conditions") or ()
    return next((str(row.get("message") or "") for row in rows if row.get("type") == "PodScheduled"), "")
