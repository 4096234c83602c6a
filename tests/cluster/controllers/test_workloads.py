"""Controllers of workloads keep the pods that they ask for."""

from __future__ import annotations

from tests.cluster.bodies import pod, template, workload
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET
from tutor.cluster.cluster import Cluster


def _pods(cluster: Cluster) -> list[str]:
    return [one.metadata.name for one in cluster.server.list(POD, namespace="default")]


def _told(cluster: Cluster, kind: str) -> list[str]:
    return [one.message for one in cluster.events("default") if one.involved_object.kind == kind]


def test_a_replica_set_makes_up_for_a_deleted_pod(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 2))
    cluster.settle()
    gone = _pods(cluster)[0]
    cluster.server.delete(POD, gone)
    cluster.settle()
    assert len(_pods(cluster)) == 2
    assert gone not in _pods(cluster)
    status = cluster.server.get(REPLICA_SET, "web").status
    assert (status.replicas, status.ready_replicas, status.available_replicas) == (2, 2, 2)


def test_a_replica_set_adopts_a_pod_that_fits_and_lets_go_of_one_that_does_not(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("lone", {"app": "web"}))
    cluster.settle()
    cluster.server.create(REPLICA_SET, workload("web", 2))
    cluster.settle()
    assert len(_pods(cluster)) == 2
    cluster.server.patch(POD, "lone", {"metadata": {"labels": {"app": "other"}}})
    cluster.settle()
    assert len(_pods(cluster)) == 3
    assert cluster.server.get(POD, "lone").metadata.owner_references == ()


def test_a_replication_controller_keeps_its_number_adopts_and_tells(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("lone", {"app": "web"}))
    cluster.settle()
    made = {"replicas": 2, "template": template({"app": "web"})}
    cluster.server.create(REPLICATION_CONTROLLER, {"metadata": {"name": "web"}, "spec": made})
    cluster.settle()
    controller = cluster.server.get(REPLICATION_CONTROLLER, "web")
    assert (controller.spec.selector, controller.metadata.labels) == ({"app": "web"}, {"app": "web"})
    assert (controller.status.replicas, controller.status.ready_replicas, len(_pods(cluster))) == (2, 2, 2)
    owner = cluster.server.get(POD, "lone").metadata.owner_references[0]
    assert (owner.api_version, owner.kind, owner.name) == ("v1", "ReplicationController", "web")
    new = next(name for name in _pods(cluster) if name != "lone")
    assert _told(cluster, "ReplicationController") == [f"Created pod: {new}"]
    cluster.server.delete(REPLICATION_CONTROLLER, "web")
    cluster.advance(40)
    assert _pods(cluster) == []


def test_scaling_down_keeps_pods_on_different_nodes(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 6))
    cluster.settle()
    cluster.server.patch(REPLICA_SET, "web", {"spec": {"replicas": 3}})
    cluster.settle()
    nodes = sorted(one.spec.node_name for one in cluster.server.list(POD, namespace="default"))
    assert nodes == ["kube-node1", "kube-node2", "kube-node3"]


def test_a_rolling_update_replaces_one_pod_after_the_other(cluster: Cluster) -> None:
    cluster.server.create(DEPLOYMENT, workload("web", 3))
    cluster.settle()
    old = cluster.server.list(REPLICA_SET, namespace="default")[0].metadata.name
    cluster.server.patch(DEPLOYMENT, "web", {"spec": {"template": template({"app": "web"}, "nginx:1.28")}})
    cluster.advance(5)
    new = next(one for one in cluster.server.list(REPLICA_SET, namespace="default") if one.metadata.name != old)
    name = new.metadata.name
    assert _told(cluster, "Deployment") == [
        f"Scaled up replica set {old} from 0 to 3",
        f"Scaled up replica set {name} from 0 to 1",
        f"Scaled down replica set {old} from 3 to 2",
        f"Scaled up replica set {name} from 1 to 2",
        f"Scaled down replica set {old} from 2 to 1",
        f"Scaled up replica set {name} from 2 to 3",
        f"Scaled down replica set {old} from 1 to 0",
    ]
    status = cluster.server.get(DEPLOYMENT, "web").status
    assert [(one.type, one.status, one.reason) for one in status.conditions] == [
        ("Available", "True", "MinimumReplicasAvailable"),
        ("Progressing", "True", "NewReplicaSetAvailable"),
    ]
    assert new.metadata.annotations["deployment.kubernetes.io/revision"] == "2"


def test_going_back_to_an_older_template_takes_up_its_replica_set_with_a_new_revision(cluster: Cluster) -> None:
    cluster.server.create(DEPLOYMENT, workload("web", 1))
    cluster.settle()
    for image in ("nginx:1.28", "nginx:1.27"):
        cluster.server.patch(DEPLOYMENT, "web", {"spec": {"template": template({"app": "web"}, image)}})
        cluster.settle()
    sets = cluster.server.list(REPLICA_SET, namespace="default")
    revisions = {one.spec.replicas: one.metadata.annotations["deployment.kubernetes.io/revision"] for one in sets}
    assert revisions == {1: "3", 0: "2"}


def test_recreate_takes_all_old_pods_away_before_new_ones_come(cluster: Cluster) -> None:
    cluster.server.create(DEPLOYMENT, workload("web", 2, strategy={"type": "Recreate"}))
    cluster.settle()
    before = set(_pods(cluster))
    cluster.server.patch(DEPLOYMENT, "web", {"spec": {"template": template({"app": "web"}, "nginx:1.28")}})
    cluster.advance(0.3)
    assert set(_pods(cluster)) == before
    cluster.settle()
    assert len(_pods(cluster)) == 2
    assert not before & set(_pods(cluster))


def test_a_stateful_set_starts_its_pods_in_order_and_names_them(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, workload("db", 2, serviceName="db"))
    cluster.advance(0.5)
    assert _pods(cluster) == ["db-0"]
    cluster.settle()
    assert _pods(cluster) == ["db-0", "db-1"]
    found = cluster.server.get(POD, "db-0")
    assert (found.spec.hostname, found.spec.subdomain) == ("db-0", "db")


def test_a_stateful_set_shrinks_from_the_highest_number(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, workload("db", 3, serviceName="db"))
    cluster.settle()
    cluster.server.patch(STATEFUL_SET, "db", {"spec": {"replicas": 1}})
    cluster.settle()
    assert _pods(cluster) == ["db-0"]


def test_a_daemon_set_runs_on_every_node_it_tolerates(cluster: Cluster) -> None:
    body = workload("agent", 0)
    del body["spec"]["replicas"]
    cluster.server.create(DAEMON_SET, body)
    cluster.settle()
    nodes = sorted(one.spec.node_name for one in cluster.server.list(POD, namespace="default"))
    assert nodes == ["kube-node1", "kube-node2", "kube-node3"]
    assert cluster.server.get(DAEMON_SET, "agent").status.number_ready == 3
