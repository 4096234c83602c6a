"""What holds in every world, whatever a learner does in it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cluster.edits import BODIES, CALM, EDITS, Edit, do_all, histories
from tutor.api import codec
from tutor.cluster.cluster import Cluster
from tutor.cluster.control import LATENCY
from tutor.cluster.controllers import WATCHERS
from tutor.cluster.objects import key_of
from tutor.cluster.settings import Settings
from tutor.cluster.store import Change

WORLD = Settings(load_balancer="metallb", seed=7)
CLUSTER = Cluster.start(WORLD)
FRESH = CLUSTER.snapshot()
SIMULATED = tuple(WATCHERS)

bounded = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


def fresh() -> Cluster:
    CLUSTER.restore(FRESH)
    return CLUSTER


def log(cluster: Cluster) -> list[Any]:
    """Every change since the world began, as bytes would say it."""
    changes = cluster.store.since(FRESH.store.revision)
    assert changes is not None
    return [(one.revision, one.type, one.key, codec.encode(one.object)) for one in changes]


def state(cluster: Cluster) -> list[Any]:
    """All objects as bytes would say them, and what is broken and remembered."""
    kinds = sorted({*SIMULATED, "Event", "Namespace"})
    objects = [codec.encode(obj) for kind in kinds for obj in cluster.store.list(kind)]
    return [cluster.store.revision, cluster.now, cluster.faults, objects]


@bounded
@given(histories(EDITS))
def test_the_same_seed_and_the_same_edits_give_the_same_log(edits: list[Edit]) -> None:
    do_all(fresh(), edits)
    CLUSTER.advance(30)
    first = log(CLUSTER)
    do_all(fresh(), edits)
    CLUSTER.advance(30)
    assert log(CLUSTER) == first


@bounded
@given(histories(CALM))
def test_no_controller_writes_when_nothing_changed(edits: list[Edit]) -> None:
    cluster = fresh()
    do_all(cluster, edits)
    cluster.advance(200)
    before = cluster.store.revision
    resync(cluster)
    cluster.advance(60)
    changes = cluster.store.since(before)
    assert changes is not None
    assert [(one.type, one.key) for one in changes if one.key.kind != "Event"] == []


def resync(cluster: Cluster) -> None:
    """Let every controller look at every object again, as after a restart."""
    for kind, rows in WATCHERS.items():
        for obj in cluster.store.list(kind):
            change = Change(revision=0, type="ADDED", key=key_of(obj), object=obj)
            for controller, keys_of in rows:
                for one in keys_of(change, cluster.store):
                    cluster._plane.schedule(LATENCY, controller.name, one)


@bounded
@given(histories(EDITS), st.lists(EDITS, min_size=1, max_size=5))
def test_undo_and_redo_give_the_same_bytes(before: list[Edit], edits: list[Edit]) -> None:
    cluster = fresh()
    do_all(cluster, before)
    undo, was = cluster.snapshot(), state(cluster)
    do_all(cluster, edits)
    redo, is_ = cluster.snapshot(), state(cluster)
    cluster.restore(undo)
    assert state(cluster) == was
    do_all(cluster, edits)
    assert state(cluster) == is_
    cluster.restore(undo)
    cluster.restore(redo)
    assert state(cluster) == is_


@bounded
@given(
    st.data(), st.lists(BODIES, min_size=3, max_size=9, unique_by=lambda body: (body["kind"], body["metadata"]["name"]))
)
def test_any_order_of_the_same_objects_gives_the_same_endpoints(data: st.DataObject, bodies: list[Any]) -> None:
    other = data.draw(st.permutations(bodies))
    found = []
    for order in (bodies, other):
        cluster = fresh()
        do_all(cluster, [("create", {"body": body}) for body in order])
        cluster.advance(60)
        found.append(endpoints(cluster))
    assert found[0] == found[1]


def endpoints(cluster: Cluster) -> dict[str, list[Any]]:
    """Who stands behind each Service, by name where a pod has a name of its own."""
    found: dict[str, list[Any]] = {}
    for slice_ in cluster.store.list("EndpointSlice", "default"):
        service = slice_.metadata.labels["kubernetes.io/service-name"]
        ports = sorted((port.name or "", port.port or 0) for port in slice_.ports or ())
        for one in slice_.endpoints:
            name = named(one)
            found.setdefault(service, []).append((name, ports, one.conditions.ready, one.conditions.serving))
    return {service: sorted(found[service]) for service in sorted(found)}


def named(endpoint: Any) -> str:
    """A pod's own name, its owner's when a controller chose it, else the address."""
    if endpoint.target_ref is None:
        return str(endpoint.addresses[0])
    name: str = endpoint.target_ref.name
    return name if name.startswith("p") else name.partition("-")[0]
