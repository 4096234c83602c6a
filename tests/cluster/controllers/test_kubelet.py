"""Pods start, fail, are probed and end as a kubelet would have it."""

from __future__ import annotations

from typing import Any

from tests.cluster.bodies import container, pod
from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.tables.pods import reason

_MYWEB = "c1t1d0s7/myweb"


def _run(cluster: Cluster, seconds: float = 5, **fields: Any) -> Pod:
    body = pod("web")
    body["spec"]["containers"] = [container(**fields)]
    cluster.server.create(POD, body)
    cluster.advance(seconds)
    return _pod(cluster)


def _pod(cluster: Cluster) -> Pod:
    found: Pod = cluster.server.get(POD, "web")
    return found


def _ready(found: Pod) -> str:
    return next(one.status for one in found.status.conditions if one.type == "Ready")


def _told(cluster: Cluster) -> list[tuple[str, str, int]]:
    return [(one.reason, one.message, one.count) for one in cluster.events("default")]


def test_a_pod_tells_of_each_step_on_its_way(cluster: Cluster) -> None:
    found = _run(cluster)
    assert (found.status.phase, _ready(found), reason(found)) == ("Running", "True", "Running")
    assert [told[0] for told in _told(cluster)] == ["Scheduled", "Pulling", "Pulled", "Created", "Started"]
    assert _told(cluster)[0][1] == "Successfully assigned default/web to kube-node1"


def test_an_image_that_a_node_has_is_not_pulled_again(cluster: Cluster) -> None:
    _run(cluster)
    cluster.server.delete(POD, "web", grace_period=0)
    _run(cluster)
    words = 'Container image "nginx:1.27" already present on machine and can be accessed by the pod'
    assert ("Pulled", words, 1) in _told(cluster)


def test_addresses_come_from_the_block_of_the_node_in_turn(cluster: Cluster) -> None:
    first = _run(cluster).status.pod_ip
    cluster.server.delete(POD, "web", grace_period=0)
    second = _run(cluster).status.pod_ip
    assert (first, second) == ("10.233.101.3", "10.233.101.4")


