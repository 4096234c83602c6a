"""Load balancers as Kubernetes' own end-to-end tests ask of them, with MetalLB for the provider."""

from __future__ import annotations

import pytest

from tests.e2e.scene import REFUSED, TIMEOUT, Body, Scene, client, deployment, pod, service
from tutor.cluster.settings import Settings

NODE1, NODE2 = "192.168.56.21", "192.168.56.22"
LOCAL: Body = {"externalTrafficPolicy": "Local"}


@pytest.fixture
def scene() -> Scene:
    return Scene(Settings(load_balancer="metallb"))


def _address(scene: Scene) -> str:
    """Give the address that the load balancer has for the Service, "" without one."""
    ingress = scene.get("svc web")["status"]["loadBalancer"].get("ingress", [{"ip": ""}])
    found: str = ingress[0]["ip"]
    return found


@pytest.mark.parametrize(("protocol", "target"), [("TCP", 8080), ("UDP", 8081)])
def test_type_and_ports_of_a_service_change_to_load_balancer_and_back(scene: Scene, protocol: str, target: int) -> None:
    scene.apply(service("web", {"port": 80, "targetPort": target, "protocol": protocol}), pod("one"), client())
    scene.patch("svc web", {"spec": {"type": "NodePort"}})
    node_port = scene.node_port("web")
    assert scene.host("laptop", f"{NODE1}:{node_port}", protocol) == "one"
    scene.patch("svc web", {"spec": {"type": "LoadBalancer"}}, wait=3)
    address = _address(scene)
    assert (scene.node_port("web"), scene.host("laptop", address, protocol)) == (node_port, "one")
    scene.patch("svc web", [{"op": "replace", "path": "/spec/ports/0/port", "value": 81}], type_="json")
    assert (scene.node_port("web"), _address(scene)) == (node_port, address)
    assert scene.host("laptop", f"{address}:81", protocol) == "one"
    scene("kubectl delete pod one")
    scene.wait(1)
    assert scene.host("laptop", f"{NODE1}:{node_port}", protocol) == REFUSED
    scene.apply(pod("one"))
    scene.patch("svc web", {"spec": {"type": "ClusterIP"}}, wait=3)
    assert ("nodePort" in scene.spec("web")["ports"][0], _address(scene)) == (False, "")
    assert scene.host("laptop", f"{NODE1}:{node_port}", protocol) == REFUSED
    assert scene.host("laptop", f"{address}:81", protocol) == TIMEOUT
    assert scene.host("pod/client", "web:81", protocol) == "one"


def test_only_the_source_ranges_of_a_service_come_in_through_its_load_balancer(scene: Scene) -> None:
    scene.apply(pod("one", node="kube-node1"), client("in"), client("out"))
    ranges: Body = {"loadBalancerSourceRanges": [f"{scene.ip('in')}/32"]}
    scene.apply(service(type="LoadBalancer", **ranges))
    address = _address(scene)
    assert (scene.host("pod/in", address), scene.host("pod/out", address)) == ("one", TIMEOUT)
    assert scene.host("laptop", address) == TIMEOUT
    scene.patch("svc web", {"spec": {"loadBalancerSourceRanges": [f"{scene.ip('out')}/32"]}})
    assert (scene.host("pod/in", address), scene.host("pod/out", address)) == (TIMEOUT, "one")
    scene.patch("svc web", {"spec": {"loadBalancerSourceRanges": None}})
    assert [scene.host(source, address) for source in ("pod/in", "pod/out", "laptop")] == ["one"] * 3


@pytest.mark.parametrize("policy", ["Local", "Cluster"])
def test_affinity_works_and_can_be_switched_at_a_load_balancer(scene: Scene, policy: str) -> None:
    spec: Body = {"externalTrafficPolicy": policy, "sessionAffinity": "ClientIP"}
    scene.apply(*(pod(f"{node}-{copy}", node=f"kube-{node}") for node in ("node1", "node2", "node3") for copy in "ab"))
    scene.apply(service(type="LoadBalancer", **spec))
    address, choice = _address(scene), 2 if policy == "Local" else 6
    assert len(scene.hosts("laptop", address)) == 1
    scene.patch("svc web", {"spec": {"sessionAffinity": "None"}})
    assert len(scene.hosts("laptop", address)) == choice
    scene.patch("svc web", {"spec": {"sessionAffinity": "ClientIP"}})
    assert len(scene.hosts("laptop", address)) == 1


