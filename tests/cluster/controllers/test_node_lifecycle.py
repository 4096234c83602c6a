"""A node that falls silent becomes unready, is tainted and loses its pods."""

from __future__ import annotations

from tests.cluster.bodies import pod
from tutor.api.kinds import NODE, POD
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import LAPTOP, Flow, TimedOut

NODE1 = "kube-node1"


def _ready(cluster: Cluster) -> tuple[str, str]:
    return next((c.status, c.reason) for c in cluster.server.get(NODE, NODE1).status.conditions if c.type == "Ready")


def test_a_silent_node_is_unknown_after_fifty_seconds_and_not_before(cluster: Cluster) -> None:
    cluster.stop_node(NODE1)
    cluster.advance(49)
    assert _ready(cluster) == ("True", "KubeletReady")
    cluster.advance(2)
    assert _ready(cluster) == ("Unknown", "NodeStatusUnknown")


def test_a_node_that_comes_back_in_time_is_never_reported(cluster: Cluster) -> None:
    cluster.stop_node(NODE1)
    cluster.advance(10)
    cluster.start_node(NODE1)
    cluster.advance(60)
    assert _ready(cluster) == ("True", "KubeletReady")
    assert cluster.server.get(NODE, NODE1).spec.taints == ()


def test_a_trace_says_that_the_node_is_down(cluster: Cluster) -> None:
    cluster.stop_node(NODE1)
    trace = cluster.connect(Flow(source=LAPTOP, host="192.168.56.21", port=22))
    assert isinstance(trace.outcome, TimedOut)
    assert (trace.outcome.by.id, trace.outcome.by.params["node"]) == ("route-node-down", NODE1)


def test_a_snapshot_remembers_which_nodes_are_off(cluster: Cluster) -> None:
    before = cluster.snapshot()
    cluster.stop_node(NODE1)
    stopped = cluster.snapshot()
    cluster.restore(before)
    assert cluster.view.stopped == frozenset()
    cluster.restore(stopped)
    assert cluster.view.stopped == {NODE1}


def test_a_pod_that_is_deleted_on_a_silent_node_goes_when_the_node_is_back(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", nodeName=NODE1))
    cluster.advance(4)
    cluster.stop_node(NODE1)
    cluster.server.delete(POD, "web")
    cluster.advance(40)
    assert cluster.server.get(POD, "web").metadata.deletion_timestamp is not None
    cluster.start_node(NODE1)
    cluster.advance(5)
    assert cluster.server.list(POD, namespace="default") == ()


def test_a_rebooted_node_gives_its_pods_new_addresses_and_fresh_processes(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web", nodeName=NODE1))
    cluster.server.create(POD, pod("host", nodeName=NODE1, hostNetwork=True))
    cluster.advance(4)
    before = cluster.server.get(POD, "web").status
    cluster.stop_node(NODE1)
    cluster.advance(10)
    cluster.start_node(NODE1)
    cluster.advance(6)
    web, host = cluster.server.get(POD, "web").status, cluster.server.get(POD, "host").status
    assert host.pod_ip == "192.168.56.21"
    assert int(web.pod_ip.rpartition(".")[2]) == int(before.pod_ip.rpartition(".")[2]) + 1
    assert [one.restart_count for one in (*web.container_statuses, *host.container_statuses)] == [1, 1]
    ended = web.container_statuses[0].last_state.terminated
    assert ended is not None
    assert (ended.exit_code, ended.reason, web.phase) == (255, "Unknown", "Running")
    told = {one.reason: one.message for one in cluster.events() if one.reason in {"SandboxChanged", "Rebooted"}}
    boot_id = cluster.server.get(NODE, NODE1).status.node_info.boot_id
    assert told == {
        "SandboxChanged": "Pod sandbox changed, it will be killed and re-created.",
        "Rebooted": f"Node {NODE1} has been rebooted, boot id: {boot_id}",
    }


def test_a_pod_that_never_restarts_fails_with_its_node(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("once", nodeName=NODE1, restartPolicy="Never"))
    cluster.advance(4)
    cluster.stop_node(NODE1)
    cluster.start_node(NODE1)
    cluster.advance(6)
    status = cluster.server.get(POD, "once").status
    ended = status.container_statuses[0].state.terminated
    assert ended is not None
    assert (status.phase, ended.exit_code) == ("Failed", 255)


def test_a_cordoned_node_is_tainted_until_it_is_uncordoned(cluster: Cluster) -> None:
    cluster.server.patch(NODE, NODE1, {"spec": {"unschedulable": True}})
    cluster.advance(1)
    taints = cluster.server.get(NODE, NODE1).spec.taints
    assert [(one.key, one.effect) for one in taints] == [("node.kubernetes.io/unschedulable", "NoSchedule")]
    cluster.server.patch(NODE, NODE1, {"spec": {"unschedulable": False}})
    cluster.advance(1)
    assert cluster.server.get(NODE, NODE1).spec.taints == ()