def test_a_host_network_pod_has_the_address_of_its_node(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", hostNetwork=True))
    cluster.settle()
    assert _pod(cluster).status.pod_ip == "192.168.56.21"


def test_a_pod_waits_for_its_readiness_probe(cluster: Cluster) -> None:
    probe = {"tcpSocket": {"port": 8080}, "initialDelaySeconds": 5}
    assert _ready(_run(cluster, 4, image=_MYWEB, readinessProbe=probe)) == "False"
    cluster.advance(3)
    assert _ready(_pod(cluster)) == "True"


def test_a_probe_of_a_closed_port_keeps_the_pod_unready_and_is_told_at_most_25_times(cluster: Cluster) -> None:
    found = _run(cluster, 120, image=_MYWEB, readinessProbe={"tcpSocket": {"port": 9}, "periodSeconds": 1})
    assert (_ready(found), reason(found)) == ("False", "Running")
    words = f"Readiness probe failed: dial tcp {found.status.pod_ip}:9: connect: connection refused"
    assert ("Unhealthy", words, 25) in _told(cluster)


def test_settling_does_not_wait_for_a_pod_that_will_never_be_ready(cluster: Cluster) -> None:
    body = pod("web")
    probe = {"tcpSocket": {"port": 9}, "periodSeconds": 1, "failureThreshold": 1}
    body["spec"]["containers"] = [container(image=_MYWEB, readinessProbe=probe)]
    cluster.server.create(POD, body)
    cluster.settle()
    assert cluster.now < 3


def test_a_failed_liveness_probe_restarts_the_container(cluster: Cluster) -> None:
    probe = {"tcpSocket": {"port": 9}, "periodSeconds": 1, "failureThreshold": 3}
    found = _run(cluster, 5, image=_MYWEB, livenessProbe=probe)
    assert found.status.container_statuses[0].restart_count == 1
    assert ("Killing", "Container c failed liveness probe, will be restarted", 1) in _told(cluster)


def test_a_program_that_ends_is_restarted_and_then_made_to_wait(cluster: Cluster) -> None:
    found = _run(cluster, 6, image="busybox", command=["sh", "-c", "exit 1"])
    assert reason(found) == "CrashLoopBackOff"
    assert found.status.container_statuses[0].restart_count == 1
    cluster.advance(12)
    assert _pod(cluster).status.container_statuses[0].restart_count == 2


def test_a_job_like_pod_succeeds_and_stays(cluster: Cluster) -> None:
    body = pod("web", restartPolicy="Never")
    body["spec"]["containers"] = [container(image="busybox", command=["true"])]
    cluster.server.create(POD, body)
    cluster.advance(5)
    assert (_pod(cluster).status.phase, reason(_pod(cluster))) == ("Succeeded", "Completed")


def test_init_containers_run_one_after_the_other_before_the_rest(cluster: Cluster) -> None:
    body = pod("web")
    first = {"name": "first", "image": "busybox", "command": ["sleep", "2"]}
    body["spec"]["initContainers"] = [first, {**first, "name": "second"}]
    cluster.server.create(POD, body)
    cluster.advance(3)
    assert reason(_pod(cluster)) == "Init:0/2"
    cluster.advance(2)
    assert reason(_pod(cluster)) == "Init:1/2"
    cluster.advance(4)
    assert reason(_pod(cluster)) == "Running"


def test_a_sidecar_runs_beside_the_containers(cluster: Cluster) -> None:
    body = pod("web")
    body["spec"]["initContainers"] = [{"name": "side", "image": _MYWEB, "restartPolicy": "Always"}]
    cluster.server.create(POD, body)
    cluster.settle()
    assert _ready(_pod(cluster)) == "True"


def test_a_readiness_gate_must_be_met_by_somebody(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", readinessGates=[{"conditionType": "example.com/go"}]))
    cluster.settle()
    ready = next(one for one in _pod(cluster).status.conditions if one.type == "Ready")
    words = 'corresponding condition of pod readiness gate "example.com/go" does not exist.'
    assert (ready.status, ready.reason, ready.message) == ("False", "ReadinessGatesNotReady", words)


def test_a_changed_image_restarts_the_container(cluster: Cluster) -> None:
    _run(cluster)
    patch = {"spec": {"containers": [{"name": "c", "image": "nginx:1.28"}]}}
    cluster.server.patch(POD, "web", patch)
    cluster.advance(5)
    status = _pod(cluster).status.container_statuses[0]
    assert (status.image, status.restart_count) == ("nginx:1.28", 1)


def test_a_pod_that_no_node_will_have_stays_pending_and_says_why(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", nodeSelector={"disk": "ssd"}))
    cluster.settle()
    message = (
        "0/4 nodes are available: 1 node(s) had untolerated taint(s), "
        "3 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, "
        "preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling."
    )
    assert [(one.reason, one.message) for one in cluster.events("default")] == [("FailedScheduling", message)]
    assert _pod(cluster).status.phase == "Pending"


def _waiting(cluster: Cluster) -> str:
    waiting = _pod(cluster).status.container_statuses[0].state.waiting
    return waiting.message.partition(" restarting")[0] if waiting is not None else ""


def test_a_program_that_ran_for_ten_minutes_is_forgiven_its_crashes(cluster: Cluster) -> None:
    box = container("busybox", command=["sleep", "3"])
    cluster.server.create(POD, {"metadata": {"name": "web"}, "spec": {"containers": [box]}})
    cluster.advance(10)
    assert _waiting(cluster) == "back-off 10s"
    cluster.advance(15)
    assert _waiting(cluster) == "back-off 20s"
    cluster.advance(3000)
    assert _waiting(cluster) == "back-off 5m0s"
    box = container("busybox", command=["sleep", "700"])
    cluster.server.create(POD, {"metadata": {"name": "slow"}, "spec": {"containers": [box]}})
    cluster.advance(2200)
    status = cluster.server.get(POD, "slow").status.container_statuses[0]
    assert (status.restart_count, status.state.running is not None) == (3, True)
