"""Services as Kubernetes' own end-to-end tests ask of them: endpoints, ports, deletion, refusal."""

from __future__ import annotations

from tests.e2e.scene import AGNHOST, REFUSED, TIMEOUT, Scene, client, deployment, pod, replication_controller, service

NODE1, NODE2 = "kube-node1", "kube-node2"


def test_a_service_serves_a_basic_endpoint_from_each_pod_that_comes_and_goes(scene: Scene) -> None:
    scene.apply(service(), client())
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)
    scene.apply(pod("one"))
    assert scene.endpoints("web") == {"one": [8080]}
    scene.apply(pod("two"))
    assert scene.endpoints("web") == {"one": [8080], "two": [8080]}
    assert scene.hosts("pod/client", "web") == ["one", "two"]
    scene("kubectl delete pod one")
    scene.wait()
    assert (scene.endpoints("web"), scene.hosts("pod/client", "web")) == ({"two": [8080]}, ["two"])
    scene("kubectl delete pod two")
    scene.wait()
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)


def test_a_multiport_service_lists_each_pod_under_its_own_port_only(scene: Scene) -> None:
    def named(port: str, number: int) -> dict[str, object]:
        return {"args": ["netexec", f"--http-port={number}"], "ports": [{"name": port, "containerPort": number}]}

    ports = ({"name": "a", "port": 80, "targetPort": "first"}, {"name": "b", "port": 81, "targetPort": "second"})
    scene.apply(service("web", *ports), client())
    scene.apply(pod("one", container=named("first", 100)))
    assert scene.endpoints("web") == {"one": [100]}
    scene.apply(pod("two", container=named("second", 101)))
    assert scene.endpoints("web") == {"one": [100], "two": [101]}
    assert (scene.hosts("pod/client", "web:80"), scene.hosts("pod/client", "web:81")) == (["one"], ["two"])
    scene("kubectl delete pod one")
    scene.wait()
    assert (scene.host("pod/client", "web:80"), scene.host("pod/client", "web:81")) == (REFUSED, "two")


def test_endpoints_and_traffic_follow_ports_that_are_added_and_deleted(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client())
    both = [{"name": "a", "port": 80, "targetPort": 8080}, {"name": "b", "port": 81, "targetPort": 8080}]
    scene.patch("svc web", {"spec": {"ports": both}})
    assert scene.endpoints("web") == {"one": [8080, 8080]}
    assert (scene.host("pod/client", "web:80"), scene.host("pod/client", "web:81")) == ("one", "one")
    scene.patch("svc web", {"spec": {"ports": both[1:]}})
    assert (scene.host("pod/client", "web:80"), scene.host("pod/client", "web:81")) == (REFUSED, "one")


def test_a_server_sees_the_address_of_the_pod_that_asks_its_cluster_ip(scene: Scene) -> None:
    scene.apply(service(), pod("one", node=NODE1), client("near", node=NODE1), client("far", node=NODE2))
    assert scene.client("pod/near", "web") == scene.ip("near")
    assert scene.client("pod/far", "web") == scene.ip("far")


def test_a_pod_reaches_itself_through_its_own_service(scene: Scene) -> None:
    scene.apply(service(), pod("one", node=NODE1))
    assert (scene.host("pod/one", "web"), scene.client("pod/one", "web")) == ("one", "192.168.56.21")


def test_deleting_a_service_stops_its_own_address_only(scene: Scene) -> None:
    scene.apply(service("up1"), service("up2"), pod("one"), client())
    first, second = scene.cluster_ip("up1"), scene.cluster_ip("up2")
    scene("kubectl delete service up1")
    assert (scene.host("pod/client", first), scene.host("pod/client", second)) == (TIMEOUT, "one")
    scene.apply(service("up3"))
    third = scene.cluster_ip("up3")
    assert (len({first, second, third}), scene.host("pod/client", third)) == (3, "one")


def test_a_service_works_after_it_has_been_recreated(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client())
    address = scene.cluster_ip("web")
    scene("kubectl delete service web")
    scene.apply(service(clusterIP=address))
    assert (scene.cluster_ip("web"), scene.host("pod/client", address)) == (address, "one")


