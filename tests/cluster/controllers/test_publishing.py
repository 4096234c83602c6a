"""The Service of the API server comes back by itself."""

from __future__ import annotations

from tests.cluster.bodies import service
from tutor.api.kinds import ENDPOINT_SLICE, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings


def _names(cluster: Cluster) -> list[str]:
    return [obj.metadata.name for obj in cluster.server.list(SERVICE, namespace="default")]


def test_the_api_server_looks_every_ten_seconds_for_its_service_and_its_slice() -> None:
    cluster = Cluster.start(Settings(api_server_endpoints=("192.168.56.11",)))
    start = cluster.now
    cluster.advance(-start % 10 + 3)
    cluster.server.delete(SERVICE, "kubernetes")
    cluster.advance(6.9)
    assert _names(cluster) == []
    cluster.advance(0.2)
    assert _names(cluster) == ["kubernetes"]
    assert cluster.server.get(SERVICE, "kubernetes").spec.cluster_ip == "10.233.0.1"
    assert [one.metadata.name for one in cluster.server.list(ENDPOINT_SLICE)][:1] == ["kubernetes"]


def test_it_waits_while_another_service_has_its_address(cluster: Cluster) -> None:
    cluster.server.delete(SERVICE, "kubernetes")
    cluster.server.create(SERVICE, service("web", clusterIP="10.233.0.1"))
    cluster.advance(25)
    assert _names(cluster) == ["web"]
    cluster.server.delete(SERVICE, "web")
    cluster.advance(10.1)
    assert _names(cluster) == ["kubernetes"]
