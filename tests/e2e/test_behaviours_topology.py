"""Traffic distribution and topology hints as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.e2e.scene import Scene, client, pod, service
from tutor.cluster.settings import SEED_NODES, Settings

ZONES = {"kube-master1": "a", "kube-node1": "a", "kube-node2": "a", "kube-node3": "b"}
NODES = ("kube-node1", "kube-node2", "kube-node3")
CLIENTS = tuple(client(f"client{number}", node=node) for number, node in enumerate(NODES, 1))


@pytest.fixture
def scene() -> Scene:
    return Scene(Settings(nodes=tuple(replace(node, zone=ZONES[node.name]) for node in SEED_NODES)))


def _hints(scene: Scene, key: str = "forZones") -> dict[str, list[str]]:
    rows = (one for made in scene.slices("web") for one in made["endpoints"])
    return {row["targetRef"]["name"]: [hint["name"] for hint in row.get("hints", {}).get(key, [])] for row in rows}


def _seen(scene: Scene) -> list[list[str]]:
    """Give what clients on node1, node2 (zone a) and node3 (zone b) meet."""
    return [scene.hosts(f"pod/client{number}", "web") for number in (1, 2, 3)]


@pytest.mark.parametrize("distribution", ["PreferClose", "PreferSameZone"])
def test_traffic_stays_in_its_zone_when_that_has_an_endpoint(scene: Scene, distribution: str) -> None:
    scene.apply(service(trafficDistribution=distribution), *CLIENTS)
    scene.apply(pod("east", node="kube-node1"), pod("west", node="kube-node3"))
    assert _hints(scene) == {"east": ["a"], "west": ["b"]}
    assert _seen(scene) == [["east"], ["east"], ["west"]]


@pytest.mark.parametrize("distribution", ["PreferClose", "PreferSameZone"])
def test_traffic_goes_everywhere_from_a_zone_without_an_endpoint(scene: Scene, distribution: str) -> None:
    scene.apply(service(trafficDistribution=distribution), *CLIENTS)
    scene.apply(pod("one", node="kube-node1"), pod("two", node="kube-node2"))
    assert _seen(scene) == [["one", "two"]] * 3


def test_traffic_stays_on_its_node_falls_back_to_its_zone_and_returns(scene: Scene) -> None:
    scene.apply(service(trafficDistribution="PreferSameNode"), *CLIENTS)
    scene.apply(*(pod(f"on{node[-1]}", node=node) for node in NODES))
    assert _hints(scene, "forNodes") == {"on1": ["kube-node1"], "on2": ["kube-node2"], "on3": ["kube-node3"]}
    assert _seen(scene) == [["on1"], ["on2"], ["on3"]]
    scene("kubectl delete pod on1")
    scene.wait(1)
    assert _seen(scene) == [["on2"], ["on2"], ["on3"]]
    scene.apply(pod("on1", node="kube-node1"))
    assert _seen(scene) == [["on1"], ["on2"], ["on3"]]


def test_topology_hints_give_each_endpoint_a_zone_in_proportion_and_keep_requests_there() -> None:
    zones = {"kube-node1": "a", "kube-node2": "b", "kube-node3": "c"}
    scene = Scene(Settings(nodes=tuple(replace(node, zone=zones.get(node.name, "")) for node in SEED_NODES)))
    web = service()
    web["metadata"]["annotations"] = {"service.kubernetes.io/topology-mode": "Auto"}
    scene.apply(web, *CLIENTS)
    scene.apply(*(pod(f"on{node[-1]}-{copy}", node=node) for node in NODES for copy in ("x", "y")))
    assert _hints(scene) == {f"on{number}-{copy}": [zones[NODES[number - 1]]] for number in (1, 2, 3) for copy in "xy"}
    assert _seen(scene) == [[f"on{number}-x", f"on{number}-y"] for number in (1, 2, 3)]
    scene("kubectl label node kube-node2 topology.kubernetes.io/zone=a --overwrite")
    scene.wait(1)
    assert {name: hint for name, hint in _hints(scene).items() if name.startswith("on2")} == {
        "on2-x": ["a"],
        "on2-y": ["a"],
    }
    assert _seen(scene)[1] == ["on1-x", "on1-y", "on2-x", "on2-y"]
    scene("kubectl annotate service web service.kubernetes.io/topology-mode-")
    scene.wait(1)
    assert set(map(tuple, _hints(scene).values())) == {()}
