"""Events: what components tell, counted, and forgotten after an hour."""

from __future__ import annotations

from tests.cluster.bodies import pod
from tutor.api.kinds import POD
from tutor.cluster.cluster import Cluster

NODE1 = "kube-node1"


def told(cluster: Cluster) -> set[str]:
    return {event.reason for event in cluster.events("default")}


def test_events_are_forgotten_an_hour_after_they_were_told_last(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("web"))
    cluster.advance(3590)
    assert told(cluster) == {"Scheduled", "Pulling", "Pulled", "Created", "Started"}
    cluster.server.create(POD, pod("late", nodeName=NODE1))
    cluster.advance(80)
    assert {event.involved_object.name for event in cluster.events("default")} == {"late"}
    cluster.advance(3700)
    assert told(cluster) == set()


def test_an_event_that_is_told_again_lives_an_hour_more(cluster: Cluster) -> None:
    probe = {"tcpSocket": {"port": 9}, "periodSeconds": 300}
    spec = {"containers": [{"name": "c", "image": "nginx", "readinessProbe": probe}]}
    cluster.server.create(POD, {"metadata": {"name": "web"}, "spec": spec})
    cluster.advance(7000)
    assert told(cluster) == {"Unhealthy"}