def test_a_service_without_endpoints_refuses_at_once(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), client())
    assert scene.host("pod/client", "web") == REFUSED
    assert scene.host("node/kube-node1", scene.cluster_ip("web")) == REFUSED
    assert scene.host("laptop", f"192.168.56.21:{scene.node_port('web')}") == REFUSED
    assert scene.shell.run("kubectl exec client -- curl -s web").code == 7


def test_evicted_pods_are_no_endpoints_even_of_a_service_that_publishes_unready_ones(scene: Scene) -> None:
    scene.apply(service(publishNotReadyAddresses=True), pod("one"), client())
    evicted = {"status": {"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory."}}
    scene.patch("pod one --subresource=status", evicted)
    assert scene("kubectl get pod one --no-headers").split()[2] == "Evicted"
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)


def test_the_service_kubernetes_is_found_when_all_namespaces_are_listed(scene: Scene) -> None:
    listed = scene("kubectl get services -A --no-headers").splitlines()
    assert listed[0].split()[:3] == ["default", "kubernetes", "ClusterIP"]


def test_a_service_has_a_status_that_can_be_read_patched_and_replaced(scene: Scene) -> None:
    scene.apply(service(type="LoadBalancer"))
    first = {"status": {"loadBalancer": {"ingress": [{"ip": "203.0.113.1"}]}}}
    scene.patch("svc web --subresource=status", first)
    assert scene.get("svc web")["status"]["loadBalancer"] == {"ingress": [{"ip": "203.0.113.1", "ipMode": "VIP"}]}
    condition = {"type": "StatusUpdate", "status": "True", "reason": "E2E", "message": "Set from e2e test"}
    since = {"lastTransitionTime": "2026-01-01T09:00:00Z"}
    scene.patch("svc web --subresource=status", {"status": {"conditions": [condition | since]}})
    assert scene.get("svc web --subresource=status")["status"]["conditions"] == [condition | since]
    scene.patch("svc web", {"metadata": {"labels": {"patched": "yes"}}, "status": {"loadBalancer": None}})
    found = scene.get("svc web")
    assert found["metadata"]["labels"] == {"patched": "yes"}
    assert found["status"]["loadBalancer"]["ingress"][0]["ip"] == "203.0.113.1"
    scene("kubectl delete svc web")
    assert scene.fail("kubectl get svc web") == 'Error from server (NotFound): services "web" not found'


def test_services_are_deleted_by_label(scene: Scene) -> None:
    rows = (("a", "yes"), ("b", "yes"), ("c", "no"))
    scene.apply(*({**service(n), "metadata": {"name": n, "labels": {"collected": v}}} for n, v in rows))
    assert scene("kubectl delete services -l collected=yes").splitlines() == [
        'service "a" deleted from default namespace',
        'service "b" deleted from default namespace',
    ]
    assert scene("kubectl get services -o name").splitlines() == ["service/c", "service/kubernetes"]


