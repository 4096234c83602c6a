"""Service types, node ports and external IPs as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from dataclasses import replace

from tests.e2e.scene import NO_HOST, REFUSED, TIMEOUT, Scene, client, pod, service

NODES = ("192.168.56.11", "192.168.56.21", "192.168.56.22", "192.168.56.23")


def test_a_node_port_service_answers_by_name_by_cluster_ip_and_at_every_node(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), pod("one"), pod("two"), client())
    port = scene.node_port("web")
    for address in ("web:80", f"{scene.cluster_ip('web')}:80", *(f"{node}:{port}" for node in NODES)):
        assert scene.hosts("pod/client", address, count=4) == ["one", "two"]
    for node in NODES:
        assert scene.hosts("laptop", f"{node}:{port}", count=4) == ["one", "two"]
        assert scene.hosts("node/kube-node2", f"{node}:{port}", count=4) == ["one", "two"]


def test_an_external_ip_that_no_node_has_leads_to_the_service_from_inside(scene: Scene) -> None:
    scene.apply(service(externalIPs=["203.0.113.250"]), pod("one"), client())
    assert scene.host("pod/client", "203.0.113.250") == "one"
    assert scene.host("node/kube-node3", "203.0.113.250") == "one"
    scene.patch("svc web", {"spec": {"type": "NodePort"}})
    assert scene.host("pod/client", "203.0.113.250") == "one"
    assert scene.host("laptop", f"192.168.56.22:{scene.node_port('web')}") == "one"


def test_a_service_of_two_protocols_on_one_port_gets_two_node_ports_with_the_type(scene: Scene) -> None:
    tcp = {"name": "tcp", "port": 80, "targetPort": 8080, "protocol": "TCP"}
    udp = {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"}
    scene.apply(service("web", tcp), pod("one"), client())
    scene.patch("svc web", {"spec": {"type": "NodePort", "ports": [tcp, udp]}})
    first, second = scene.node_port("web", 0), scene.node_port("web", 1)
    assert (first in range(30000, 32768), second in range(30000, 32768), first != second) == (True, True, True)
    assert scene.host("laptop", f"192.168.56.21:{first}") == "one"
    assert scene.host("laptop", f"192.168.56.21:{second}", "UDP") == "one"


def test_an_external_name_service_that_becomes_cluster_ip_gets_an_address_and_loses_its_name(scene: Scene) -> None:
    scene.apply(service("web", type="ExternalName", externalName="example.com"), pod("one"), client())
    assert "clusterIP" not in scene.spec("web")
    scene.patch("svc web", {"spec": {"type": "ClusterIP", "externalName": None}}, wait=6)
    assert "externalName" not in scene.spec("web")
    assert (scene.host("pod/client", scene.cluster_ip("web")), scene.host("pod/client", "web")) == ("one", "one")


def test_an_external_name_service_that_becomes_node_port_gets_an_address_and_a_port(scene: Scene) -> None:
    scene.apply(service("web", type="ExternalName", externalName="example.com"), pod("one"), client())
    scene.patch("svc web", {"spec": {"type": "NodePort", "externalName": None}}, wait=6)
    assert "externalName" not in scene.spec("web")
    assert scene.host("pod/client", scene.cluster_ip("web")) == "one"
    assert scene.host("laptop", f"192.168.56.23:{scene.node_port('web')}") == "one"


def test_a_cluster_ip_service_that_becomes_external_name_gives_its_address_back(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client())
    address = scene.cluster_ip("web")
    scene.patch("svc web", {"spec": {"type": "ExternalName", "externalName": "example.com"}}, wait=6)
    assert "clusterIP" not in scene.spec("web")
    assert scene.dig("client", "web.default.svc.cluster.local") == ["example.com.", "203.0.113.6"]
    assert scene.host("pod/client", address) == TIMEOUT
    scene.apply(service("other", clusterIP=address))
    assert scene.cluster_ip("other") == address


def test_a_node_port_service_that_becomes_external_name_gives_its_port_back(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), pod("one"), client())
    port = scene.node_port("web")
    scene.patch("svc web", {"spec": {"type": "ExternalName", "externalName": "example.com"}}, wait=6)
    assert scene.spec("web")["ports"] == [{"port": 80, "protocol": "TCP", "targetPort": 8080}]
    assert scene.dig("client", "web.default.svc.cluster.local CNAME") == ["example.com."]
    assert scene.host("laptop", f"192.168.56.21:{port}") == REFUSED
    scene.apply(service("other", {"port": 80, "nodePort": port}, type="NodePort"))
    assert scene.node_port("other") == port


def test_a_node_port_that_another_service_has_is_refused_until_that_one_is_deleted(scene: Scene) -> None:
    wanted = {"port": 80, "targetPort": 8080, "nodePort": 30080}
    scene.apply(service("first", wanted, type="NodePort"))
    assert scene.reject(service("second", wanted, type="NodePort")) == (
        'The Service "second" is invalid: spec.ports[0].nodePort: Invalid value: 30080: '
        "provided port is already allocated"
    )
    scene("kubectl delete svc first")
    scene.apply(service("second", wanted, type="NodePort"))
    assert scene.node_port("second") == 30080


def test_a_node_port_outside_the_range_is_refused_when_made_and_when_changed(scene: Scene) -> None:
    words = "provided port is not in the valid range. The range of valid ports is 30000-32767"
    wanted = {"port": 80, "targetPort": 8080, "nodePort": 32768}
    assert scene.reject(service("web", wanted, type="NodePort")) == (
        f'The Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 32768: {words}'
    )
    scene.apply(service(type="NodePort"))
    refused = scene.reject(service("web", {**wanted, "nodePort": 29999}, type="NodePort"))
    assert refused == f'The Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 29999: {words}'


def test_a_deleted_service_releases_its_node_port(scene: Scene) -> None:
    scene.apply(service(type="NodePort"))
    port = scene.node_port("web")
    scene("kubectl delete svc web")
    assert scene.host("laptop", f"192.168.56.21:{port}") == REFUSED
    scene.apply(service("again", {"port": 80, "nodePort": port}, type="NodePort"))
    assert scene.node_port("again") == port


def test_a_new_service_may_take_a_named_address_of_the_range_and_no_other(scene: Scene) -> None:
    scene.apply(service(clusterIP="10.233.0.77"), pod("one"), client())
    assert scene.host("pod/client", "10.233.0.77") == "one"
    assert scene.reject(service("other", clusterIP="10.233.0.77")) == (
        'The Service "other" is invalid: spec.clusterIPs: Invalid value: ["10.233.0.77"]: '
        "failed to allocate IP 10.233.0.77: provided IP is already allocated"
    )


def test_services_are_served_on_another_service_range(scene: Scene) -> None:
    other = Scene(replace(scene.cluster.settings, service_cidr="10.99.0.0/24"))
    other.apply(service(), pod("one"), client())
    assert other.cluster_ip("web").startswith("10.99.0.")
    assert (other.host("pod/client", "web"), other.host("pod/client", other.cluster_ip("web"))) == ("one", "one")
    assert other.dig("client", "kubernetes.default.svc.cluster.local") == ["10.99.0.1"]


def test_a_name_that_nobody_has_is_no_host(scene: Scene) -> None:
    scene.apply(client())
    assert scene.host("pod/client", "nobody") == NO_HOST
    assert scene.shell.run("kubectl exec client -- curl -s nobody").code == 6
