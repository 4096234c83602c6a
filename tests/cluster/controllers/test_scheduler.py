"""Where pods may run, and what the scheduler says when they may run nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.bodies import container, pod, workload
from tutor.api.kinds import NODE, POD, REPLICA_SET
from tutor.cluster.cluster import Cluster
from tutor.cluster.controllers.scheduler import _enough
from tutor.cluster.settings import NodeSettings, Settings
from tutor.cluster.tables.pods import cells

NODES = ["kube-node1", "kube-node2", "kube-node3"]
TAINTED = "1 node(s) had untolerated taint(s)"
HOST = "kubernetes.io/hostname"
NOT_HELPFUL = "Preemption is not helpful for scheduling"
NO_VICTIMS = "No preemption victims found for incoming pod"


def place(cluster: Cluster, name: str, labels: Any = None, **spec: Any) -> str:
    """Create a pod and give its node."""
    cluster.server.create(POD, pod(name, labels or {"app": "web"}, **spec))
    cluster.advance(2)
    return str(cluster.server.get(POD, name).spec.node_name)


def said(cluster: Cluster, name: str) -> str:
    """Why a pod waits, before what preemption could do."""
    conditions = cluster.server.get(POD, name).status.conditions
    message = next(one.message for one in conditions if one.type == "PodScheduled")
    return str(message).partition(" no new claims")[0]


def rule(kind: str, key: str = HOST, app: str = "web") -> dict[str, Any]:
    term = {"labelSelector": {"matchLabels": {"app": app}}, "topologyKey": key}
    return {kind: {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}


def node_rule(key: str, operator: str, *values: str) -> dict[str, Any]:
    term = {"matchExpressions": [{"key": key, "operator": operator, "values": list(values)}]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}


def test_pods_that_keep_apart_take_a_node_each_and_the_next_one_waits_for_room(cluster: Cluster) -> None:
    apart = {"affinity": rule("podAntiAffinity")}
    assert [place(cluster, f"web-{number}", **apart) for number in range(3)] == NODES
    assert place(cluster, "web-3", **apart) == ""
    assert said(cluster, "web-3") == (
        f"0/4 nodes are available: {TAINTED}, 3 node(s) didn't match pod anti-affinity rules."
    )
    message = cluster.server.get(POD, "web-3").status.conditions[0].message
    assert message.endswith(f"preemption: 0/4 nodes are available: 1 {NOT_HELPFUL}, 3 {NO_VICTIMS}.")
    cluster.server.delete(POD, "web-1")
    cluster.advance(5)
    assert cluster.server.get(POD, "web-3").spec.node_name == "kube-node2"


def test_a_pod_that_others_keep_away_from_says_so(cluster: Cluster) -> None:
    for number in range(3):
        place(cluster, f"web-{number}", affinity=rule("podAntiAffinity"))
    assert place(cluster, "plain") == ""
    assert "3 node(s) didn't satisfy existing pods anti-affinity rules" in said(cluster, "plain")


def test_a_pod_follows_those_it_wants_to_be_near_and_waits_for_them(cluster: Cluster) -> None:
    near = rule("podAffinity", app="db")
    assert place(cluster, "web", affinity=near) == ""
    assert said(cluster, "web") == f"0/4 nodes are available: {TAINTED}, 3 node(s) didn't match pod affinity rules."
    assert place(cluster, "db", {"app": "db"}, nodeName="kube-node3") == "kube-node3"
    assert cluster.server.get(POD, "web").spec.node_name == "kube-node3"


def test_the_first_of_a_group_that_wants_to_be_together_goes_anywhere(cluster: Cluster) -> None:
    together = {"affinity": rule("podAffinity")}
    first = place(cluster, "web-0", **together)
    assert first == "kube-node1"
    assert place(cluster, "web-1", **together) == first


def test_node_affinity_is_held_by_its_operators(cluster: Cluster) -> None:
    cluster.server.patch(NODE, "kube-node2", {"metadata": {"labels": {"disk": "ssd", "cores": "8"}}})
    rows = [("disk", "In", "ssd"), ("disk", "Exists"), ("cores", "Gt", "4"), ("disk", "NotIn", "hdd", "ssd")]
    found = [place(cluster, f"web-{at}", affinity=node_rule(*row)) for at, row in enumerate(rows)]
    assert found == ["kube-node2", "kube-node2", "kube-node2", "kube-node1"]
    assert place(cluster, "none", affinity=node_rule("disk", "Lt", "4")) == ""


def test_a_pod_that_asks_for_more_than_there_is_waits(cluster: Cluster) -> None:
    large = {"containers": [container(resources={"requests": {"cpu": "1500m", "memory": "1Gi"}})]}
    for number in range(3):
        assert place(cluster, f"web-{number}", **large) == NODES[number]
    assert place(cluster, "fourth", **large) == ""
    assert said(cluster, "fourth") == f"0/4 nodes are available: {TAINTED}, 3 Insufficient cpu."
    huge = {"containers": [container(resources={"requests": {"cpu": "64", "memory": "64Gi"}})]}
    assert place(cluster, "huge", **huge) == ""
    assert said(cluster, "huge") == (f"0/4 nodes are available: {TAINTED}, 3 Insufficient cpu, 3 Insufficient memory.")
    message = cluster.server.get(POD, "huge").status.conditions[0].message
    assert message.endswith(f"preemption: 0/4 nodes are available: 4 {NOT_HELPFUL}.")


def test_spread_constraints_count_tainted_nodes_as_domains(cluster: Cluster) -> None:
    row = {"maxSkew": 1, "topologyKey": HOST, "whenUnsatisfiable": "DoNotSchedule"}
    evenly = {"topologySpreadConstraints": [{**row, "labelSelector": {"matchLabels": {"app": "web"}}}]}
    assert [place(cluster, f"web-{number}", **evenly) for number in range(3)] == NODES
    assert place(cluster, "fourth", **evenly) == ""
    assert "3 node(s) didn't match pod topology spread constraints." in said(cluster, "fourth")
    missing = {"topologySpreadConstraints": [{**row, "topologyKey": "zone", "labelSelector": {}}]}
    assert place(cluster, "zoned", **missing) == ""
    assert "didn't match pod topology spread constraints (missing required label)" in said(cluster, "zoned")


def test_a_cordoned_node_takes_no_pods(cluster: Cluster) -> None:
    for node in NODES:
        cluster.server.patch(NODE, node, {"spec": {"unschedulable": True}})
    cluster.advance(1)
    assert place(cluster, "web") == ""
    assert said(cluster, "web") == f"0/4 nodes are available: {TAINTED}, 3 node(s) were unschedulable."
    cluster.server.patch(NODE, "kube-node1", {"spec": {"unschedulable": False}})
    cluster.advance(1)
    assert cluster.server.get(POD, "web").spec.node_name == "kube-node1"


@pytest.mark.parametrize(("nodes", "enough"), [(0, 0), (4, 4), (100, 100), (150, 100), (1000, 420), (5000, 500)])
def test_in_a_large_cluster_only_a_part_of_the_nodes_is_looked_for(nodes: int, enough: int) -> None:
    assert _enough(nodes) == enough


def test_pods_of_one_owner_are_spread_over_a_large_cluster() -> None:
    nodes = tuple(NodeSettings(name=f"n{at}", ip=f"172.16.0.{at + 1}", pod_cidr=f"10.0.{at}.0/24") for at in range(120))
    cluster = Cluster.start(Settings(nodes=nodes))
    cluster.server.create(REPLICA_SET, workload("web", 8))
    cluster.advance(5)
    assert len({one.spec.node_name for one in cluster.server.list(POD, namespace="default")} - {""}) == 8


def test_a_pod_whose_claim_nobody_has_made_waits_without_a_look_at_the_nodes(cluster: Cluster) -> None:
    assert place(cluster, "db", volumes=[{"name": "data", "persistentVolumeClaim": {"claimName": "disk"}}]) == ""
    found = cluster.server.get(POD, "db").status.conditions[0]
    assert found.message == '0/4 nodes are available: persistentvolumeclaim "disk" not found. not found'
    assert (found.reason, found.observed_generation) == ("Unschedulable", 1)


def test_a_gated_pod_is_not_looked_at(cluster: Cluster) -> None:
    assert place(cluster, "web", schedulingGates=[{"name": "example.com/go"}]) == ""
    assert said(cluster, "web") == "Scheduling is blocked due to non-empty scheduling gates"
    assert cells(cluster.server.get(POD, "web"), cluster.clock, False)[2] == "SchedulingGated"
