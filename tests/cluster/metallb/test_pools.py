"""Pools of addresses: who gets one from which, and who announces it."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.kinds import CONFIG_MAP, IP_ADDRESS_POOL, L2_ADVERTISEMENT, NAMESPACE, SERVICE
from tutor.api.service import Service
from tutor.cluster.cluster import Cluster
from tutor.cluster.metallb.ranges import RangeError, read_range
from tutor.cluster.network.announce import announcer
from tutor.cluster.settings import Settings

SYSTEM = "metallb-system"


def world() -> Cluster:
    return Cluster.start(Settings(load_balancer="metallb"))


def add_pool(cluster: Cluster, name: str, *addresses: str, **spec: Any) -> None:
    body = {
        "apiVersion": "metallb.io/v1beta1",
        "kind": "IPAddressPool",
        "metadata": {"name": name, "labels": {"pool": name}},
        "spec": {"addresses": list(addresses), **spec},
    }
    cluster.server.create(IP_ADDRESS_POOL, body, namespace=SYSTEM)


def add_service(cluster: Cluster, name: str, *, namespace: str = "default", **meta: Any) -> str:
    body = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, **meta},
        "spec": {"type": "LoadBalancer", "ports": [{"port": 80}]},
    }
    cluster.server.create(SERVICE, body, namespace=namespace)
    cluster.advance(1)
    return address(cluster, name, namespace)


def address(cluster: Cluster, name: str, namespace: str = "default") -> str:
    found: Service = cluster.server.get(SERVICE, name, namespace=namespace)
    return ",".join(one.ip for one in found.status.load_balancer.ingress)


def last_message(cluster: Cluster, name: str) -> str:
    return [str(one.message) for one in cluster.events("default") if one.involved_object.name == name][-1]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("10.0.0.0/30", ["10.0.0.0/30"]),
        ("10.0.0.9/30", ["10.0.0.8/30"]),
        ("10.0.0.1-10.0.0.4", ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/32"]),
        ("10.0.0.1 - 10.0.0.1", ["10.0.0.1/32"]),
        ("fc00::1-fc00::2", ["fc00::1/128", "fc00::2/128"]),
    ],
)
def test_a_block_or_a_range_is_read_into_blocks(text: str, blocks: list[str]) -> None:
    assert list(map(str, read_range(text))) == blocks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10.0.0.1", 'invalid CIDR "10.0.0.1"'),
        ("10.0.0.0/33", 'invalid CIDR "10.0.0.0/33"'),
        ("10.0.0.0/255.0.0.0", 'invalid CIDR "10.0.0.0/255.0.0.0"'),
        ("a-10.0.0.1", 'invalid IP range "a-10.0.0.1": invalid start IP "a"'),
        ("10.0.0.1-", 'invalid IP range "10.0.0.1-": invalid end IP ""'),
        (
            "10.0.0.2-10.0.0.1",
            'invalid IP range "10.0.0.2-10.0.0.1": start IP "10.0.0.2" is after the end IP "10.0.0.1"',
        ),
    ],
)
def test_a_text_that_is_no_range_is_refused_in_the_words_of_metallb(text: str, words: str) -> None:
    with pytest.raises(RangeError) as refusal:
        read_range(text)
    assert str(refusal.value) == words


def test_a_service_notes_the_pool_that_its_address_is_from() -> None:
    cluster = world()
    add_service(cluster, "a")
    noted = cluster.server.get(SERVICE, "a").metadata.annotations
    assert noted == {"metallb.io/ip-allocated-from-pool": "first-pool"}


def test_a_pool_that_is_not_assigned_by_itself_is_used_on_request() -> None:
    cluster = world()
    cluster.server.delete(IP_ADDRESS_POOL, "first-pool", namespace=SYSTEM)
    add_pool(cluster, "extra", "10.9.0.0/30", autoAssign=False)
    assert add_service(cluster, "a") == ""
    assert last_message(cluster, "a") == 'Failed to allocate IP for "default/a": no available IPs'
    assert add_service(cluster, "b", annotations={"metallb.io/address-pool": "extra"}) == "10.9.0.0"


def test_careful_pools_skip_addresses_that_end_in_0_and_255() -> None:
    cluster = world()
    add_pool(cluster, "careful", "10.9.0.255-10.9.1.1", avoidBuggyIPs=True)
    asks = {"metallb.io/address-pool": "careful"}
    assert add_service(cluster, "a", annotations=asks) == "10.9.1.1"
    assert add_service(cluster, "b", annotations=asks) == ""
    words = 'Failed to allocate IP for "default/b": no available IPs in pool "careful" for ipv4 IPFamily'
    assert last_message(cluster, "b") == words


def test_a_pool_for_some_services_goes_to_these_first_and_to_no_others() -> None:
    cluster = world()
    cluster.server.create(
        NAMESPACE, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "gold", "labels": {"tier": "gold"}}}
    )
    add_pool(cluster, "late", "10.9.1.0/30", serviceAllocation={"namespaces": ["gold"]})
    early = {"priority": 5, "namespaceSelectors": [{"matchLabels": {"tier": "gold"}}]}
    add_pool(cluster, "later", "10.9.2.0/30", serviceAllocation=early)
    add_pool(cluster, "web", "10.9.3.0/30", serviceAllocation={"serviceSelectors": [{"matchLabels": {"app": "web"}}]})
    assert add_service(cluster, "a", namespace="gold") == "10.9.2.0"
    assert add_service(cluster, "b") == "192.168.56.200"
    assert add_service(cluster, "c", labels={"app": "web"}) == "10.9.3.0"
    assert add_service(cluster, "d", annotations={"metallb.io/address-pool": "web"}) == ""
    words = 'Failed to allocate IP for "default/d": pool web not compatible for ip assignment'
    assert last_message(cluster, "d") == words


def test_a_service_that_asks_for_what_cannot_be_is_told_so() -> None:
    cluster = world()
    rows = {
        "a": ({"metallb.io/address-pool": "nope"}, 'unknown pool "nope"'),
        "b": ({"metallb.io/loadBalancerIPs": "x"}, 'invalid metallb.io/loadBalancerIPs: "x"'),
        "c": (
            {"metallb.io/loadBalancerIPs": "fc00::1"},
            'requested loadBalancer IP(s) ["fc00::1"] does not match the ipFamily of the service',
        ),
    }
    for name, (asks, words) in rows.items():
        assert add_service(cluster, name, annotations=asks) == ""
        assert last_message(cluster, name) == f'Failed to allocate IP for "default/{name}": {words}'


def test_an_address_whose_pool_goes_is_taken_back_and_another_given() -> None:
    cluster = world()
    assert add_service(cluster, "a") == "192.168.56.200"
    add_pool(cluster, "other", "10.9.0.8/30")
    cluster.server.delete(IP_ADDRESS_POOL, "first-pool", namespace=SYSTEM)
    cluster.advance(1)
    assert address(cluster, "a") == "10.9.0.8"
    told = [one.message for one in cluster.events("default") if one.reason == "ClearAssignment"]
    assert "".join(told) == (
        'current IP for "default/a" not allowed by config, will attempt for new IP assignment: '
        '["192.168.56.200"] is not allowed in config'
    )


def test_the_configuration_of_older_versions_is_a_pool_that_is_announced() -> None:
    cluster = world()
    cluster.server.delete(IP_ADDRESS_POOL, "first-pool", namespace=SYSTEM)
    text = "address-pools:\n- name: default\n  protocol: layer2\n  addresses:\n  - 10.9.0.5-10.9.0.6\n"
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config"}, "data": {"config": text}}
    cluster.server.create(CONFIG_MAP, body, namespace=SYSTEM)
    assert add_service(cluster, "a") == "10.9.0.5"


def advertise(cluster: Cluster, **spec: Any) -> None:
    cluster.server.delete(L2_ADVERTISEMENT, "first-pool", namespace=SYSTEM)
    body = {"apiVersion": "metallb.io/v1beta1", "kind": "L2Advertisement", "metadata": {"name": "only"}, "spec": spec}
    cluster.server.create(L2_ADVERTISEMENT, body, namespace=SYSTEM)


@pytest.mark.parametrize(
    ("spec", "node"),
    [
        ({}, "kube-node1"),
        ({"ipAddressPools": ["first-pool"]}, "kube-node1"),
        ({"ipAddressPools": ["other"]}, ""),
        ({"ipAddressPoolSelectors": [{"matchLabels": {"pool": "other"}}]}, ""),
        ({"nodeSelectors": [{"matchLabels": {"kubernetes.io/hostname": "kube-node2"}}]}, "kube-node2"),
        ({"nodeSelectors": [{"matchLabels": {"kubernetes.io/hostname": "nope"}}]}, ""),
        ({"interfaces": ["eth0"]}, "kube-node1"),
        ({"interfaces": ["eth7"]}, ""),
    ],
)
def test_an_advertisement_says_for_which_pools_from_where_and_on_what(spec: Any, node: str) -> None:
    cluster = world()
    advertise(cluster, **spec)
    add_service(cluster, "a")
    slice_ = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": "a-1", "labels": {"kubernetes.io/service-name": "a"}},
        "addressType": "IPv4",
        "ports": [{"port": 80, "protocol": "TCP"}],
        "endpoints": [{"addresses": ["203.0.113.7"]}],
    }
    from_kind = next(kind for kind in cluster.server.kinds if kind.kind == "EndpointSlice")
    cluster.server.create(from_kind, slice_)
    found = announcer(cluster.view, cluster.server.get(SERVICE, "a"), "192.168.56.200")
    assert (found.name if found else "") == node
