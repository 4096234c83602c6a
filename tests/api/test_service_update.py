"""What the server does to a Service's addresses before it allocates."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode, encode_part
from tutor.api.kinds import SERVICE
from tutor.api.service import Service
from tutor.api.service_update import (
    drop_type_dependent_fields,
    init_ip_families,
    normalize_cluster_ips,
    patch_allocated_values,
)


def service(**spec: Any) -> Service:
    obj: Service = decode(SERVICE, {"metadata": {"name": "web"}, "spec": {"type": "ClusterIP", **spec}}).object
    return obj


ADDRESS = {
    "clusterIP": "10.233.0.9",
    "clusterIPs": ["10.233.0.9"],
    "ipFamilies": ["IPv4"],
    "ipFamilyPolicy": "SingleStack",
}


def test_a_lone_cluster_ip_fills_the_list() -> None:
    assert normalize_cluster_ips(service(clusterIP="None")).spec.cluster_ips == ("None",)


def test_an_address_that_is_not_mentioned_is_kept() -> None:
    kept = patch_allocated_values(service(), service(**ADDRESS)).spec
    assert (kept.cluster_ip, kept.cluster_ips) == ("10.233.0.9", ("10.233.0.9",))


def test_a_port_of_the_same_name_keeps_its_node_port() -> None:
    old = service(type="NodePort", ports=[{"name": "a", "port": 80, "nodePort": 30080}])
    new = service(type="NodePort", ports=[{"name": "a", "port": 81}, {"name": "b", "port": 82}])
    assert [port.node_port for port in patch_allocated_values(new, old).spec.ports] == [30080, 0]


def test_a_service_that_becomes_a_name_lets_its_address_go() -> None:
    new = service(**{**ADDRESS, "type": "ExternalName", "externalName": "a.b"})
    assert encode_part(drop_type_dependent_fields(new, service(**ADDRESS)).spec) == {
        "type": "ExternalName",
        "externalName": "a.b",
    }


def test_a_service_that_leaves_the_outside_lets_node_ports_and_policy_go() -> None:
    ports = [{"port": 80, "targetPort": 80, "nodePort": 30080}]
    old = service(type="NodePort", ports=ports, externalTrafficPolicy="Cluster")
    new = service(type="ClusterIP", ports=ports, externalTrafficPolicy="Cluster")
    assert encode_part(drop_type_dependent_fields(new, old).spec) == {
        "type": "ClusterIP",
        "ports": [{"port": 80, "targetPort": 80}],
    }


def test_node_ports_go_with_ports_that_are_left_out_or_new() -> None:
    ports = [{"name": "a", "port": 80, "nodePort": 30080}, {"name": "b", "port": 81, "nodePort": 30081}]
    new = service(ports=[ports[0], {"name": "c", "port": 82}])
    kept = drop_type_dependent_fields(
        new, service(type="LoadBalancer", allocateLoadBalancerNodePorts=False, ports=ports)
    )
    assert [port.node_port for port in kept.spec.ports] == [0, 0]


def test_a_node_port_that_is_new_stays_to_be_refused() -> None:
    old = service(type="NodePort", ports=[{"port": 80, "nodePort": 30080}])
    kept = drop_type_dependent_fields(service(ports=[{"port": 80, "nodePort": 30081}]), old)
    assert [port.node_port for port in kept.spec.ports] == [30081]


def test_another_family_alone_does_not_release_the_second() -> None:
    old = service(clusterIP="None", clusterIPs=["None"], ipFamilies=["IPv4", "IPv6"], ipFamilyPolicy="RequireDualStack")
    new = service(clusterIP="None", clusterIPs=["None"], ipFamilies=["IPv6"], ipFamilyPolicy="RequireDualStack")
    detail = "must be 'SingleStack' to release the secondary IP family"
    assert [fault.detail for fault in init_ip_families(new, old)[1]] == [detail]


def test_a_new_service_gets_the_cluster_s_family() -> None:
    spec = init_ip_families(service())[0].spec
    assert (spec.ip_family_policy, spec.ip_families) == ("SingleStack", ("IPv4",))


def test_a_headless_service_without_selector_may_have_both_families() -> None:
    spec = init_ip_families(service(clusterIP="None", clusterIPs=["None"]))[0].spec
    assert (spec.ip_family_policy, spec.ip_families) == ("RequireDualStack", ("IPv4", "IPv6"))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            {"ipFamilies": ["IPv6"]},
            'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
        ),
        (
            {"ipFamilyPolicy": "RequireDualStack"},
            (
                'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": '
                "this cluster is not configured for dual-stack services"
            ),
        ),
        (
            {"clusterIP": "fd00::1", "clusterIPs": ["fd00::1"]},
            'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
        ),
    ],
)
def test_a_family_that_the_cluster_has_not_is_refused(spec: Any, message: str) -> None:
    assert [fault.message for fault in init_ip_families(service(**spec))[1]] == [message]
