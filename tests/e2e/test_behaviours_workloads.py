"""Workloads, probes and lifetimes that the end-to-end tests of Services build on."""

from __future__ import annotations

from tests.e2e.scene import REFUSED, TIMEOUT, Body, Scene, client, deployment, pod, service


def _stateful(name: str, replicas: int, **spec: str) -> Body:
    made = deployment(name, replicas, app=name)
    made["spec"] |= {"serviceName": name, **spec}
    return {**made, "kind": "StatefulSet"}


def _phases(scene: Scene) -> dict[str, str]:
    return {one["metadata"]["name"]: one["status"]["phase"] for one in scene.get("pods")["items"]}


def test_a_stateful_set_gives_its_pods_names_in_order_that_they_keep(scene: Scene) -> None:
    scene.apply(service("db", {"port": 8080}, app="db", clusterIP="None"), _stateful("db", 3), client(), wait=1)
    assert sorted(_phases(scene)) == ["client", "db-0"]
    scene.wait(10)
    assert [name for name in sorted(_phases(scene)) if name != "client"] == ["db-0", "db-1", "db-2"]
    for name in ("db-0", "db-1", "db-2"):
        assert scene(f"kubectl exec {name} -- hostname") == name
        assert scene.dig("client", f"{name}.db.default.svc.cluster.local") == [scene.ip(name)]
    before = scene.get("pod db-1")["metadata"]["uid"]
    scene("kubectl delete pod db-1")
    scene.wait(8)
    assert scene.get("pod db-1")["metadata"]["uid"] != before
    assert scene.host("pod/client", "db-1.db:8080") == "db-1"


def test_a_stateful_set_takes_pods_away_from_the_highest_number(scene: Scene) -> None:
    scene.apply(service("db", {"port": 8080}, app="db", clusterIP="None"), _stateful("db", 3), wait=12)
    scene("kubectl scale statefulset db --replicas=1")
    scene.wait(0.2)
    leaving = [one["metadata"]["name"] for one in scene.get("pods")["items"] if "deletionTimestamp" in one["metadata"]]
    assert leaving == ["db-2"]
    scene.wait(6)
    assert sorted(_phases(scene)) == ["db-0"]


def test_a_daemon_set_has_one_pod_on_each_node_that_tolerates_it(scene: Scene) -> None:
    made = deployment("agent", 1, app="web")
    del made["spec"]["replicas"]
    scene.apply({**made, "kind": "DaemonSet"}, service(internalTrafficPolicy="Local"), client(node="kube-node2"))
    nodes = sorted(one["spec"]["nodeName"] for one in scene.get("pods -l app=web")["items"])
    assert nodes == ["kube-node1", "kube-node2", "kube-node3"]
    near = next(one for one in scene.get("pods -l app=web")["items"] if one["spec"]["nodeName"] == "kube-node2")
    assert scene.hosts("pod/client", "web") == [near["metadata"]["name"]]


def test_a_liveness_probe_that_fails_restarts_its_container_after_the_threshold(scene: Scene) -> None:
    probe = {"exec": {"command": ["/bin/false"]}, "periodSeconds": 2, "failureThreshold": 3}
    scene.apply(pod("one", container={"livenessProbe": probe}), wait=5)
    assert scene.get("pod one")["status"]["containerStatuses"][0]["restartCount"] == 0
    scene.wait(4)
    assert scene.get("pod one")["status"]["containerStatuses"][0]["restartCount"] == 1
    assert "Container netexec failed liveness probe, will be restarted" in scene("kubectl get events")


def test_each_kind_of_probe_asks_what_it_says(scene: Scene) -> None:
    rows: tuple[tuple[str, Body], ...] = (
        ("http", {"httpGet": {"path": "/healthz", "port": 8080}}),
        ("missing", {"httpGet": {"path": "/nowhere", "port": 8080}}),
        ("tcp", {"tcpSocket": {"port": 8080}}),
        ("closed", {"tcpSocket": {"port": 9999}}),
        ("good", {"exec": {"command": ["true"]}}),
        ("bad", {"exec": {"command": ["false"]}}),
    )
    scene.apply(service(), *(pod(name, container={"readinessProbe": probe}) for name, probe in rows), wait=6)
    assert list(scene.endpoints("web")) == ["good", "http", "tcp"]


