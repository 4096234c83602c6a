"""The server's tables have the columns and cells of a real one."""

from __future__ import annotations

from tests.cluster.bodies import pod, service, workload
from tutor.api.kinds import ENDPOINTS, NODE, POD, REPLICA_SET, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.tables import columns, row


def _row(cluster: Cluster, obj: object, *, wide: bool = False) -> tuple[str, ...]:
    return row(obj, cluster.clock, wide=wide)


def test_wide_columns_are_shown_when_asked_for() -> None:
    assert [one.name for one in columns(SERVICE)] == ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age"]
    assert columns(SERVICE, wide=True)[-1].name == "Selector"


def test_a_node_shows_its_role_and_its_system(cluster: Cluster) -> None:
    assert _row(cluster, cluster.server.get(NODE, "kube-master1"), wide=True) == (
        "kube-master1",
        "Ready",
        "control-plane",
        "5d6h",
        "v1.36.2",
        "192.168.56.11",
        "<none>",
        "Ubuntu 24.04 LTS",
        "6.8.0-31-generic (amd64)",
        "containerd://2.1.1",
    )


def test_a_pending_load_balancer_says_so(cluster: Cluster) -> None:
    ports = [{"port": 80, "nodePort": 30080}]
    stored = cluster.server.create(SERVICE, service("lb", type="LoadBalancer", clusterIP="10.233.7.1", ports=ports))
    assert _row(cluster, stored.object) == ("lb", "LoadBalancer", "10.233.7.1", "<pending>", "80:30080/TCP", "0s")


def test_an_external_name_has_neither_address_nor_ports(cluster: Cluster) -> None:
    body = {"metadata": {"name": "ext"}, "spec": {"type": "ExternalName", "externalName": "www.google.com"}}
    stored = cluster.server.create(SERVICE, body)
    assert _row(cluster, stored.object) == ("ext", "ExternalName", "<none>", "www.google.com", "<none>", "0s")


def test_more_than_three_endpoints_are_counted(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 5))
    cluster.server.create(SERVICE, service("web"))
    cluster.settle()
    shown = _row(cluster, cluster.server.get(ENDPOINTS, "web"))[1]
    assert shown == "10.233.101.3:8080,10.233.101.4:8080,10.233.103.2:8080 + 2 more..."


def test_a_pod_shows_where_it_is_on_its_way(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web"))
    assert _row(cluster, cluster.server.get(POD, "web")) == ("web", "0/1", "Pending", "0", "0s")
    cluster.advance(0.3)
    assert _row(cluster, cluster.server.get(POD, "web"))[2] == "ContainerCreating"
    cluster.settle()
    assert _row(cluster, cluster.server.get(POD, "web"))[1:3] == ("1/1", "Running")
    cluster.server.delete(POD, "web")
    assert _row(cluster, cluster.server.get(POD, "web"))[2] == "Terminating"