def test_a_load_balancer_may_do_without_node_ports_and_get_one_later(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", allocateLoadBalancerNodePorts=False), pod("one"))
    address = _address(scene)
    assert ("nodePort" in scene.spec("web")["ports"][0], scene.host("laptop", address)) == (False, "one")
    scene.patch("svc web", {"spec": {"allocateLoadBalancerNodePorts": True}}, wait=2)
    assert (scene.node_port("web") in range(30000, 32768), _address(scene)) == (True, address)
    assert scene.host("laptop", f"{NODE2}:{scene.node_port('web')}") == "one"


@pytest.mark.parametrize("second", ["kube-node1", "kube-node2"])
def test_udp_goes_on_when_the_pod_behind_a_load_balancer_is_replaced(scene: Scene, second: str) -> None:
    port = {"port": 80, "targetPort": 8081, "protocol": "UDP"}
    scene.apply(service("web", port, type="LoadBalancer"), pod("one", node="kube-node1"))
    address = _address(scene)
    assert scene.host("laptop", address, "UDP") == "one"
    scene.apply(pod("two", node=second))
    scene("kubectl delete pod one")
    scene.wait(1)
    assert scene.host("laptop", address, "UDP") == "two"


@pytest.mark.parametrize("policy", ["Cluster", "Local"])
def test_a_rolling_update_does_not_disturb_a_load_balancer(scene: Scene, policy: str) -> None:
    quick: Body = {"readinessProbe": {"httpGet": {"path": "/healthz", "port": 8080}, "periodSeconds": 1}}
    scene.apply(service(type="LoadBalancer", externalTrafficPolicy=policy), deployment("web", 3, **quick), wait=8)
    address = _address(scene)
    old = scene.hosts("laptop", address)
    scene("kubectl set env deployment/web VERSION=2")
    for _ in range(40):
        scene.wait(0.3)
        assert scene.host("laptop", address) not in {REFUSED, TIMEOUT}
    assert set(old).isdisjoint(scene.hosts("laptop", address))


def test_an_external_local_policy_keeps_the_client_s_address_at_a_load_balancer(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", **LOCAL), pod("one", node="kube-node1"))
    address = _address(scene)
    assert scene.client("laptop", address) == "192.168.56.1"
    scene.patch("svc web", {"spec": {"externalTrafficPolicy": "Cluster"}})
    assert scene.client("laptop", address) != "192.168.56.1"


def test_only_nodes_with_endpoints_are_targets_of_an_external_local_policy(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", **LOCAL), pod("one", node="kube-node3"))
    health = scene.spec("web")["healthCheckNodePort"]
    codes = [scene(f"curl -s -o /dev/null -w '%{{http_code}}' http://{node}:{health}/")
             for node in (NODE1, NODE2, "192.168.56.23")]  # fmt: skip
    assert codes == ["503", "503", "200"]
    assert scene.host("laptop", _address(scene)) == "one"
    scene("kubectl delete pod one")
    scene.apply(pod("two", node="kube-node1"))
    assert scene.host("laptop", _address(scene)) == "two"


def test_all_nodes_with_endpoints_are_targets_of_an_external_local_policy(scene: Scene) -> None:
    names = ("node1", "node2", "node3")
    scene.apply(service(type="LoadBalancer", **LOCAL), *(pod(name, node=f"kube-{name}") for name in names))
    health = scene.spec("web")["healthCheckNodePort"]
    nodes = (NODE1, NODE2, "192.168.56.23")
    codes = [scene(f"curl -s -o /dev/null -w '%{{http_code}}' http://{node}:{health}/") for node in nodes]
    assert codes == ["200"] * 3
    port = scene.node_port("web")
    assert [scene.host("laptop", f"{node}:{port}") for node in nodes] == list(names)


def test_pods_reach_a_load_balancer_with_an_external_local_policy_from_any_node(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer", **LOCAL), pod("one", node="kube-node1"), client(node="kube-node2"))
    address = _address(scene)
    assert (scene.host("pod/client", address), scene.client("pod/client", address)) == ("one", scene.ip("client"))


def test_without_a_provider_a_load_balancer_waits_for_its_address_and_works_otherwise() -> None:
    scene = Scene()
    scene.apply(service(type="LoadBalancer"), pod("one"), client())
    assert scene("kubectl get svc web --no-headers").split()[3] == "<pending>"
    assert scene.host("pod/client", "web") == "one"
    assert scene.host("laptop", f"{NODE1}:{scene.node_port('web')}") == "one"
