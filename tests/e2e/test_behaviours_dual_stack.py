"""Two address families as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

import pytest

from tests.e2e.scene import REFUSED, Body, Scene, client, pod, service
from tutor.cluster.settings import SEED_NODES, Settings

BOTH = ("IPv4", "IPv6")
PORTS = (
    {"name": "tcp", "port": 80, "targetPort": 8080, "protocol": "TCP"},
    {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"},
    {"name": "sctp", "port": 80, "targetPort": 8082, "protocol": "SCTP"},
)
SERVING = {"args": ["netexec", "--sctp-port=8082"]}


@pytest.fixture
def scene() -> Scene:
    nodes = tuple(
        replace(node, ip_v6=f"fd00:56::{number}", pod_cidr_v6=f"fd00:10:{number}::/64")
        for number, node in enumerate(SEED_NODES, 11)
    )
    return Scene(Settings(nodes=nodes, service_cidr_v6="fd00:233::/108"))


def _families(addresses: list[str]) -> list[str]:
    return [f"IPv{ip_address(one).version}" for one in addresses]


def _six(scene: Scene, pod: str) -> str:
    found: str = scene.get(f"pod {pod}")["status"]["podIPs"][1]["ip"]
    return found


def test_a_single_stack_service_gets_its_address_from_the_first_range(scene: Scene) -> None:
    scene.apply(service())
    spec = scene.spec("web")
    assert (spec["ipFamilyPolicy"], spec["ipFamilies"]) == ("SingleStack", ["IPv4"])
    assert _families(spec["clusterIPs"]) == ["IPv4"]


@pytest.mark.parametrize("families", [["IPv4"], ["IPv6"], ["IPv4", "IPv6"], ["IPv6", "IPv4"]])
def test_a_service_keeps_the_order_of_its_families_and_has_one_slice_for_each(
    scene: Scene, families: list[str]
) -> None:
    policy = "RequireDualStack" if len(families) == 2 else "SingleStack"
    scene.apply(service(ipFamilies=families, ipFamilyPolicy=policy), pod("one"), client())
    spec = scene.spec("web")
    assert (spec["ipFamilies"], _families(spec["clusterIPs"])) == (families, families)
    assert spec["clusterIP"] == spec["clusterIPs"][0]
    assert sorted(one["addressType"] for one in scene.slices("web")) == sorted(families)
    assert [scene.host("pod/client", _url(one)) for one in spec["clusterIPs"]] == ["one"] * len(families)
    [subset] = scene.get("endpoints web")["subsets"]
    assert _families([one["ip"] for one in subset["addresses"]]) == families[:1]


def _url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def test_pods_and_nodes_have_an_address_of_each_family(scene: Scene) -> None:
    scene.apply(pod("one", node="kube-node1"), client(node="kube-node2"))
    status = scene.get("pod one")["status"]
    assert _families([one["ip"] for one in status["podIPs"]]) == list(BOTH)
    assert [one["ip"] for one in status["hostIPs"]] == ["192.168.56.21", "fd00:56::12"]
    for address in (status["podIP"], f"[{_six(scene, 'one')}]"):
        assert scene.host("pod/client", f"{address}:8080") == "one"
    assert scene.client("pod/client", f"[{_six(scene, 'one')}]:8080") == _six(scene, "client")


@pytest.mark.parametrize("protocol", ["TCP", "UDP", "SCTP"])
def test_the_second_family_serves_pods_nodes_and_endpoints_themselves(scene: Scene, protocol: str) -> None:
    scene.apply(service("web", *PORTS, type="NodePort", ipFamilyPolicy="RequireDualStack"), client())
    scene.apply(*(pod(name, container=SERVING) for name in ("one", "two")))
    index = [port["protocol"] for port in PORTS].index(protocol)
    second, node_port = scene.spec("web")["clusterIPs"][1], scene.node_port("web", index)
    for source in ("pod/client", "node/kube-node1", "pod/one"):
        for address in (f"[{second}]:80", f"[fd00:56::13]:{node_port}"):
            assert scene.hosts(source, address, protocol, count=4) == ["one", "two"]
    assert scene.hosts("laptop", f"[fd00:56::13]:{node_port}", protocol, count=4) == ["one", "two"]


def test_the_second_family_follows_endpoints_that_go(scene: Scene) -> None:
    scene.apply(service(ipFamilyPolicy="RequireDualStack"), pod("one"), pod("two"), client())
    second = f"[{scene.spec('web')['clusterIPs'][1]}]"
    assert scene.hosts("pod/client", second) == ["one", "two"]
    scene("kubectl delete pod one")
    scene.wait(1)
    assert scene.hosts("pod/client", second) == ["two"]
    scene("kubectl delete pod two")
    scene.wait(1)
    assert scene.host("pod/client", second) == REFUSED


def test_affinity_and_large_requests_work_on_the_second_family(scene: Scene) -> None:
    spec: Body = {"ipFamilyPolicy": "RequireDualStack", "sessionAffinity": "ClientIP"}
    scene.apply(service(**spec), pod("one"), pod("two"), client())
    second = f"[{scene.spec('web')['clusterIPs'][1]}]"
    assert len(scene.hosts("pod/client", second)) == 1
    assert scene.fetch("pod/client", f"http://{second}/echo?msg={'42' * 1000}") == "42" * 1000


def test_endpoints_on_the_host_network_serve_the_second_family(scene: Scene) -> None:
    scene.apply(service(ipFamilyPolicy="RequireDualStack"), pod("one", node="kube-node1", hostNetwork=True), client())
    assert scene.host("pod/client", f"[{scene.spec('web')['clusterIPs'][1]}]") == "kube-node1"


def test_names_have_addresses_of_each_family(scene: Scene) -> None:
    scene.apply(service(ipFamilyPolicy="PreferDualStack"), service("six", ipFamilies=["IPv6"]), pod("one"), client())
    first, second = scene.spec("web")["clusterIPs"]
    name = "web.default.svc.cluster.local"
    assert (scene.dig("client", f"{name} A"), scene.dig("client", f"{name} AAAA")) == ([first], [second])
    assert scene.dig("client", f"-x {second}") == [f"{name}."]
    assert scene.host("pod/client", "six") == "one"


def test_a_service_gains_and_loses_its_second_family(scene: Scene) -> None:
    scene.apply(service())
    first = scene.cluster_ip("web")
    scene.patch("svc web", {"spec": {"ipFamilyPolicy": "PreferDualStack"}})
    spec = scene.spec("web")
    assert (spec["clusterIPs"][0], _families(spec["clusterIPs"])) == (first, list(BOTH))
    assert len(scene.slices("web")) == 2
    scene.patch("svc web", {"spec": {"ipFamilyPolicy": "SingleStack"}})
    assert (scene.spec("web")["clusterIPs"], scene.spec("web")["ipFamilies"]) == ([first], ["IPv4"])
    assert [one["addressType"] for one in scene.slices("web")] == ["IPv4"]


def test_a_single_stack_cluster_refuses_to_require_two_families() -> None:
    assert Scene().reject(service(ipFamilyPolicy="RequireDualStack")) == (
        'The Service "web" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": '
        "this cluster is not configured for dual-stack services"
    )
