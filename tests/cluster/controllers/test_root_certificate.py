"""Every namespace has the certificate of the cluster's authority."""

from __future__ import annotations

from tutor.api.kinds import CONFIG_MAP, NAMESPACE
from tutor.cluster.cluster import Cluster

NAME = "kube-root-ca.crt"


def test_every_namespace_has_it_and_a_new_one_gets_it(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "a"}})
    cluster.settle()
    rows = [one for one in cluster.server.list(CONFIG_MAP) if one.metadata.name == NAME]
    assert [one.metadata.namespace for one in rows] == [
        *("a", "default", "kube-node-lease", "kube-public", "kube-system"),
    ]
    assert {line for one in rows for line in one.data["ca.crt"].splitlines()[:1]} == {"-----BEGIN CERTIFICATE-----"}


def test_it_comes_back_when_it_is_deleted_or_changed(cluster: Cluster) -> None:
    before = cluster.server.get(CONFIG_MAP, NAME).data
    cluster.server.patch(CONFIG_MAP, NAME, {"data": {"ca.crt": "mine"}})
    cluster.settle()
    assert cluster.server.get(CONFIG_MAP, NAME).data == before
    cluster.server.delete(CONFIG_MAP, NAME)
    cluster.settle()
    assert cluster.server.get(CONFIG_MAP, NAME).data == before


def test_a_leaving_namespace_does_not_get_it_again(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "a"}})
    cluster.settle()
    cluster.server.delete(NAMESPACE, "a")
    cluster.settle()
    assert [one.metadata.namespace for one in cluster.server.list(CONFIG_MAP) if one.metadata.namespace == "a"] == []
