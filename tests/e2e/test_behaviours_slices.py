"""Endpoints and EndpointSlices as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from dataclasses import replace

from tests.e2e.scene import Body, Scene, client, deployment, endpoint_slice, pod, service


def _endpoints(name: str, subsets: list[Body], **labels: str) -> Body:
    meta = {"name": name, "labels": labels}
    return {"apiVersion": "v1", "kind": "Endpoints", "metadata": meta, "subsets": subsets}


def _subset(addresses: list[str], *ports: tuple[str, int]) -> Body:
    listed = [{"name": name, "port": number, "protocol": "TCP"} for name, number in ports]
    return {"addresses": [{"ip": one} for one in addresses], "ports": listed}


def _pairs(scene: Scene, service: str) -> list[tuple[list[str], list[int]]]:
    """Give addresses and ports of each slice of a Service, in order."""
    return sorted(
        ([a for e in one["endpoints"] or () for a in e["addresses"]], [p["port"] for p in one["ports"] or ()])
        for one in scene.slices(service)
    )


def test_endpoints_are_created_relabelled_patched_and_deleted_by_label(scene: Scene) -> None:
    scene.apply(_endpoints("mine", [_subset(["10.0.0.24"], ("http", 80))], stage="made"))
    scene("kubectl label endpoints mine stage=updated --overwrite")
    assert scene("kubectl get endpoints -A -l stage=updated -o name") == "endpoints/mine"
    scene.patch("endpoints mine", {"subsets": [_subset(["10.0.0.25"], ("http-test", 8080))]})
    found = scene.get("endpoints mine")
    assert found["subsets"] == [_subset(["10.0.0.25"], ("http-test", 8080))]
    scene("kubectl delete endpoints -l stage=updated")
    assert scene("kubectl get endpoints -o name") == ""


def test_a_service_whose_selector_matches_nothing_has_empty_endpoints_and_an_empty_slice(scene: Scene) -> None:
    scene.apply(service("web", app="nobody"))
    assert "subsets" not in scene.get("endpoints web")
    [made] = scene.slices("web")
    assert (made["endpoints"], made["ports"], made["addressType"]) == (None, None, "IPv4")
    assert made["metadata"]["labels"]["endpointslice.kubernetes.io/managed-by"] == "endpointslice-controller.k8s.io"
    scene("kubectl delete svc web")
    scene.wait(1)
    assert (scene.slices("web"), scene("kubectl get endpoints -o name")) == ([], "")


def test_endpoints_list_the_pods_that_a_service_selects(scene: Scene) -> None:
    scene.apply(service("web", {"name": "http", "port": 80, "targetPort": 8080}), pod("one", node="kube-node1"))
    [subset] = scene.get("endpoints web")["subsets"]
    uid = scene.get("pod one")["metadata"]["uid"]
    target = {"kind": "Pod", "namespace": "default", "name": "one", "uid": uid}
    assert subset["addresses"] == [{"ip": scene.ip("one"), "nodeName": "kube-node1", "targetRef": target}]
    assert subset["ports"] == [{"name": "http", "port": 8080, "protocol": "TCP"}]


def test_slices_list_ready_and_unready_pods_with_their_target_and_ports_by_name(scene: Scene) -> None:
    never = {"readinessProbe": {"exec": {"command": ["/bin/false"]}}}
    named = {"ports": [{"name": "example-name", "containerPort": 3000}]}
    scene.apply(
        service("web", {"name": "example", "port": 80, "targetPort": "example-name"}),
        pod("one", node="kube-node1", container=named),
        pod("two", node="kube-node2", container=never | named),
    )
    [made] = scene.slices("web")
    assert made["ports"] == [{"name": "example", "port": 3000, "protocol": "TCP"}]
    rows = {e["targetRef"]["name"]: (e["addresses"], e["conditions"], e["nodeName"]) for e in made["endpoints"]}
    assert rows == {
        "one": ([scene.ip("one")], {"ready": True, "serving": True, "terminating": False}, "kube-node1"),
        "two": ([scene.ip("two")], {"ready": False, "serving": False, "terminating": False}, "kube-node2"),
    }


def test_endpoint_slices_support_every_verb(scene: Scene) -> None:
    labels = {"kubernetes.io/service-name": "web", "special": "yes"}
    for name in ("a", "b", "c"):
        made = endpoint_slice(name, "web", ["10.0.0.1"], 80)
        scene.apply({**made, "metadata": {"name": name, "labels": labels}}, wait=0)
    assert scene("kubectl get endpointslices -A -l special=yes -o name").count("endpointslice") == 3
    scene.patch("endpointslice a", {"metadata": {"annotations": {"patched": "true"}}})
    assert scene.get("endpointslice a")["metadata"]["annotations"]["patched"] == "true"
    body = scene.get("endpointslice a")
    body["metadata"]["annotations"]["updated"] = "true"
    scene.apply(body, wait=0)
    assert scene.get("endpointslice a")["metadata"]["annotations"]["updated"] == "true"
    scene("kubectl delete endpointslice a")
    scene("kubectl delete endpointslices -l special=yes")
    assert scene("kubectl get endpointslices -o name") == ""


def test_a_service_without_selector_has_several_ports_from_several_slices(scene: Scene) -> None:
    scene.apply(pod("one"), pod("two", container={"args": ["netexec", "--http-port=9090"]}), client())
    scene.apply(
        service("web", {"name": "a", "port": 80}, {"name": "b", "port": 81}, app=""),
        endpoint_slice("web-a", "web", [scene.ip("one")], 8080, port_name="a"),
        endpoint_slice("web-b", "web", [scene.ip("two")], 9090, port_name="b"),
    )
    assert (scene.hosts("pod/client", "web:80"), scene.hosts("pod/client", "web:81")) == (["one"], ["two"])


def test_a_service_without_selector_reaches_the_union_of_its_slices(scene: Scene) -> None:
    scene.apply(pod("one"), pod("two"), client())
    scene.apply(
        service("web", {"name": "a", "port": 80}, app=""),
        endpoint_slice("web-a", "web", [scene.ip("one")], 8080, port_name="a"),
        endpoint_slice("web-b", "web", [scene.ip("two")], 8080, port_name="a"),
    )
    assert scene.hosts("pod/client", "web") == ["one", "two"]


def test_endpoints_made_by_hand_are_mirrored_when_made_changed_and_deleted(scene: Scene) -> None:
    scene.apply(service("web", app=""), _endpoints("web", [_subset(["10.1.2.3"], ("", 80))]))
    [made] = scene.slices("web")
    manager = made["metadata"]["labels"]["endpointslice.kubernetes.io/managed-by"]
    assert manager == "endpointslicemirroring-controller.k8s.io"
    assert (_pairs(scene, "web"), made["endpoints"][0]["conditions"]) == ([(["10.1.2.3"], [80])], {"ready": True})
    scene.patch("endpoints web", {"subsets": [_subset(["10.2.3.4"], ("", 8080))]})
    assert _pairs(scene, "web") == [(["10.2.3.4"], [8080])]
    scene("kubectl delete endpoints web")
    scene.wait(1)
    assert scene.slices("web") == []


def test_several_subsets_with_one_address_are_mirrored_by_their_ports(scene: Scene) -> None:
    scene.apply(pod("one"), pod("two"), client())
    first, second = scene.ip("one"), scene.ip("two")
    subsets = [_subset([first, second], ("a", 8080)), _subset([second], ("b", 8080))]
    scene.apply(service("web", {"name": "a", "port": 80}, {"name": "b", "port": 81}, app=""),
                _endpoints("web", subsets))  # fmt: skip
    assert sorted(len(addresses) for addresses, _ in _pairs(scene, "web")) == [1, 2]
    assert (scene.hosts("pod/client", "web:80"), scene.hosts("pod/client", "web:81")) == (["one", "two"], ["two"])


def test_a_slice_holds_a_hundred_endpoints_and_what_is_more_goes_to_the_next(scene: Scene) -> None:
    nodes = tuple(replace(node, max_pods=250) for node in scene.cluster.settings.nodes)
    crowd = Scene(replace(scene.cluster.settings, nodes=nodes))
    crowd.apply(service(), deployment("web", 120), wait=10)
    sizes = [len(one["endpoints"]) for one in crowd.slices("web")]
    assert (len(sizes), sum(sizes), max(sizes) <= 100) == (2, 120, True)
    crowd("kubectl scale deployment web --replicas=90")
    crowd.wait(10)
    assert sum(len(one["endpoints"]) for one in crowd.slices("web")) == 90


def test_the_cluster_s_own_service_is_served_securely_by_the_api_server(scene: Scene) -> None:
    ready = Scene(replace(scene.cluster.settings, api_server_endpoints=("192.168.56.11",)))
    ready.apply(client())
    [port] = ready.spec("kubernetes")["ports"]
    assert port == {"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}
    assert ready.fetch("pod/client", "https://kubernetes.default/healthz") == "ok"


def test_endpoints_and_slices_point_to_the_api_server(scene: Scene) -> None:
    ready = Scene(replace(scene.cluster.settings, api_server_endpoints=("192.168.56.11",)))
    [subset] = ready.get("endpoints kubernetes")["subsets"]
    assert (subset["addresses"], subset["ports"][0]["port"]) == ([{"ip": "192.168.56.11"}], 6443)
    assert _pairs(ready, "kubernetes") == [(["192.168.56.11"], [6443])]
    assert ready.slices("kubernetes")[0]["metadata"]["name"] == "kubernetes"
