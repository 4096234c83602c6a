"""What a teacher breaks: nodes, probes, processes and name servers, at once or at a virtual time."""

from __future__ import annotations

from typing import Any

from tests.cluster.bodies import container, service
from tutor.api.kinds import POD, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.faults import (
    NAME_SERVERS,
    SOUND,
    ListeningFault,
    NodePower,
    Planned,
    Pods,
    ProbeFault,
    Slowness,
    after,
)
from tutor.cluster.network.trace import Delivered, Flow, Place, Refused, Request, TimedOut
from tutor.cluster.settings import Settings

WEB = Pods(labels={"app": "web"})
CLIENT = Place(kind="pod", name="client", namespace="default")
MYWEB = "c1t1d0s7/myweb"


def fill(cluster: Cluster, **probes: Any) -> None:
    """A Service `web` with one pod behind it, and a client on another node."""
    spec = {"containers": [container(MYWEB, **probes)], "nodeName": "kube-node1"}
    cluster.server.create(POD, {"metadata": {"name": "web", "labels": {"app": "web"}}, "spec": spec})
    client = {"containers": [container("curlimages/curl", command=["sleep", "inf"])], "nodeName": "kube-node2"}
    cluster.server.create(POD, {"metadata": {"name": "client"}, "spec": client})
    cluster.server.create(SERVICE, service("web"))
    cluster.settle()


def ask(cluster: Cluster, host: str = "web") -> Any:
    flow = Flow(source=CLIENT, host=host, port=80, request=Request(host=host))
    return cluster.connect(flow)


def is_ready(cluster: Cluster) -> bool:
    conditions = cluster.server.get(POD, "web").status.conditions
    return any((one.type, one.status) == ("Ready", "True") for one in conditions)


def told(cluster: Cluster, reason: str) -> list[tuple[str, int]]:
    events = (one for one in cluster.events("default") if one.reason == reason and one.involved_object.name == "web")
    return [(one.message, one.count) for one in events]


HTTP = {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 5}


def test_a_failing_readiness_probe_takes_a_pod_out_after_its_threshold_and_mending_brings_it_back(
    cluster: Cluster,
) -> None:
    fill(cluster, readinessProbe=HTTP)
    assert isinstance(ask(cluster).outcome, Delivered)
    cluster.inflict(ProbeFault(pods=WEB))
    cluster.advance(9)
    assert is_ready(cluster)
    cluster.advance(7)
    assert not is_ready(cluster)
    assert ask(cluster).outcome.by.id == "service-none-ready"
    assert told(cluster, "Unhealthy") == [("Readiness probe failed: HTTP probe failed with statuscode: 503", 3)]
    cluster.inflict(ProbeFault(pods=WEB, fails=False))
    cluster.advance(5.5)
    assert isinstance(ask(cluster).outcome, Delivered)
    assert cluster.faults == SOUND


def test_a_failing_liveness_probe_restarts_the_container(cluster: Cluster) -> None:
    fill(cluster, livenessProbe=HTTP)
    cluster.inflict(ProbeFault(pods=WEB, probe="liveness"))
    cluster.advance(17)
    assert told(cluster, "Killing") == [("Container c failed liveness probe, will be restarted", 1)]
    assert cluster.server.get(POD, "web").status.container_statuses[0].restart_count == 1


def test_a_process_that_stops_listening_refuses_and_fails_its_probe(cluster: Cluster) -> None:
    fill(cluster, readinessProbe={"tcpSocket": {"port": 8080}, "periodSeconds": 1})
    cluster.inflict(ListeningFault(pods=WEB))
    trace = ask(cluster)
    assert (type(trace.outcome), trace.hops[-1].reason.id) == (Refused, "process-stopped")
    assert trace.hops[-1].object is not None
    assert (trace.hops[-1].object.kind, trace.hops[-1].object.name) == ("Pod", "web")
    cluster.advance(4)
    assert ask(cluster).outcome.by.id == "service-none-ready"
    cluster.inflict(ListeningFault(pods=WEB, deaf=False))
    cluster.advance(2)
    assert isinstance(ask(cluster).outcome, Delivered)


