"""Unready and terminating pods as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from tests.e2e.scene import REFUSED, TIMEOUT, Body, Scene, client, deployment, pod, service

NEVER = {"readinessProbe": {"exec": {"command": ["/bin/false"]}}}
LINGERS = {"lifecycle": {"preStop": {"exec": {"command": ["/bin/sleep", "600"]}}}}


def _unready(name: str = "one", **more: Body) -> Body:
    return pod(name, container={**NEVER, **LINGERS, **more}, terminationGracePeriodSeconds=600)


def _publish(scene: Scene, *, value: bool) -> None:
    scene.patch("svc web", {"spec": {"publishNotReadyAddresses": value}})


def test_a_service_lists_unready_pods_while_it_publishes_them_also_when_they_terminate(scene: Scene) -> None:
    scene.apply(service(publishNotReadyAddresses=True), _unready(), client())
    assert scene.get("pod one")["status"]["containerStatuses"][0]["ready"] is False
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({"one": [8080]}, "one")
    _publish(scene, value=False)
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)
    _publish(scene, value=True)
    assert scene.host("pod/client", "web") == "one"
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({"one": [8080]}, "one")


def test_terminating_unready_endpoints_answer_when_the_service_publishes_them(scene: Scene) -> None:
    scene.apply(service(publishNotReadyAddresses=True, type="NodePort"), _unready(), client())
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    for source, address in (("pod/client", "web"), ("laptop", f"192.168.56.22:{scene.node_port('web')}")):
        assert scene.host(source, address) == "one"


def test_terminating_unready_endpoints_refuse_when_the_service_does_not_publish_them(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), _unready(), client())
    assert scene.host("pod/client", "web") == REFUSED
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    conditions = scene.slices("web")[0]["endpoints"][0]["conditions"]
    assert conditions == {"ready": False, "serving": False, "terminating": True}
    for source, address in (("pod/client", "web"), ("laptop", f"192.168.56.22:{scene.node_port('web')}")):
        assert scene.host(source, address) == REFUSED


def test_a_pod_connects_to_a_terminating_pod(scene: Scene) -> None:
    scene.apply(service(), pod("one", container=LINGERS, terminationGracePeriodSeconds=600), client())
    scene("kubectl delete pod one --wait=false")
    scene.wait(1)
    assert scene("kubectl get pod one --no-headers").split()[2] == "Terminating"
    assert scene.host("pod/client", f"{scene.ip('one')}:8080") == "one"


def test_a_terminating_pod_connects_to_other_pods(scene: Scene) -> None:
    leaving = {"args": ["pause"], **LINGERS}
    going = pod("client", app="client", container=leaving, terminationGracePeriodSeconds=600)
    scene.apply(service(), pod("one"), going)
    scene("kubectl delete pod client --wait=false")
    scene.wait(1)
    assert scene.host("pod/client", "web") == "one"


def test_unready_pods_become_endpoints_when_their_probe_succeeds(scene: Scene) -> None:
    later = {"readinessProbe": {"httpGet": {"path": "/healthz", "port": 8080}, "initialDelaySeconds": 10}}
    scene.apply(service(), pod("one", container=later), client())
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)
    conditions = scene.slices("web")[0]["endpoints"][0]["conditions"]
    assert conditions == {"ready": False, "serving": False, "terminating": False}
    scene.wait(10)
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({"one": [8080]}, "one")


def test_udp_goes_on_when_unready_endpoints_get_ready(scene: Scene) -> None:
    later = {"readinessProbe": {"httpGet": {"path": "/healthz", "port": 8080}, "initialDelaySeconds": 10}}
    port = {"port": 80, "targetPort": 8081, "protocol": "UDP", "nodePort": 30090}
    scene.apply(service("web", port, type="NodePort"), pod("one", container=later), client())
    assert scene.host("pod/client", "192.168.56.21:30090", "UDP") == REFUSED
    scene.wait(10)
    assert scene.host("pod/client", "192.168.56.21:30090", "UDP") == "one"


def _gate(scene: Scene, name: str, status: str) -> None:
    condition = {"type": "e2e.example/switched", "status": status, "lastTransitionTime": "2026-01-01T09:00:00Z"}
    scene.patch(f"pod {name} --subresource=status", {"status": {"conditions": [condition]}}, type_="strategic")


def test_a_blue_green_switch_by_readiness_gates_has_no_gap(scene: Scene) -> None:
    gate: Body = {"readinessGates": [{"conditionType": "e2e.example/switched"}]}
    scene.apply(service(), pod("blue", **gate), pod("green", **gate), client())
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)
    _gate(scene, "blue", "True")
    assert scene.hosts("pod/client", "web") == ["blue"]
    _gate(scene, "green", "True")
    assert scene.hosts("pod/client", "web") == ["blue", "green"]
    _gate(scene, "blue", "False")
    assert scene.hosts("pod/client", "web") == ["green"]
    gates = scene.get("pod blue")["status"]["conditions"]
    ready = next(one for one in gates if one["type"] == "Ready")
    assert (ready["status"], ready["reason"]) == ("False", "ReadinessGatesNotReady")


def test_a_rolling_update_never_leaves_the_service_without_an_answer(scene: Scene) -> None:
    quick: Body = {"readinessProbe": {"httpGet": {"path": "/healthz", "port": 8080}, "periodSeconds": 1}}
    scene.apply(service(), deployment("web", 3, **quick), client(), wait=8)
    old = scene.hosts("pod/client", "web")
    scene("kubectl set env deployment/web VERSION=2")
    for _ in range(60):
        scene.wait(0.2)
        assert scene.host("pod/client", "web") not in {REFUSED, TIMEOUT}
    new = scene.hosts("pod/client", "web")
    assert (len(old), len(new), set(old) & set(new)) == (3, 3, set())


def test_udp_follows_the_pod_behind_every_kind_of_service_port(scene: Scene) -> None:
    port = {"port": 80, "targetPort": 8081, "protocol": "UDP", "nodePort": 30090}
    scene.apply(service("web", port, type="NodePort"), pod("one"), client(),
                client("machine", hostNetwork=True, dnsPolicy="ClusterFirstWithHostNet"))  # fmt: skip
    roads = (
        ("pod/client", "web"),
        ("pod/client", "192.168.56.21:30090"),
        ("pod/machine", scene.cluster_ip("web")),
        ("laptop", "192.168.56.22:30090"),
    )
    assert [scene.host(*road, "UDP") for road in roads] == ["one"] * 4
    scene.apply(pod("two"))
    scene("kubectl delete pod one")
    scene.wait(1)
    assert [scene.host(*road, "UDP") for road in roads] == ["two"] * 4


def test_udp_follows_the_pod_of_the_node_with_internal_policy_local(scene: Scene) -> None:
    port = {"port": 80, "targetPort": 8081, "protocol": "UDP"}
    local = service("web", port, internalTrafficPolicy="Local")
    scene.apply(local, pod("one", node="kube-node1"), client(node="kube-node1"))
    assert scene.host("pod/client", "web", "UDP") == "one"
    scene.apply(pod("two", node="kube-node1"))
    scene("kubectl delete pod one")
    scene.wait(1)
    assert scene.host("pod/client", "web", "UDP") == "two"


def test_udp_follows_a_target_port_that_changes(scene: Scene) -> None:
    def to(number: int) -> list[Body]:
        return [{"port": 80, "targetPort": number, "protocol": "UDP"}]

    scene.apply(service("web", *to(8081)), pod("one"), client())
    assert scene.host("pod/client", "web", "UDP") == "one"
    scene.patch("svc web", {"spec": {"ports": to(9999)}})
    assert scene.host("pod/client", "web", "UDP") == REFUSED
    scene.patch("svc web", {"spec": {"ports": to(8081)}})
    assert scene.host("pod/client", "web", "UDP") == "one"
