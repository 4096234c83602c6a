"""Session affinity and hidden Services as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

import pytest

from tests.e2e.scene import AGNHOST, REFUSED, TIMEOUT, Body, Scene, client, pod, service
from tutor.cluster.settings import Settings

PODS = (pod("one"), pod("two"), pod("three"))
STICKY: Body = {"sessionAffinity": "ClientIP"}


def _address(scene: Scene, type_: str) -> str:
    return "web:80" if type_ == "ClusterIP" else f"192.168.56.22:{scene.node_port('web')}"


@pytest.mark.parametrize("type_", ["ClusterIP", "NodePort"])
def test_fifteen_connections_of_a_client_meet_one_pod_with_affinity(scene: Scene, type_: str) -> None:
    scene.apply(service(type=type_, **STICKY), *PODS, client())
    assert len(scene.hosts("pod/client", _address(scene, type_), count=15)) == 1


@pytest.mark.parametrize("type_", ["ClusterIP", "NodePort"])
def test_affinity_can_be_switched_off_and_on_again(scene: Scene, type_: str) -> None:
    scene.apply(service(type=type_, **STICKY), *PODS, client())
    address = _address(scene, type_)
    assert len(scene.hosts("pod/client", address)) == 1
    scene.patch("svc web", {"spec": {"sessionAffinity": "None"}})
    assert scene.hosts("pod/client", address) == ["one", "three", "two"]
    scene.patch("svc web", {"spec": STICKY})
    assert len(scene.hosts("pod/client", address)) == 1


@pytest.mark.parametrize("type_", ["ClusterIP", "NodePort"])
def test_affinity_ends_when_a_client_was_silent_for_the_timeout(scene: Scene, type_: str) -> None:
    config: Body = {"sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 25}}}
    scene.apply(service(type=type_, **STICKY, **config), *PODS, client())
    address = _address(scene, type_)
    first = scene.host("pod/client", address)
    scene.wait(24)
    assert scene.host("pod/client", address) == first
    scene.wait(24)
    assert scene.host("pod/client", address) == first
    later = []
    for _ in range(3):
        scene.wait(26)
        later.append(scene.host("pod/client", address))
    assert len({first, *later}) > 1


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_affinity_holds_for_each_client_address_and_protocol(scene: Scene, protocol: str) -> None:
    ports = (
        {"name": "tcp", "port": 80, "targetPort": 8080, "protocol": "TCP"},
        {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"},
    )
    scene.apply(service("web", *ports, **STICKY), *PODS, *(client(name) for name in ("a", "b", "c")))
    for name in ("a", "b", "c"):
        assert len(scene.hosts(f"pod/{name}", "web", protocol)) == 1


def test_a_service_for_another_proxy_is_down_until_the_label_goes(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client())
    address = scene.cluster_ip("web")
    assert scene.host("pod/client", address) == "one"
    scene("kubectl label svc web service.kubernetes.io/service-proxy-name=foo-bar")
    scene.wait(1)
    assert scene.host("pod/client", address) == TIMEOUT
    scene("kubectl label svc web service.kubernetes.io/service-proxy-name-")
    scene.wait(1)
    assert scene.host("pod/client", address) == "one"


def test_an_endpoint_slice_with_the_headless_label_is_nothing_to_the_proxy(scene: Scene) -> None:
    by_hand = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": "web-1", "labels": {"kubernetes.io/service-name": "web"}},
        "addressType": "IPv4",
        "ports": [{"name": "", "port": 8080}],
    }
    scene.apply(service(app=""), pod("one"), client())
    scene.apply({**by_hand, "endpoints": [{"addresses": [scene.ip("one")]}]})
    assert scene.host("pod/client", "web") == "one"
    scene("kubectl label endpointslice web-1 service.kubernetes.io/headless=")
    scene.wait(1)
    assert scene.host("pod/client", "web") == REFUSED
    scene("kubectl label endpointslice web-1 service.kubernetes.io/headless-")
    scene.wait(1)
    assert scene.host("pod/client", "web") == "one"


@pytest.mark.parametrize("mode", ["ipvs", "iptables", "nftables"])
def test_every_proxy_mode_shows_all_endpoints_by_cluster_ip_and_by_node_port(mode: str) -> None:
    ports = [
        {"name": protocol.lower(), "port": 80, "targetPort": target, "protocol": protocol}
        for protocol, target in (("TCP", 8080), ("UDP", 8081), ("SCTP", 8082))
    ]
    args = {"args": ["netexec", "--sctp-port=8082"]}
    scene = Scene(Settings(proxy_mode=mode))  # type: ignore[arg-type]
    scene.apply(service("web", *ports, type="NodePort"), client())
    scene.apply(*(pod(name, container=args) for name in ("one", "two", "three")))
    everyone = ["one", "three", "two"]
    for index, protocol in enumerate(("TCP", "UDP", "SCTP")):
        for source in ("pod/client", "node/kube-node1", "pod/one"):
            for address in (scene.cluster_ip("web"), f"192.168.56.22:{scene.node_port('web', index)}"):
                port = "" if ":" in address else ":80"
                assert scene.hosts(source, f"{address}{port}", protocol, count=30) == everyone


def test_two_services_with_one_selector_do_not_care_for_each_other(scene: Scene) -> None:
    scene.apply(service("first"), service("second"), *PODS, client())
    assert scene.hosts("pod/client", "first") == scene.hosts("pod/client", "second") == ["one", "three", "two"]
    scene("kubectl delete svc second")
    assert scene.hosts("pod/client", "first") == ["one", "three", "two"]


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_deleted_pod_never_answers_again(scene: Scene, protocol: str) -> None:
    port = {"port": 80, "targetPort": 8080 if protocol == "TCP" else 8081, "protocol": protocol}
    scene.apply(service("web", port, type="NodePort"), *PODS, client())
    addresses = ("web:80", f"192.168.56.22:{scene.node_port('web')}")
    scene("kubectl delete pod two")
    scene.wait(1)
    assert [scene.hosts("pod/client", one, protocol, count=20) for one in addresses] == [["one", "three"]] * 2
    scene("kubectl delete pod one three")
    scene.wait(1)
    assert [scene.host("pod/client", one, protocol) for one in addresses] == [REFUSED] * 2


def test_a_large_request_arrives_whole(scene: Scene) -> None:
    udp = {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"}
    scene.apply(service("web", {"name": "tcp", "port": 80, "targetPort": 8080}, udp), pod("one"), client())
    message = "42" * 1000
    for protocol in ("TCP", "UDP"):
        assert scene.fetch("pod/client", f"http://web/echo?msg={message}", protocol) == message


def test_endpoints_may_be_on_the_network_of_their_nodes(scene: Scene) -> None:
    scene.apply(
        service(type="NodePort"),
        pod("one", node="kube-node1", hostNetwork=True),
        pod("two", node="kube-node2", hostNetwork=True),
        client(node="kube-node3"),
    )
    assert scene.hosts("pod/client", "web") == ["kube-node1", "kube-node2"]
    assert scene.hosts("laptop", f"192.168.56.23:{scene.node_port('web')}") == ["kube-node1", "kube-node2"]
    assert scene.client("pod/client", "web") == "192.168.56.23"


@pytest.mark.parametrize(("protocol", "port"), [("TCP", 8080), ("UDP", 8081)])
def test_pods_and_nodes_reach_pods_directly(scene: Scene, protocol: str, port: int) -> None:
    scene.apply(pod("one", node="kube-node1"), pod("two", node="kube-node2"), client(node="kube-node1"))
    for name in ("one", "two"):
        address = f"{scene.ip(name)}:{port}"
        assert scene.host("pod/client", address, protocol) == name
        assert scene.host("node/kube-node3", address, protocol) == name


def test_pods_see_each_others_own_addresses(scene: Scene) -> None:
    scene.apply(pod("one", node="kube-node1"), client("near", node="kube-node1"), client("far", node="kube-node2"))
    for name in ("near", "far"):
        assert scene.client(f"pod/{name}", f"{scene.ip('one')}:8080") == scene.ip(name)


def test_pods_may_share_a_host_port_under_other_addresses_and_protocols(scene: Scene) -> None:
    def holding(name: str, protocol: str, address: str) -> Body:
        port = {"containerPort": 8080 if protocol == "TCP" else 8081, "hostPort": 54323, "protocol": protocol}
        ports = [{**port, "hostIP": address}]
        return pod(name, container={"ports": ports}, nodeSelector={"kubernetes.io/hostname": "kube-node1"})

    scene.apply(
        holding("one", "TCP", "127.0.0.1"), holding("two", "TCP", "192.168.56.21"), holding("three", "UDP", "0.0.0.0")
    )
    assert [scene.get(f"pod {name}")["status"]["phase"] for name in ("one", "two", "three")] == ["Running"] * 3
    assert scene.host("node/kube-node1", "127.0.0.1:54323") == "one"
    assert scene.host("node/kube-node1", "192.168.56.21:54323") == "two"
    assert scene.host("laptop", "192.168.56.21:54323", "UDP") == "three"
    scene.apply(holding("four", "TCP", "0.0.0.0"))
    assert scene.get("pod four")["status"]["phase"] == "Pending"
    assert AGNHOST in scene("kubectl get pod four -o wide -o jsonpath='{.spec.containers[0].image}'")