def test_a_slow_process_answers_late_and_outlasts_the_timeout_of_its_probe(cluster: Cluster) -> None:
    fill(cluster, readinessProbe=HTTP)
    cluster.inflict(Slowness(pods=WEB, seconds=3))
    trace = ask(cluster)
    assert isinstance(trace.outcome, Delivered)
    assert (trace.outcome.delay, trace.hops[-1].reason.id) == (3, "process-answers-late")
    cluster.advance(16)
    address = cluster.server.get(POD, "web").status.pod_ip
    assert not is_ready(cluster)
    late = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
    assert told(cluster, "Unhealthy") == [(f'Readiness probe failed: Get "http://{address}:8080/": {late}', 3)]


def test_without_coredns_only_what_the_cache_remembers_is_found(cluster: Cluster) -> None:
    fill(cluster)
    assert isinstance(ask(cluster).outcome, Delivered)
    cluster.inflict(ListeningFault(pods=NAME_SERVERS["coredns"]))
    assert isinstance(ask(cluster).outcome, Delivered)
    cluster.advance(5)
    assert ask(cluster).outcome.by.id == "name-coredns-silent"
    cluster.inflict(ListeningFault(pods=NAME_SERVERS["coredns"], deaf=False))
    assert isinstance(ask(cluster).outcome, Delivered)


def test_without_nodelocal_dnscache_no_pod_finds_a_name(cluster: Cluster) -> None:
    fill(cluster)
    cluster.inflict(ListeningFault(pods=NAME_SERVERS["nodelocaldns"]))
    outcome = ask(cluster).outcome
    assert (outcome.by.id, outcome.by.params["node"]) == ("name-cache-silent", "kube-node2")


def test_a_fault_that_is_there_already_changes_nothing(cluster: Cluster) -> None:
    cluster.inflict(NodePower(node="kube-node1", on=True))
    cluster.advance(5)
    assert cluster.events("default") == ()
    fault = Slowness(pods=WEB, seconds=2)
    assert after(after(SOUND, fault), fault) == after(SOUND, fault)


def test_faults_are_a_part_of_the_snapshot(cluster: Cluster) -> None:
    fill(cluster)
    before = cluster.snapshot()
    cluster.inflict(ListeningFault(pods=WEB))
    broken = cluster.snapshot()
    cluster.restore(before)
    assert isinstance(ask(cluster).outcome, Delivered)
    cluster.restore(broken)
    assert isinstance(ask(cluster).outcome, Refused)


def test_planned_faults_come_at_their_virtual_time_also_after_an_undo() -> None:
    power = (Planned(at=30, fault=NodePower(node="kube-node1", on=False)),)
    cluster = Cluster.start(Settings(faults=(*power, Planned(at=60, fault=NodePower(node="kube-node1", on=True)))))
    fill(cluster)
    cluster.plan_faults()
    planned = cluster.snapshot()
    for _ in range(2):
        cluster.advance(29)
        assert isinstance(ask(cluster).outcome, Delivered)
        cluster.advance(2)
        assert isinstance(ask(cluster).outcome, TimedOut)
        cluster.advance(36)
        assert isinstance(ask(cluster).outcome, Delivered)
        cluster.restore(planned)


def test_a_process_that_ignores_the_signal_is_killed_after_the_grace_of_its_probe(cluster: Cluster) -> None:
    probe = {
        "exec": {"command": ["false"]},
        "periodSeconds": 1,
        "failureThreshold": 1,
        "terminationGracePeriodSeconds": 5,
    }
    box = container("busybox", command=["sleep", "inf"], livenessProbe=probe)
    cluster.server.create(POD, {"metadata": {"name": "web"}, "spec": {"containers": [box]}})
    cluster.advance(5)
    assert cluster.server.get(POD, "web").status.container_statuses[0].restart_count == 0
    cluster.advance(3.5)
    status = cluster.server.get(POD, "web").status.container_statuses[0]
    ended = status.last_state.terminated
    assert ended is not None
    assert (status.restart_count, ended.exit_code) == (1, 137)
