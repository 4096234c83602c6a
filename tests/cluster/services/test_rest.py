"""What the server fills in, allocates and keeps of a Service."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.bodies import service
from tutor.api.kinds import SERVICE
from tutor.api.service import Service
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster

_NODE_PORT: dict[str, Any] = {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30000}]}


def _create(cluster: Cluster, name: str = "web", **spec: Any) -> Service:
    stored: Service = cluster.server.create(SERVICE, service(name, **spec)).object
    return stored


def _patch(cluster: Cluster, **spec: Any) -> Service:
    stored: Service = cluster.server.patch(SERVICE, "web", {"spec": spec}, patch_type="merge").object
    return stored


def _fault(cluster: Cluster, name: str = "web", **spec: Any) -> str:
    with pytest.raises(StatusError) as caught:
        _create(cluster, name, **spec)
    return caught.value.status.message.partition(" is invalid: ")[2]


def test_an_address_by_chance_comes_from_the_upper_band(cluster: Cluster) -> None:
    numbers = [_create(cluster, f"s{n}").spec.cluster_ip.split(".") for n in range(20)]
    assert all(int(parts[2]) >= 1 for parts in numbers)


def test_a_wanted_address_is_given_once(cluster: Cluster) -> None:
    assert _create(cluster, "a", clusterIP="10.233.0.77").spec.cluster_ips == ("10.233.0.77",)
    assert _fault(cluster, "b", clusterIP="10.233.0.77") == (
        'spec.clusterIPs: Invalid value: ["10.233.0.77"]: '
        "failed to allocate IP 10.233.0.77: provided IP is already allocated"
    )


def test_an_address_of_another_network_is_refused(cluster: Cluster) -> None:
    assert _fault(cluster, clusterIP="10.234.0.1") == (
        'spec.clusterIPs: Invalid value: ["10.234.0.1"]: '
        "failed to allocate IP 10.234.0.1: the provided network does not match the current range"
    )


def test_a_service_without_name_fails_at_its_address_first(cluster: Cluster) -> None:
    message = _fault(cluster, "")
    assert message.startswith(
        'spec.clusterIPs: Invalid value: [""]: failed to allocate IP: IPAddress.networking.k8s.io'
    )
    assert message.endswith("is invalid: spec.parentRef.name: Required value")


def test_a_freed_address_and_port_can_be_had_again(cluster: Cluster) -> None:
    _create(cluster, "a", clusterIP="10.233.0.77", **_NODE_PORT)
    cluster.server.delete(SERVICE, "a")
    assert _create(cluster, "b", clusterIP="10.233.0.77", **_NODE_PORT).spec.ports[0].node_port == 30000


def test_a_node_port_of_another_service_is_refused(cluster: Cluster) -> None:
    _create(cluster, "a", **_NODE_PORT)
    words = "spec.ports[0].nodePort: Invalid value: 30000: provided port is already allocated"
    assert _fault(cluster, "b", **_NODE_PORT) == words


def test_a_node_port_out_of_range_is_refused(cluster: Cluster) -> None:
    words = (
        "spec.ports[0].nodePort: Invalid value: 80: "
        "provided port is not in the valid range. The range of valid ports is 30000-32767"
    )
    assert _fault(cluster, type="NodePort", ports=[{"port": 80, "nodePort": 80}]) == words


def test_one_number_for_two_protocols_shares_a_node_port(cluster: Cluster) -> None:
    ports = [{"name": "u", "port": 53, "protocol": "UDP"}, {"name": "t", "port": 53, "protocol": "TCP"}]
    stored = _create(cluster, type="NodePort", ports=ports)
    assert stored.spec.ports[0].node_port == stored.spec.ports[1].node_port != 0


def test_a_load_balancer_may_do_without_node_ports(cluster: Cluster) -> None:
    stored = _create(cluster, type="LoadBalancer", allocateLoadBalancerNodePorts=False)
    assert stored.spec.ports[0].node_port == 0


def test_a_health_check_node_port_comes_and_goes_with_the_local_policy(cluster: Cluster) -> None:
    local = _create(cluster, type="LoadBalancer", externalTrafficPolicy="Local")
    assert 30000 <= local.spec.health_check_node_port <= 32767
    assert _patch(cluster, externalTrafficPolicy="Cluster").spec.health_check_node_port == 0


def test_a_headless_service_has_no_address(cluster: Cluster) -> None:
    stored = _create(cluster, clusterIP="None")
    assert (stored.spec.cluster_ip, stored.spec.cluster_ips) == ("None", ("None",))


def test_a_headless_service_without_selector_may_have_both_families(cluster: Cluster) -> None:
    body = {"metadata": {"name": "db"}, "spec": {"clusterIP": "None", "ports": [{"port": 80}]}}
    stored = cluster.server.create(SERVICE, body).object
    assert (stored.spec.ip_families, stored.spec.ip_family_policy) == (("IPv4", "IPv6"), "RequireDualStack")


def test_turning_into_a_node_port_keeps_the_address(cluster: Cluster) -> None:
    before = _create(cluster)
    after = _patch(cluster, type="NodePort")
    assert after.spec.cluster_ip == before.spec.cluster_ip
    assert after.spec.ports[0].node_port >= 30000


def test_turning_back_into_a_cluster_ip_frees_the_node_port(cluster: Cluster) -> None:
    _create(cluster, **_NODE_PORT)
    after = _patch(cluster, type="ClusterIP")
    assert after.spec.ports[0].node_port == 0
    assert after.spec.external_traffic_policy == ""
    assert _create(cluster, "other", **_NODE_PORT).spec.ports[0].node_port == 30000


def test_turning_into_an_external_name_lets_everything_go(cluster: Cluster) -> None:
    _create(cluster, clusterIP="10.233.0.77")
    after = _patch(cluster, type="ExternalName", externalName="www.google.com")
    assert (after.spec.cluster_ip, after.spec.cluster_ips, after.spec.ip_families) == ("", (), ())
    assert after.spec.internal_traffic_policy is None
    assert _create(cluster, "other", clusterIP="10.233.0.77").spec.cluster_ip == "10.233.0.77"


def test_turning_from_an_external_name_gives_an_address(cluster: Cluster) -> None:
    _create(cluster, type="ExternalName", externalName="www.google.com", ports=[])
    after = _patch(cluster, type="ClusterIP", externalName=None, ports=[{"port": 80}])
    assert after.spec.cluster_ip.startswith("10.233.")
    assert after.spec.ip_families == ("IPv4",)


def test_a_replaced_service_keeps_what_its_author_left_out(cluster: Cluster) -> None:
    before = _create(cluster, **_NODE_PORT)
    body = service("web", type="NodePort", ports=[{"port": 81}])
    after = cluster.server.replace(SERVICE, "web", body).object
    assert after.spec.cluster_ip == before.spec.cluster_ip
    assert after.spec.ports[0].node_port == 30000


def test_an_address_cannot_be_changed(cluster: Cluster) -> None:
    _create(cluster)
    with pytest.raises(StatusError, match="may not change once set"):
        _patch(cluster, clusterIP="10.233.9.9")


def test_two_ports_of_a_changed_service_with_one_node_port_are_no_proper_refusal(cluster: Cluster) -> None:
    _create(cluster, **_NODE_PORT)
    ports = [{"name": "a", "port": 80, "nodePort": 30000}, {"name": "b", "port": 81, "nodePort": 30000}]
    with pytest.raises(StatusError) as caught:
        _patch(cluster, ports=ports)
    status = caught.value.status
    assert (status.message, status.reason, status.code) == ("duplicate nodePort: {TCP 30000}", "", 500)


def test_a_health_check_port_that_the_new_policy_cannot_have_is_refused(cluster: Cluster) -> None:
    _create(cluster, type="LoadBalancer", externalTrafficPolicy="Local", ports=[{"port": 80}])
    with pytest.raises(StatusError) as caught:
        _patch(cluster, externalTrafficPolicy="Cluster", healthCheckNodePort=30501)
    assert caught.value.status.message.endswith("and `externalTrafficPolicy` is 'Local'")
