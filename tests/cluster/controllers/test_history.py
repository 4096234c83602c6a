"""StatefulSets and DaemonSets keep the templates that they had as ControllerRevisions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.bodies import container, workload
from tutor.api.kinds import CONTROLLER_REVISION, DAEMON_SET, POD, STATEFUL_SET, Kind
from tutor.cluster.cluster import Cluster
from tutor.cluster.hashes import fnv32

IMAGES = ("nginx:1.28", "nginx:1.29", "nginx:1.30")


def made(kind: str, replicas: int, **spec: Any) -> dict[str, Any]:
    body = workload("web", replicas, **spec)
    return (
        body
        if kind == "StatefulSet"
        else {**body, "spec": {k: part for k, part in body["spec"].items() if k != "replicas"}}
    )


def change(cluster: Cluster, kind: Kind, image: str) -> None:
    patch = {"spec": {"template": {"spec": {"containers": [container(image)]}}}}
    cluster.server.patch(kind, "web", patch)
    cluster.settle()


def numbers(cluster: Cluster) -> dict[int, str]:
    """The image that each revision keeps."""
    rows = cluster.server.list(CONTROLLER_REVISION, namespace="default")
    return {one.revision: one.data["spec"]["template"]["spec"]["containers"][0]["image"] for one in rows}


def images(cluster: Cluster) -> dict[str, str]:
    return {one.metadata.name: one.spec.containers[0].image for one in cluster.server.list(POD, namespace="default")}


@pytest.mark.parametrize(("text", "number"), [("", 0x811C9DC5), ("a", 0x050C5D7E), ("foobar", 0x31F0B262)])
def test_names_of_revisions_rest_on_fnv_1(text: str, number: int) -> None:
    assert fnv32(text) == number


@pytest.mark.parametrize("kind", [STATEFUL_SET, DAEMON_SET], ids=lambda kind: kind.kind)
def test_a_template_that_comes_back_takes_its_revision_up_again_with_a_new_number(cluster: Cluster, kind: Kind) -> None:
    cluster.server.create(kind, made(kind.kind, 1))
    cluster.settle()
    assert numbers(cluster) == {1: "nginx:1.27"}
    change(cluster, kind, "nginx:1.28")
    assert numbers(cluster) == {1: "nginx:1.27", 2: "nginx:1.28"}
    change(cluster, kind, "nginx:1.27")
    assert numbers(cluster) == {3: "nginx:1.27", 2: "nginx:1.28"}


@pytest.mark.parametrize("kind", [STATEFUL_SET, DAEMON_SET], ids=lambda kind: kind.kind)
def test_the_oldest_revisions_beyond_the_limit_are_forgotten(cluster: Cluster, kind: Kind) -> None:
    cluster.server.create(kind, made(kind.kind, 1, revisionHistoryLimit=1))
    cluster.settle()
    for image in IMAGES:
        change(cluster, kind, image)
    assert numbers(cluster) == {3: "nginx:1.29", 4: "nginx:1.30"}


@pytest.mark.parametrize("kind", [STATEFUL_SET, DAEMON_SET], ids=lambda kind: kind.kind)
def test_pods_name_their_revision_and_the_revisions_go_with_their_owner(cluster: Cluster, kind: Kind) -> None:
    cluster.server.create(kind, made(kind.kind, 1))
    cluster.settle()
    (revision,) = cluster.server.list(CONTROLLER_REVISION, namespace="default")
    hash_ = revision.metadata.name.removeprefix("web-")
    named = {STATEFUL_SET: revision.metadata.name, DAEMON_SET: hash_}[kind]
    labels = {one.metadata.labels["controller-revision-hash"] for one in cluster.server.list(POD, namespace="default")}
    assert labels == {named}
    label = {STATEFUL_SET: "controller.kubernetes.io/hash", DAEMON_SET: "controller-revision-hash"}[kind]
    assert revision.metadata.labels == {"app": "web", label: hash_}
    cluster.server.delete(kind, "web")
    cluster.settle()
    assert numbers(cluster) == {}


def test_a_pod_below_the_partition_comes_back_with_the_old_template(cluster: Cluster) -> None:
    strategy = {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}
    cluster.server.create(STATEFUL_SET, made("StatefulSet", 3, updateStrategy=strategy))
    cluster.settle()
    change(cluster, STATEFUL_SET, "nginx:1.28")
    assert images(cluster) == {"web-0": "nginx:1.27", "web-1": "nginx:1.27", "web-2": "nginx:1.28"}
    for name in ("web-0", "web-2"):
        cluster.server.delete(POD, name)
    cluster.settle()
    assert images(cluster) == {"web-0": "nginx:1.27", "web-1": "nginx:1.27", "web-2": "nginx:1.28"}
    status = cluster.server.get(STATEFUL_SET, "web").status
    assert (status.current_replicas, status.updated_replicas) == (2, 1)
    assert status.current_revision != status.update_revision


def test_an_update_is_complete_when_all_wanted_pods_are_new(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, made("StatefulSet", 2))
    cluster.settle()
    change(cluster, STATEFUL_SET, "nginx:1.28")
    status = cluster.server.get(STATEFUL_SET, "web").status
    assert status.current_revision == status.update_revision
    assert (status.current_replicas, status.updated_replicas) == (2, 2)


def test_a_revision_that_somebody_else_wrote_is_left_out(cluster: Cluster) -> None:
    cluster.server.create(STATEFUL_SET, made("StatefulSet", 1))
    cluster.settle()
    owner = cluster.server.list(CONTROLLER_REVISION, namespace="default")[0].metadata.owner_references[0]
    reference = {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "web", "uid": owner.uid, "controller": True}
    body = {"metadata": {"name": "odd", "ownerReferences": [reference]}, "data": {"spec": 7}, "revision": 1}
    cluster.server.create(CONTROLLER_REVISION, {"apiVersion": "apps/v1", "kind": "ControllerRevision", **body})
    cluster.settle()
    change(cluster, STATEFUL_SET, "nginx:1.28")
    assert images(cluster) == {"web-0": "nginx:1.28"}
