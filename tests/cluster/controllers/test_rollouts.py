"""How Deployments, StatefulSets and DaemonSets get from one state to the next."""

from __future__ import annotations

from typing import Any

from tests.cluster.bodies import container, pod, template, workload
from tutor.api.kinds import CONFIG_MAP, DAEMON_SET, DEPLOYMENT, NAMESPACE, POD, REPLICA_SET, STATEFUL_SET
from tutor.cluster.cluster import Cluster

SLOW: Any = {"readinessProbe": {"tcpSocket": {"port": 9}, "periodSeconds": 1}}  # never ready


def names(cluster: Cluster) -> list[str]:
    return [one.metadata.name for one in cluster.server.list(POD, namespace="default")]


def images(cluster: Cluster) -> dict[str, str]:
    return {one.metadata.name: one.spec.containers[0].image for one in cluster.server.list(POD, namespace="default")}


def told(cluster: Cluster, kind: str) -> list[str]:
    return [one.message for one in cluster.events("default") if one.involved_object.kind == kind]


def new_template(image: str = "nginx:1.28", **fields: Any) -> dict[str, Any]:
    return {"spec": {"template": {"spec": {"containers": [container(image, **fields)]}}}}


def test_a_deployment_that_grows_in_a_stuck_rollout_shares_the_growth_out(cluster: Cluster) -> None:
    cluster.server.create(DEPLOYMENT, workload("web", 10))
    cluster.advance(10)
    cluster.server.patch(DEPLOYMENT, "web", new_template(**SLOW))
    cluster.advance(10)
    sizes = sorted(one.spec.replicas or 0 for one in cluster.server.list(REPLICA_SET, namespace="default"))
    assert sizes == [5, 8]
    cluster.server.patch(DEPLOYMENT, "web", {"spec": {"replicas": 15}})
    cluster.advance(5)
    sizes = sorted(one.spec.replicas or 0 for one in cluster.server.list(REPLICA_SET, namespace="default"))
    assert sizes == [7, 12]


def test_a_stateful_set_begins_at_its_own_first_number(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, workload("db", 2, serviceName="db", ordinals={"start": 5}))
    cluster.advance(10)
    assert names(cluster) == ["db-5", "db-6"]


def test_a_stateful_set_waits_until_a_pod_was_ready_for_long_enough(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, workload("db", 2, serviceName="db", minReadySeconds=20))
    cluster.advance(15)
    assert names(cluster) == ["db-0"]
    cluster.advance(15)
    assert names(cluster) == ["db-0", "db-1"]


def test_a_partition_keeps_lower_numbers_and_the_status_tells_both_revisions(cluster: Cluster) -> None:
    rolling: Any = {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}}
    cluster.server.create(STATEFUL_SET, workload("db", 3, serviceName="db", **rolling))
    cluster.advance(10)
    cluster.server.patch(STATEFUL_SET, "db", new_template())
    cluster.advance(10)
    assert images(cluster) == {"db-0": "nginx:1.27", "db-1": "nginx:1.27", "db-2": "nginx:1.28"}
    status = cluster.server.get(STATEFUL_SET, "db").status
    assert (status.current_replicas, status.updated_replicas) == (2, 1)
    assert status.current_revision != status.update_revision
    cluster.server.patch(STATEFUL_SET, "db", {"spec": {"updateStrategy": {"rollingUpdate": {"partition": 0}}}})
    cluster.advance(20)
    status = cluster.server.get(STATEFUL_SET, "db").status
    assert (status.current_replicas, status.current_revision) == (3, status.update_revision)


def test_a_stateful_set_makes_a_pod_anew_that_has_failed(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, workload("db", 1, serviceName="db"))
    cluster.advance(5)
    before = cluster.server.get(POD, "db-0").metadata.uid
    cluster.server.patch(POD, "db-0", {"status": {"phase": "Failed"}}, subresource="status")
    cluster.advance(10)
    assert cluster.server.get(POD, "db-0").metadata.uid != before
    assert "StatefulSet default/db is recreating failed Pod db-0" in told(cluster, "StatefulSet")


def test_a_daemon_set_replaces_as_many_pods_at_once_as_may_be_missing(cluster: Cluster) -> None:
    body = {"selector": {"matchLabels": {"app": "agent"}}, "template": template({"app": "agent"})}
    rolling: Any = {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "50%"}}}
    cluster.server.create(DAEMON_SET, {"metadata": {"name": "agent"}, "spec": {**body, **rolling}})
    cluster.advance(5)
    before = names(cluster)
    cluster.server.patch(DAEMON_SET, "agent", new_template())
    cluster.advance(0.2)
    pods = cluster.server.list(POD, namespace="default")
    assert sum(one.metadata.deletion_timestamp is not None for one in pods) == 2
    cluster.advance(10)
    assert set(names(cluster)).isdisjoint(before)
    assert set(images(cluster).values()) == {"nginx:1.28"}


def test_a_namespace_lets_its_pods_go_before_all_else(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "shop"}})
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "settings"}}, namespace="shop")
    cluster.server.create(DEPLOYMENT, workload("web", 2), namespace="shop")
    slow = pod("slow", lifecycle={}) | {"spec": {"containers": [container("busybox", command=["sleep", "inf"])]}}
    cluster.server.create(POD, slow, namespace="shop")
    cluster.advance(5)
    cluster.server.delete(NAMESPACE, "shop")
    cluster.advance(10)
    assert [one.metadata.name for one in cluster.server.list(POD, namespace="shop")] == ["slow"]
    assert {one.metadata.name for one in cluster.server.list(CONFIG_MAP, namespace="shop")} >= {"settings"}
    assert [one.metadata.name for one in cluster.server.list(DEPLOYMENT, namespace="shop")] == ["web"]
    cluster.advance(30)
    assert all(one.metadata.name != "shop" for one in cluster.server.list(NAMESPACE))


def test_a_hook_that_outlasts_the_grace_period_leaves_two_seconds(cluster: Cluster) -> None:
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 5}}}}
    boxes = [container("busybox", command=["sleep", "inf"], **hook)]
    spec = {"containers": boxes, "terminationGracePeriodSeconds": 6}
    cluster.server.create(POD, {"metadata": {"name": "web"}, "spec": spec})
    cluster.advance(4)
    cluster.server.delete(POD, "web")
    cluster.advance(6.9)
    assert names(cluster) == ["web"]
    cluster.advance(1)
    assert names(cluster) == []
