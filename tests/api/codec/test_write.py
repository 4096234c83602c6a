"""What encode writes and leaves out."""

from __future__ import annotations

from tutor.api.codec import encode, encode_part
from tutor.api.container import Container
from tutor.api.discovery import EndpointSlice
from tutor.api.meta import ObjectMeta
from tutor.api.service import Service, ServicePort, ServiceSpec


def test_empty_fields_stay_out_unless_go_keeps_them() -> None:
    service = Service(metadata=ObjectMeta(name="web"), spec=ServiceSpec(ports=(ServicePort(port=80),)))
    assert encode(service) == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web"},
        "spec": {"ports": [{"port": 80, "targetPort": 0}]},
        "status": {"loadBalancer": {}},
    }


def test_a_pointer_to_an_empty_value_is_written() -> None:
    spec = ServiceSpec(traffic_distribution="", allocate_load_balancer_node_ports=False)
    assert encode_part(spec) == {"allocateLoadBalancerNodePorts": False, "trafficDistribution": ""}


def test_an_empty_list_that_go_keeps_is_null() -> None:
    assert encode_part(EndpointSlice(address_type="IPv4"))["endpoints"] is None


def test_a_subtree_that_stays_json_is_written_as_it_is() -> None:
    container = Container(name="a", security_context={"privileged": True})
    assert encode_part(container) == {"name": "a", "resources": {}, "securityContext": {"privileged": True}}


def test_maps_are_written_in_the_order_of_their_keys() -> None:
    assert list(encode_part({"b": "1", "a": "2"})) == ["a", "b"]
