"""MetalLB: which address a load balancer gets, who announces it, and what the events say."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import ENDPOINT_SLICE, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import LAPTOP, Flow, TimedOut
from tutor.cluster.settings import Settings


def cluster(load_balancer: Any = "metallb") -> Cluster:
    return Cluster.start(Settings(load_balancer=load_balancer))


def body(name: str, *, port: int = 80, annotations: dict[str, str] | None = None, **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "annotations": annotations or {}},
        "spec": {"type": "LoadBalancer", "selector": {"app": "web"}, "ports": [{"port": port}], **spec},
    }


def addresses(world: Cluster, name: str) -> list[str]:
    return [one.ip for one in world.server.get(SERVICE, name).status.load_balancer.ingress]


def told(world: Cluster, name: str) -> list[tuple[str, str, str, str]]:
    mine = (one for one in world.events("default") if one.involved_object.name == name)
    return [(one.type, one.reason, one.message, one.source.component) for one in mine]


def test_the_lowest_free_address_comes_first() -> None:
    world = cluster()
    for name in ("a", "b"):
        world.server.create(SERVICE, body(name))
        world.advance(1)
    assert [addresses(world, name) for name in ("a", "b")] == [["192.168.56.200"], ["192.168.56.201"]]
    assert told(world, "a") == [("Normal", "IPAllocated", 'Assigned IP ["192.168.56.200"]', "metallb-controller")]


def test_an_address_that_is_given_back_is_given_again() -> None:
    world = cluster()
    world.server.create(SERVICE, body("a"))
    world.advance(1)
    world.server.delete(SERVICE, "a", namespace="default")
    world.advance(1)
    world.server.create(SERVICE, body("b"))
    world.advance(1)
    assert addresses(world, "b") == ["192.168.56.200"]


def test_a_requested_address_is_given_and_one_outside_the_pool_is_not() -> None:
    world = cluster()
    world.server.create(SERVICE, body("a", annotations={"metallb.io/loadBalancerIPs": "192.168.56.210"}))
    world.server.create(SERVICE, body("b", loadBalancerIP="192.168.56.9"))
    world.advance(1)
    assert (addresses(world, "a"), addresses(world, "b")) == (["192.168.56.210"], [])
    message = 'Failed to allocate IP for "default/b": ["192.168.56.9"] is not allowed in config'
    assert told(world, "b") == [("Warning", "AllocationFailed", message, "metallb-controller")]


def test_an_exhausted_pool_says_so_and_serves_the_one_that_waits_later() -> None:
    world = cluster()
    for number in range(22):
        world.server.create(SERVICE, body(f"s{number:02}"))
        world.advance(1)
    message = 'Failed to allocate IP for "default/s21": no available IPs'
    assert told(world, "s21") == [("Warning", "AllocationFailed", message, "metallb-controller")]
    world.server.delete(SERVICE, "s03", namespace="default")
    world.advance(1)
    assert addresses(world, "s21") == ["192.168.56.203"]


def test_services_share_an_address_with_one_key_and_different_ports() -> None:
    world = cluster()
    same = {"metallb.io/allow-shared-ip": "k", "metallb.io/loadBalancerIPs": "192.168.56.205"}
    for name, port in (("a", 80), ("b", 81), ("c", 80)):
        world.server.create(SERVICE, body(name, port=port, annotations=same))
        world.advance(1)
    assert [addresses(world, name) for name in ("a", "b", "c")] == [["192.168.56.205"], ["192.168.56.205"], []]


def test_without_a_provider_the_address_stays_pending() -> None:
    world = cluster("none")
    world.server.create(SERVICE, body("a"))
    world.advance(60)
    assert addresses(world, "a") == []


def test_another_class_of_load_balancer_is_left_alone() -> None:
    world = cluster()
    world.server.create(SERVICE, body("a", loadBalancerClass="example.com/lb"))
    world.advance(5)
    assert addresses(world, "a") == []


def test_one_node_tells_that_it_announces_an_address_with_endpoints() -> None:
    world = cluster()
    world.server.create(SERVICE, body("a", selector={}))
    world.advance(1)
    flow = Flow(source=LAPTOP, host="192.168.56.200", port=80)
    assert isinstance(world.connect(flow).outcome, TimedOut)
    ports = [{"port": 8080, "protocol": "TCP"}]
    meta = {"name": "a-1", "labels": {"kubernetes.io/service-name": "a"}}
    slice_ = {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": meta, "addressType": "IPv4"}

    world.server.create(ENDPOINT_SLICE, {**slice_, "ports": ports, "endpoints": [{"addresses": ["203.0.113.7"]}]})
    world.advance(1)
    message = 'announcing from node "kube-node1" with protocol "layer2"'
    assert told(world, "a")[-1] == ("Normal", "nodeAssigned", message, "metallb-speaker")