def test_one_port_number_serves_two_protocols_and_one_of_them_can_be_dropped(scene: Scene) -> None:
    tcp = {"name": "tcp", "port": 80, "targetPort": 8080, "protocol": "TCP"}
    udp = {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"}
    scene.apply(service("web", tcp, udp), pod("one"), client())
    assert (scene.host("pod/client", "web"), scene.host("pod/client", "web", "UDP")) == ("one", "one")
    scene.patch("svc web", {"spec": {"ports": [tcp]}})
    assert (scene.host("pod/client", "web"), scene.host("pod/client", "web", "UDP")) == ("one", REFUSED)


def test_one_port_number_serves_two_protocols_inside_the_cluster_for_a_load_balancer(scene: Scene) -> None:
    tcp = {"name": "tcp", "port": 80, "targetPort": 8080, "protocol": "TCP"}
    udp = {"name": "udp", "port": 80, "targetPort": 8081, "protocol": "UDP"}
    scene.apply(service("web", tcp, udp, type="LoadBalancer"), pod("one"), client())
    address = scene.cluster_ip("web")
    assert (scene.host("pod/client", address), scene.host("pod/client", address, "UDP")) == ("one", "one")


def test_a_service_carries_sctp_to_a_pod(scene: Scene) -> None:
    args = {"args": ["netexec", "--sctp-port=5060"], "ports": [{"containerPort": 5060, "protocol": "SCTP"}]}
    port = {"port": 5060, "protocol": "SCTP"}
    scene.apply(service("web", port), pod("one", container=args), client())
    assert scene.endpoints("web") == {"one": [5060]}
    assert scene.slices("web")[0]["ports"] == [{"name": "", "port": 5060, "protocol": "SCTP"}]
    assert scene.host("pod/client", "web:5060", "SCTP") == "one"


def test_the_ports_of_restartable_init_containers_can_be_asked_by_number_and_by_name(scene: Scene) -> None:
    sidecar = {
        "name": "sidecar",
        "image": AGNHOST,
        "args": ["netexec", "--http-port=9000"],
        "restartPolicy": "Always",
        "ports": [{"name": "side", "containerPort": 9000}],
    }
    by_number, by_name = {"name": "a", "port": 81, "targetPort": 9000}, {"name": "b", "port": 82, "targetPort": "side"}
    scene.apply(service("web", by_number, by_name), pod("one", initContainers=[sidecar]), client())
    assert scene.endpoints("web") == {"one": [9000, 9000]}
    assert (scene.host("pod/client", "web:81"), scene.host("pod/client", "web:82")) == ("one", "one")


def test_a_named_target_port_is_each_pods_own_number(scene: Scene) -> None:
    def serving(number: int) -> dict[str, object]:
        return {"args": ["netexec", f"--http-port={number}"], "ports": [{"name": "http", "containerPort": number}]}

    scene.apply(service("web", {"port": 80, "targetPort": "http"}), client())
    scene.apply(pod("one", container=serving(9001)), pod("two", container=serving(9002)))
    assert scene.endpoints("web") == {"one": [9001], "two": [9002]}
    assert len(scene.slices("web")) == 2
    assert scene.hosts("pod/client", "web") == ["one", "two"]


def test_kubectl_expose_creates_services_for_a_workload_and_for_a_service(scene: Scene) -> None:
    scene.apply(deployment("web", 2), client())
    scene("kubectl expose deployment web --name=first --port=1234 --target-port=8080")
    scene("kubectl expose service first --name=second --port=2345 --target-port=8080")
    scene.wait(1)
    assert list(scene.endpoints("first").values()) == [[8080], [8080]]
    assert scene.endpoints("second") == scene.endpoints("first")
    assert scene.hosts("pod/client", "second:2345") == sorted(scene.endpoints("first"))


def test_kubectl_expose_creates_services_for_a_replication_controller(scene: Scene) -> None:
    scene.apply(replication_controller("web", 2), client())
    scene("kubectl expose rc web --name=first --port=1234 --target-port=8080")
    scene("kubectl expose service first --name=second --port=2345 --target-port=8080")
    scene.wait(1)
    assert scene("kubectl get rc web --no-headers").split()[:4] == ["web", "2", "2", "2"]
    assert scene.spec("first")["selector"] == {"app": "web"}
    assert list(scene.endpoints("first").values()) == [[8080], [8080]]
    assert scene.hosts("pod/client", "second:2345") == sorted(scene.endpoints("first"))


def test_all_services_are_removed_when_their_namespace_is_deleted(scene: Scene) -> None:
    scene("kubectl create namespace gone")
    scene("kubectl create service clusterip web --tcp=80:8080 -n gone")
    scene.wait(1)
    scene("kubectl delete namespace gone")
    scene.wait()
    assert scene("kubectl get services,endpointslices -A -o name").splitlines() == [
        "service/kubernetes",
        "service/coredns",
        scene("kubectl get endpointslices -n kube-system -o name"),
    ]
    assert scene.fail("kubectl get namespace gone") == 'Error from server (NotFound): namespaces "gone" not found'
    scene("kubectl create namespace gone")
    assert scene("kubectl get services -n gone -o name") == ""
