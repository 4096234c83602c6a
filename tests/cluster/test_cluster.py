"""A cluster starts, lives, and is put back, the same from the same seed."""

from __future__ import annotations

from tests.cluster.bodies import service, workload
from tutor.api.codec import encode
from tutor.api.kinds import KINDS, NODE, POD, REPLICA_SET, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Place
from tutor.cluster.settings import Settings


def _all(cluster: Cluster) -> list[object]:
    return [encode(obj) for kind in KINDS for obj in cluster.server.list(kind)]


def test_a_new_cluster_has_the_nodes_and_services_of_the_course(cluster: Cluster) -> None:
    assert [node.metadata.name for node in cluster.server.list(NODE)] == [
        "kube-master1",
        "kube-node1",
        "kube-node2",
        "kube-node3",
    ]
    addresses = {one.metadata.name: one.spec.cluster_ip for one in cluster.server.list(SERVICE)}
    assert addresses == {"kubernetes": "10.233.0.1", "coredns": "10.233.0.3"}
    assert cluster.now == 0.0


def test_everything_in_a_new_cluster_runs_and_waits_for_nothing(cluster: Cluster) -> None:
    assert {pod.status.phase for pod in cluster.server.list(POD)} == {"Running"}
    assert cluster.clock.snapshot().queue == ()
    assert cluster.events() == ()


def test_the_same_seed_makes_the_same_cluster_to_the_byte() -> None:
    worlds = []
    for _ in range(2):
        cluster = Cluster.start(Settings(seed=5))
        cluster.server.create(REPLICA_SET, workload("web", 3))
        cluster.settle()
        worlds.append(_all(cluster))
    assert worlds[0] == worlds[1]


def test_another_seed_gives_other_names(cluster: Cluster) -> None:
    other = Cluster.start(Settings(seed=1))
    assert [pod.metadata.name for pod in cluster.server.list(POD)] != [
        pod.metadata.name for pod in other.server.list(POD)
    ]


def test_three_replicas_land_on_three_nodes_and_are_ready_within_two_seconds(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 3))
    cluster.advance(2)
    pods = cluster.server.list(POD, namespace="default")
    assert sorted(pod.spec.node_name for pod in pods) == ["kube-node1", "kube-node2", "kube-node3"]
    assert all(pod.status.container_statuses[0].ready for pod in pods)


def test_a_snapshot_brings_back_the_whole_cluster_and_its_future(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 2))
    cluster.advance(0.3)
    before = cluster.snapshot()
    futures = []
    for _ in range(2):
        cluster.restore(before)
        cluster.server.create(SERVICE, service("web"))
        cluster.advance(5)
        futures.append((_all(cluster), cluster.now))
    assert futures[0] == futures[1]


def test_nothing_is_written_when_nothing_changes(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 2))
    cluster.server.create(SERVICE, service("web"))
    cluster.settle()
    revision = cluster.store.revision
    cluster.advance(3500)
    assert cluster.store.revision == revision


def test_a_world_may_publish_where_its_api_server_listens() -> None:
    cluster = Cluster.start(Settings(api_server_endpoints=("192.168.56.11",)))
    slices = cluster.store.list("EndpointSlice", "default")
    assert [(one.metadata.name, one.endpoints[0].addresses) for one in slices] == [("kubernetes", ("192.168.56.11",))]


def test_a_cluster_resumed_from_a_snapshot_goes_on_as_the_first_one_does_and_by_itself() -> None:
    first = Cluster.start(Settings(seed=3))
    state = first.snapshot()
    second = Cluster.resume(Settings(seed=3), state)
    for one in (first, second):
        one.server.create(SERVICE, service("web"))
        one.settle()
    assert second.snapshot().store.log == first.snapshot().store.log
    assert len(Cluster.resume(Settings(seed=3), state).server.list(SERVICE)) == 2


def test_the_way_to_the_name_servers_is_that_of_the_moment_also_after_going_back(cluster: Cluster) -> None:
    node, name = Place(kind="node", name="kube-node1"), "kubernetes.default.svc.cluster.local."
    start, codes = cluster.snapshot(), []
    for services in ((), ("coredns",), ()):
        cluster.restore(start)
        for one in services:
            cluster.server.delete(SERVICE, one, namespace="kube-system")
        codes.append(cluster.resolve(node, name, search=False, server="169.254.25.10").rcode)
    assert codes == ["NOERROR", "SERVFAIL", "NOERROR"]
