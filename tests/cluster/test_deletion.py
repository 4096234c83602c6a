"""What an object owns goes with it, as the propagation says."""

from __future__ import annotations

import pytest

from tests.cluster.bodies import pod, service, workload
from tutor.api.kinds import ENDPOINT_SLICE, ENDPOINTS, NAMESPACE, POD, REPLICA_SET, SERVICE, Kind
from tutor.cluster.cluster import Cluster
from tutor.cluster.store import Key


@pytest.fixture(autouse=True)
def _web(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 2))
    cluster.server.create(SERVICE, service("web"))
    cluster.settle()


def _names(cluster: Cluster, kind: Kind) -> list[str]:
    return [obj.metadata.name for obj in cluster.server.list(kind, namespace="default")]


def test_a_service_takes_its_endpoints_and_slices_along(cluster: Cluster) -> None:
    cluster.server.delete(SERVICE, "web")
    cluster.settle()
    assert (_names(cluster, ENDPOINTS), _names(cluster, ENDPOINT_SLICE)) == ([], [])


def test_in_the_background_the_owner_goes_at_once_and_its_pods_follow(cluster: Cluster) -> None:
    cluster.server.delete(REPLICA_SET, "web")
    assert (_names(cluster, REPLICA_SET), len(_names(cluster, POD))) == ([], 2)
    cluster.settle()
    assert _names(cluster, POD) == []


def test_in_the_foreground_the_owner_waits_for_its_pods(cluster: Cluster) -> None:
    cluster.server.delete(REPLICA_SET, "web", propagation="Foreground")
    cluster.advance(0.3)
    assert (_names(cluster, REPLICA_SET), len(_names(cluster, POD))) == (["web"], 2)
    cluster.settle()
    assert (_names(cluster, REPLICA_SET), _names(cluster, POD)) == ([], [])


def test_orphans_stay_without_an_owner(cluster: Cluster) -> None:
    cluster.server.delete(REPLICA_SET, "web", propagation="Orphan")
    cluster.settle()
    assert _names(cluster, REPLICA_SET) == []
    assert [one.metadata.owner_references for one in cluster.server.list(POD, namespace="default")] == [(), ()]


def test_a_pod_leaves_after_its_program_has_stopped(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("one"))
    cluster.settle()
    leaving = cluster.server.delete(POD, "one")
    assert leaving.metadata.deletion_grace_period_seconds == 30
    assert "one" in _names(cluster, POD)
    cluster.advance(1.5)
    assert "one" not in _names(cluster, POD)


def test_a_pod_that_ignores_the_signal_stays_for_its_whole_grace_period(cluster: Cluster) -> None:
    body = pod("one", terminationGracePeriodSeconds=5)
    body["spec"]["containers"] = [{"name": "c", "image": "busybox", "command": ["sleep", "infinity"]}]
    cluster.server.create(POD, body)
    cluster.settle()
    cluster.server.delete(POD, "one")
    cluster.advance(4.5)
    assert "one" in _names(cluster, POD)
    cluster.advance(1)
    assert "one" not in _names(cluster, POD)


def test_a_forced_pod_goes_at_once(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("one"))
    cluster.settle()
    cluster.server.delete(POD, "one", grace_period=0)
    assert "one" not in _names(cluster, POD)


def test_a_finalizer_holds_an_object_until_it_is_taken_off(cluster: Cluster) -> None:
    cluster.server.patch(SERVICE, "web", {"metadata": {"finalizers": ["example.com/hold"]}})
    cluster.server.delete(SERVICE, "web")
    cluster.settle()
    assert _names(cluster, SERVICE) == ["kubernetes", "web"]
    cluster.server.patch(SERVICE, "web", {"metadata": {"finalizers": None}}, patch_type="merge")
    assert _names(cluster, SERVICE) == ["kubernetes"]


def _end(cluster: Cluster, name: str) -> list[tuple[str, str]]:
    """The reasons and messages of a leaving namespace's last two conditions."""
    conditions = cluster.server.get(NAMESPACE, name).status.conditions or ()
    return [(one["reason"], one["message"]) for one in conditions[3:]]


def test_a_namespace_is_looked_at_five_seconds_after_its_deletion(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "team-a"}})
    cluster.server.delete(NAMESPACE, "team-a")
    cluster.advance(4.9)
    assert cluster.server.get(NAMESPACE, "team-a").status.phase == "Terminating"
    cluster.advance(0.2)
    assert cluster.store.get(Key(kind="Namespace", name="team-a")) is None


def test_a_namespace_says_what_keeps_it(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "team-a"}})
    held = service("web")
    held["metadata"]["finalizers"] = ["example.com/hold"]
    cluster.server.create(SERVICE, held, namespace="team-a")
    cluster.server.delete(NAMESPACE, "team-a")
    cluster.advance(20)
    assert _end(cluster, "team-a") == [
        ("SomeResourcesRemain", "Some resources are remaining: services. has 1 resource instances"),
        (
            "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
        ),
    ]
    cluster.server.patch(SERVICE, "web", {"metadata": {"finalizers": None}}, patch_type="merge", namespace="team-a")
    cluster.advance(20)
    assert cluster.store.get(Key(kind="Namespace", name="team-a")) is None


def test_a_namespace_goes_with_all_that_it_holds(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "team-a"}})
    cluster.server.create(REPLICA_SET, workload("web", 2), namespace="team-a")
    cluster.server.create(SERVICE, service("web"), namespace="team-a")
    cluster.settle()
    assert cluster.server.delete(NAMESPACE, "team-a").status.phase == "Terminating"
    cluster.settle()
    assert cluster.store.list("Pod", "team-a") == ()
    assert cluster.store.list("Service", "team-a") == ()
    assert [space.metadata.name for space in cluster.server.list(NAMESPACE)] == [
        "default",
        "kube-node-lease",
        "kube-public",
        "kube-system",
    ]