def test_a_startup_probe_holds_readiness_back(scene: Scene) -> None:
    probe = {"tcpSocket": {"port": 8080}, "initialDelaySeconds": 8}
    scene.apply(service(), pod("one", container={"startupProbe": probe}), client(), wait=6)
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({}, REFUSED)
    scene.wait(6)
    assert (scene.endpoints("web"), scene.host("pod/client", "web")) == ({"one": [8080]}, "one")


def test_a_container_that_ends_is_restarted_at_once_and_then_later_and_later(scene: Scene) -> None:
    scene.apply(pod("one", container={"command": ["false"], "args": []}), wait=3)
    assert scene("kubectl get pod one --no-headers").split()[2] in {"Error", "CrashLoopBackOff"}
    scene.wait(60)
    status = scene.get("pod one")["status"]["containerStatuses"][0]
    assert (status["restartCount"], status["state"]["waiting"]["reason"]) == (3, "CrashLoopBackOff")
    assert status["state"]["waiting"]["message"].startswith("back-off 40s restarting failed container=netexec")


def test_a_node_that_stops_is_noticed_loses_its_endpoints_and_gets_them_back(scene: Scene) -> None:
    scene.apply(service(type="NodePort"), pod("one", node="kube-node2"), pod("two", node="kube-node3"))
    port = scene.node_port("web")
    scene.cluster.stop_node("kube-node3")
    assert scene.host("laptop", f"192.168.56.23:{port}") == TIMEOUT
    assert scene.hosts("laptop", f"192.168.56.22:{port}", count=4) == ["one", TIMEOUT]
    assert scene("kubectl get node kube-node3 --no-headers").split()[1] == "Ready"
    scene.wait(51)
    assert scene("kubectl get node kube-node3 --no-headers").split()[1] == "NotReady"
    taints = scene.get("node kube-node3")["spec"]["taints"]
    unreachable = "node.kubernetes.io/unreachable"
    assert [(one["key"], one["effect"]) for one in taints] == [(unreachable, "NoSchedule"), (unreachable, "NoExecute")]
    assert scene.endpoints("web") == {"one": [8080]}
    assert scene.hosts("laptop", f"192.168.56.22:{port}") == ["one"]
    scene.cluster.start_node("kube-node3")
    scene.wait(6)
    assert scene("kubectl get node kube-node3 --no-headers").split()[1] == "Ready"
    assert "taints" not in scene.get("node kube-node3")["spec"]
    assert scene.hosts("laptop", f"192.168.56.23:{port}") == ["one", "two"]
    assert scene.get("pod two")["status"]["containerStatuses"][0]["restartCount"] == 1


def test_pods_of_a_lost_node_are_evicted_after_five_minutes_and_made_anew_elsewhere(scene: Scene) -> None:
    scene.apply(deployment("web", 3), service(type="NodePort"), wait=6)
    scene.cluster.stop_node("kube-node3")
    scene.wait(340)
    assert len(scene.get("pods")["items"]) == 3
    scene.wait(20)
    pods = scene.get("pods")["items"]
    leaving = [one["spec"]["nodeName"] for one in pods if "deletionTimestamp" in one["metadata"]]
    assert (len(pods), leaving) == (4, ["kube-node3"])
    assert len(scene.endpoints("web")) == 3
    scene.cluster.start_node("kube-node3")
    scene.wait(5)
    assert len(scene.get("pods")["items"]) == 3


def test_a_no_execute_taint_sends_away_the_pods_that_do_not_tolerate_it(scene: Scene) -> None:
    stays: Body = {"tolerations": [{"key": "maintenance", "operator": "Exists", "effect": "NoExecute"}]}
    scene.apply(pod("one", node="kube-node1"), pod("two", node="kube-node1", **stays), pod("three", node="kube-node2"))
    taint = {"key": "maintenance", "value": "now", "effect": "NoExecute"}
    scene.patch("node kube-node1", {"spec": {"taints": [taint]}}, wait=3)
    assert sorted(_phases(scene)) == ["three", "two"]
    told = scene("kubectl get events --field-selector reason=TaintManagerEviction")
    assert "Marking for deletion Pod default/one" in told
