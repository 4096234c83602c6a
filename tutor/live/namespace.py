"""The namespace of a check: not there before, not there afterwards, whatever happens in between."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.api.kinds import NAMESPACE
from tutor.live.client import Answered, LiveCluster, path_of
from tutor.live.helpers import OWNER
from tutor.live.stopped import Unfit, Unreachable

RUN = "tutor/run"
LEAVING = 30.0  # seconds that the namespace of a run before may take to go


@contextmanager
def own_namespace(cluster: LiveCluster, name: str) -> Iterator[None]:
    """Create a namespace and delete it again; one that is another's is never touched. Raises Unfit, Unreachable."""
    run = secrets.token_hex(8)
    try:
        _create(cluster, name, run)
    except KeyboardInterrupt:  # nobody knows whether it came to be
        _delete(cluster, name, run)
        raise
    try:
        yield
    finally:
        _delete(cluster, name, run)


def _create(cluster: LiveCluster, name: str, run: str) -> None:
    meta = {"name": name, "labels": OWNER, "annotations": {RUN: run}}
    body = {"apiVersion": "v1", "kind": "Namespace", "metadata": meta}
    end = time.monotonic() + LEAVING
    made = cluster.ask("POST", path_of(NAMESPACE, ""), body)
    while made.code == 409 and _leaving(cluster, name) and time.monotonic() < end:
        time.sleep(1)
        made = cluster.ask("POST", path_of(NAMESPACE, ""), body)
    if made.code == 409:
        said = f"the namespace {name} exists already, and a check wants one of its own"
        raise Unfit(said, f"{cluster.kubectl} delete namespace {name}, when nobody needs it")
    if not made.fine:
        raise Unreachable(
            f"you may not create the namespace {name}: {made.words}", f"{cluster.kubectl} auth can-i create namespaces"
        )


def _leaving(cluster: LiveCluster, name: str) -> bool:
    found = cluster.ask("GET", path_of(NAMESPACE, "", name))
    return found.code == 404 or (found.fine and (found.body.get("status") or {}).get("phase") == "Terminating")


def _delete(cluster: LiveCluster, name: str, run: str) -> None:
    """Delete the namespace if this run made it: by its uid, so that no other can be met."""
    try:
        found = cluster.ask("GET", path_of(NAMESPACE, "", name))
        meta = found.body.get("metadata") or {} if found.fine else {}
        if (meta.get("annotations") or {}).get(RUN) != run:
            return
        body = {"apiVersion": "v1", "kind": "DeleteOptions", "preconditions": {"uid": meta["uid"]}}
        gone = cluster.ask("DELETE", path_of(NAMESPACE, "", name), body)
    except Unreachable as fault:
        gone = Answered(code=502, body={"message": str(fault)})
    if not gone.fine and gone.code not in {404, 409}:
        said = f"the namespace {name} is perhaps still there: {gone.words}"
        raise Unreachable(said, f"{cluster.kubectl} delete namespace {name}")


def wait_for_account(cluster: LiveCluster, namespace: str, seconds: float) -> None:
    """Wait for the service account that pods of a new namespace run as; who may not look goes on."""
    end = time.monotonic() + seconds
    where = f"/api/v1/namespaces/{namespace}/serviceaccounts/default"
    while cluster.ask("GET", where).code == 404 and time.monotonic() < end:
        time.sleep(0.2)
