"""Traffic policies and health check node ports as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

import pytest

from tests.e2e.scene import REFUSED, TIMEOUT, Body, Scene, client, pod, service
from tutor.cluster.settings import Settings

LOCAL_INSIDE: Body = {"internalTrafficPolicy": "Local"}
LOCAL_OUTSIDE: Body = {"externalTrafficPolicy": "Local"}
NODE1, NODE2, NODE3 = "192.168.56.21", "192.168.56.22", "192.168.56.23"


@pytest.fixture
def scene() -> Scene:
    return Scene(Settings(proxy_mode="nftables"))


def _clients() -> tuple[Body, ...]:
    return client("near", node="kube-node1"), client("far", node="kube-node2")


def test_an_internal_local_policy_lets_only_pods_of_the_same_node_in(scene: Scene) -> None:
    scene.apply(service(**LOCAL_INSIDE), pod("one", node="kube-node1"), *_clients())
    assert (scene.host("pod/near", "web"), scene.host("pod/far", "web")) == ("one", TIMEOUT)


def test_an_internal_local_policy_holds_for_pods_on_the_network_of_their_node(scene: Scene) -> None:
    near, far = (client(name, node=node, hostNetwork=True, dnsPolicy="ClusterFirstWithHostNet")
                 for name, node in (("near", "kube-node1"), ("far", "kube-node2")))  # fmt: skip
    scene.apply(service(**LOCAL_INSIDE), pod("one", node="kube-node1"), near, far)
    assert (scene.host("pod/near", "web"), scene.host("pod/far", "web")) == ("one", TIMEOUT)


def test_an_internal_local_policy_holds_for_pods_and_nodes_before_an_endpoint_on_the_host_network(
    scene: Scene,
) -> None:
    scene.apply(service(**LOCAL_INSIDE), pod("one", node="kube-node1", hostNetwork=True), *_clients())
    address = scene.cluster_ip("web")
    assert (scene.host("pod/near", "web"), scene.host("pod/far", "web")) == ("kube-node1", TIMEOUT)
    assert (scene.host("node/kube-node1", address), scene.host("node/kube-node2", address)) == ("kube-node1", TIMEOUT)


def test_an_external_local_policy_keeps_the_client_s_address_at_a_node_port(scene: Scene) -> None:
    scene.apply(service(type="NodePort", **LOCAL_OUTSIDE), pod("one", node="kube-node1"))
    port = scene.node_port("web")
    assert scene.client("laptop", f"{NODE1}:{port}") == "192.168.56.1"
    assert scene.host("laptop", f"{NODE2}:{port}") == TIMEOUT
    scene.patch("svc web", {"spec": {"externalTrafficPolicy": "Cluster"}})
    assert scene.client("laptop", f"{NODE2}:{port}") == NODE2


def _check(scene: Scene, node: str) -> tuple[int, int]:
    """Give the status at a node's health check port, and how many local endpoints it tells of."""
    port = scene.spec("web")["healthCheckNodePort"]
    said = scene(f"curl -s -w '\\n%{{http_code}}' http://{node}:{port}/healthz")
    count = next(line for line in said.splitlines() if "localEndpoints" in line)
    return int(said.splitlines()[-1]), int(count.partition(":")[2].rstrip(","))


def test_a_health_check_node_port_fails_when_all_endpoints_are_terminating_while_they_serve(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", **LOCAL_OUTSIDE), _slow("one", "kube-node1"), *_clients())
    assert _check(scene, NODE1) == (200, 1)
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    assert _check(scene, NODE1) == (503, 0)
    assert scene.host("laptop", f"{NODE1}:{scene.node_port('web')}") == "one"


def _slow(name: str, node: str) -> Body:
    """Make a pod that serves on for a minute after it was told to end."""
    hook = {"lifecycle": {"preStop": {"exec": {"command": ["sleep", "60"]}}}}
    return pod(name, node=node, container=hook, terminationGracePeriodSeconds=100)


def test_terminating_endpoints_serve_when_there_is_no_ready_one_with_internal_policy_cluster(scene: Scene) -> None:
    scene.apply(service(), _slow("one", "kube-node1"), *_clients())
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    conditions = scene.slices("web")[0]["endpoints"][0]["conditions"]
    assert conditions == {"ready": False, "serving": True, "terminating": True}
    assert (scene.host("pod/near", "web"), scene.host("pod/far", "web")) == ("one", "one")
    scene.wait(90)
    assert scene.host("pod/near", "web") == REFUSED


def test_terminating_endpoints_serve_when_there_is_no_ready_one_with_external_policy_cluster(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), _slow("one", "kube-node1"), *_clients())
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    port = scene.node_port("web")
    assert [scene.host("pod/far", f"{node}:{port}") for node in (NODE1, NODE2)] == ["one", "one"]


def test_local_terminating_endpoints_serve_when_there_is_no_ready_one_with_internal_policy_local(
    scene: Scene,
) -> None:
    scene.apply(service(**LOCAL_INSIDE), _slow("one", "kube-node1"), *_clients())
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    assert (scene.host("pod/near", "web"), scene.host("pod/far", "web")) == ("one", TIMEOUT)


def test_local_terminating_endpoints_serve_when_there_is_no_ready_one_with_external_policy_local(
    scene: Scene,
) -> None:
    scene.apply(service(type="NodePort", **LOCAL_OUTSIDE), _slow("one", "kube-node1"))
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    port = scene.node_port("web")
    assert (scene.host("laptop", f"{NODE1}:{port}"), scene.host("laptop", f"{NODE2}:{port}")) == ("one", TIMEOUT)


def test_ready_endpoints_go_before_terminating_ones(scene: Scene) -> None:
    scene.apply(service(), _slow("old", "kube-node1"), pod("new", node="kube-node2"), *_clients())
    scene("kubectl delete pod old --wait=false")
    scene.wait(1)
    assert scene.hosts("pod/near", "web") == ["new"]


def test_health_check_and_node_ports_follow_the_external_policy(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", **LOCAL_OUTSIDE), pod("one", node="kube-node1"), client(node="kube-node2"))
    check, port = scene.spec("web")["healthCheckNodePort"], scene.node_port("web")
    assert [_check(scene, node) for node in (NODE1, NODE2, NODE3)] == [(200, 1), (503, 0), (503, 0)]
    assert [scene.host("pod/client", f"{node}:{port}") for node in (NODE1, NODE2, NODE3)] == ["one", "one", TIMEOUT]
    scene.patch("svc web", {"spec": {"externalTrafficPolicy": "Cluster"}})
    assert "healthCheckNodePort" not in scene.spec("web")
    assert scene.host("laptop", f"{NODE1}:{check}") == REFUSED
    assert [scene.host("pod/client", f"{node}:{port}") for node in (NODE1, NODE2, NODE3)] == ["one"] * 3
    scene.patch("svc web", {"spec": {**LOCAL_OUTSIDE, "healthCheckNodePort": check}})
    assert scene.spec("web")["healthCheckNodePort"] == check
    assert _check(scene, NODE1) == (200, 1)
