"""Connections: who answers, who refuses, who is silent, and which field decided it."""

from __future__ import annotations

import pytest

from tests.cluster.network.replay import exit_code
from tests.cluster.network.world import World
from tests.cluster.network.worlds import PODS, service
from tutor.cluster.network.trace import Delivered, Hop, Ref, Refused, TimedOut, Trace

NODE_PORT = service(ports="[{port: 80, targetPort: 8080, nodePort: 30000}]", more="type: NodePort")


def server(trace: Trace) -> str:
    assert isinstance(trace.outcome, Delivered), trace.outcome
    return trace.outcome.pod.name if trace.outcome.pod else trace.outcome.address


def client(trace: Trace) -> str:
    assert isinstance(trace.outcome, Delivered), trace.outcome
    return trace.outcome.client.rpartition(":")[0]


def decided(trace: Trace) -> tuple[str, Ref | None, tuple[str | int, ...] | None]:
    last: Hop = trace.hops[-1]
    return last.reason.id, last.object, last.field


def test_ipvs_gives_connections_to_each_pod_in_turn() -> None:
    world = World(PODS + service())
    assert [server(world.connect("pod:client", "10.233.7.7")) for _ in range(4)] == ["web-b", "web-a", "web-b", "web-a"]


def test_every_node_counts_its_own_turns() -> None:
    world = World(PODS + service())
    first = server(world.connect("node:kube-node1", "10.233.7.7"))
    assert server(world.connect("node:kube-node2", "10.233.7.7")) == first


def test_a_snapshot_of_the_memory_brings_the_same_choice_back() -> None:
    world = World(PODS + service(), mode="iptables")
    before = world.memory
    first = [server(world.connect("pod:client", "10.233.7.7")) for _ in range(16)]
    world.memory = before
    assert [server(world.connect("pod:client", "10.233.7.7")) for _ in range(16)] == first
    assert set(first) == {"web-a", "web-b"}


def test_myweb_answers_six_lines() -> None:
    world = World(PODS + service())
    outcome = world.connect("pod:client", "http://web/").outcome
    assert isinstance(outcome, Delivered)
    assert outcome.response is not None
    assert outcome.response.body == (
        "Message: Hello World!\nHostname: web-b\nPlatform: linux\nUptime: 31060\nIP: 10.233.103.2\nDNS: 169.254.25.10\n"
    )


def test_a_container_port_opens_nothing() -> None:
    world = World(PODS + service(ports="[{port: 80, targetPort: 80}]"))
    trace = world.connect("pod:client", "10.233.7.7")
    assert isinstance(trace.outcome, Refused)
    web = Ref(kind="Service", namespace="default", name="web")
    assert decided(trace) == ("process-none", web, ("spec", "ports", 0, "targetPort"))
    assert trace.hops[-1].reason.params["listening"] == "8080/TCP"


def test_a_named_port_that_no_pod_has_leaves_the_service_without_endpoints() -> None:
    world = World(PODS + service(ports="[{port: 80, targetPort: web}]"))
    trace = world.connect("pod:client", "10.233.7.7")
    assert isinstance(trace.outcome, Refused)
    assert decided(trace)[0] == "service-port-name-unmatched"
    assert decided(trace)[2] == ("spec", "ports", 0, "targetPort")
    assert [one.reason.id for one in trace.left_out] == ["left-without-port", "left-without-port"]


def test_a_selector_that_fits_nothing_is_the_reason_of_the_refusal() -> None:
    trace = World(PODS + service(selector="shop")).connect("pod:client", "10.233.7.7")
    assert decided(trace)[0] == "service-selects-nothing"
    assert decided(trace)[2] == ("spec", "selector")


def test_pods_that_are_not_ready_are_left_out_by_name() -> None:
    probe = "readinessProbe: {tcpSocket: {port: 9}}"
    manifest = PODS.replace("image: c1t1d0s7/myweb,", f"image: c1t1d0s7/myweb, {probe},")
    trace = World(manifest + service()).connect("pod:client", "10.233.7.7")
    assert decided(trace)[0] == "service-none-ready"
    left = [(one.pod.name, one.reason.id) for one in trace.left_out if one.pod]
    assert left == [("web-a", "left-not-ready"), ("web-b", "left-not-ready")]


def test_publish_not_ready_addresses_counts_all_as_ready() -> None:
    probe = "readinessProbe: {tcpSocket: {port: 9}}"
    manifest = PODS.replace("image: c1t1d0s7/myweb,", f"image: c1t1d0s7/myweb, {probe},")
    world = World(manifest + service(more="publishNotReadyAddresses: true"))
    assert server(world.connect("pod:client", "10.233.7.7")) == "web-b"


@pytest.mark.parametrize(("mode", "code"), [("ipvs", 7), ("nftables", 7), ("iptables", 28)])
def test_a_port_that_the_service_does_not_have_depends_on_the_mode(mode: str, code: int) -> None:
    world = World(PODS + service(), mode=mode)
    assert exit_code(world.connect("pod:client", "10.233.7.7:8888").outcome) == code


@pytest.mark.parametrize("mode", ["ipvs", "nftables", "iptables"])
def test_a_service_address_that_nobody_has_is_silent_in_every_mode(mode: str) -> None:
    world = World(PODS + service(), mode=mode)
    assert exit_code(world.connect("pod:client", "10.233.9.9").outcome) == 28


@pytest.mark.parametrize(("mode", "code"), [("ipvs", 7), ("nftables", 7), ("iptables", 0)])
def test_only_iptables_answers_a_node_port_on_the_loopback(mode: str, code: int) -> None:
    world = World(PODS + NODE_PORT, mode=mode)
    assert exit_code(world.connect("node:kube-node3", "127.0.0.1:30000").outcome) == code


def test_from_outside_only_the_node_port_works() -> None:
    world = World(PODS + NODE_PORT)
    codes = [exit_code(world.connect("laptop", at).outcome) for at in ("10.233.7.7", "10.233.101.2:8080")]
    assert codes == [28, 28]
    trace = world.connect("laptop", "192.168.56.23:30000")
    assert (server(trace), client(trace)) == ("web-b", "192.168.56.23")


def test_a_node_port_reaches_endpoints_from_a_node_without_any() -> None:
    world = World(PODS + NODE_PORT)
    assert {server(world.connect("laptop", "192.168.56.11:30000")) for _ in range(2)} == {"web-a", "web-b"}


def test_external_policy_local_keeps_the_client_and_drops_elsewhere() -> None:
    local = NODE_PORT.replace("type: NodePort", "type: NodePort, externalTrafficPolicy: Local")
    world = World(PODS + local, mode="iptables")
    trace = world.connect("laptop", "192.168.56.21:30000")
    assert (server(trace), client(trace)) == ("web-a", "192.168.56.1")
    assert [one.reason.id for one in trace.left_out] == ["left-other-node"]
    dropped = world.connect("laptop", "192.168.56.23:30000")
    assert isinstance(dropped.outcome, TimedOut)
    assert decided(dropped)[2] == ("spec", "externalTrafficPolicy")


def test_external_policy_local_without_a_local_endpoint_refuses_in_ipvs_mode() -> None:
    local = NODE_PORT.replace("type: NodePort", "type: NodePort, externalTrafficPolicy: Local")
    trace = World(PODS + local).connect("laptop", "192.168.56.23:30000")
    assert decided(trace)[0] == "policy-external-local-none-refused"


def test_internal_policy_local_serves_only_clients_of_the_same_node() -> None:
    world = World(PODS + service(more="internalTrafficPolicy: Local"), mode="nftables")
    assert {server(world.connect("node:kube-node1", "10.233.7.7")) for _ in range(5)} == {"web-a"}
    assert exit_code(world.connect("pod:client", "10.233.7.7").outcome) == 28


def test_client_ip_affinity_keeps_the_backend_until_it_times_out() -> None:
    sticky = "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 30}}"
    world = World(PODS + service(more=sticky))
    assert {server(world.connect("pod:client", "10.233.7.7")) for _ in range(5)} == {"web-b"}
    world.now += 29
    assert server(world.connect("pod:client", "10.233.7.7")) == "web-b"
    world.now += 31
    assert server(world.connect("pod:client", "10.233.7.7")) == "web-a"


def test_a_pod_that_reaches_itself_through_its_service_sees_its_node() -> None:
    world = World(PODS + service(ports="[{port: 80, targetPort: http}]"))
    trace = world.connect("pod:web-a", "10.233.7.7")
    assert (server(trace), client(trace)) == ("web-a", "192.168.56.21")
    assert "nat-hairpin" in [hop.reason.id for hop in trace.hops]


def test_an_external_ip_needs_a_route_on_the_laptop() -> None:
    world = World(PODS + service(more="externalIPs: [192.168.56.240]"))
    before = world.connect("laptop", "192.168.56.240")
    assert decided(before)[0] == "route-not-routed"
    world.memory = world.memory.add_route("192.168.56.240/32", "192.168.56.22")
    assert client(world.connect("laptop", "192.168.56.240")) == "192.168.56.22"


def test_the_node_that_metallb_chose_announces_the_address() -> None:
    world = World(PODS + service(more="type: LoadBalancer"))
    trace = world.connect("laptop", "192.168.56.200")
    assert trace.hops[0].object == Ref(kind="Node", name="kube-node1")
    assert client(trace) == "192.168.56.21"


def test_nobody_announces_an_address_without_metallb_or_without_endpoints() -> None:
    for world in (
        World(PODS + service(more="type: LoadBalancer"), load_balancer="none"),
        World(PODS + service(selector="shop", more="type: LoadBalancer")),
    ):
        assert decided(world.connect("laptop", "192.168.56.200"))[0] == "route-not-announced"


def test_source_ranges_guard_the_load_balancer_address_alone() -> None:
    lb = service(more="type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8], externalIPs: [192.168.56.21]")
    world = World(PODS + lb)
    assert decided(world.connect("laptop", "192.168.56.200"))[0] == "policy-source-ranges"
    assert exit_code(world.connect("pod:client", "192.168.56.200").outcome) == 0
    assert exit_code(world.connect("laptop", "192.168.56.21").outcome) == 0


def test_the_health_check_port_counts_the_endpoints_of_its_node() -> None:
    more = "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 32000"
    world = World(PODS + service(more=more))
    found = [world.connect("laptop", f"192.168.56.2{n}:32000/healthz").outcome for n in (1, 3)]
    assert [one.response.status for one in found if isinstance(one, Delivered) and one.response] == [200, 503]


def test_the_service_proxy_name_label_takes_a_service_from_kube_proxy() -> None:
    manifest = service().replace("name: web}", "name: web, labels: {service.kubernetes.io/service-proxy-name: mine}}")
    assert decided(World(PODS + manifest).connect("pod:client", "10.233.7.7"))[0] == "service-not-proxied"


def test_endpoints_that_still_serve_while_terminating_answer_when_no_other_is_ready() -> None:
    manifest = (
        service(selector="")
        + """
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-1, labels: {kubernetes.io/service-name:
 web}}, addressType: IPv4, ports: [{port: 8080}], endpoints: [
 {addresses: [10.233.101.2], conditions: {ready: false, serving: true, terminating: true}},
 {addresses: [10.233.103.2], conditions: {ready: false, serving: false, terminating: true}}]}
"""
    )
    trace = World(PODS + manifest).connect("pod:client", "10.233.7.7")
    assert server(trace) == "web-a"
    assert [(one.address, one.reason.id) for one in trace.left_out] == [("10.233.103.2", "left-terminating")]


def test_a_service_without_selector_uses_the_slices_a_person_writes() -> None:
    world = World(PODS + service(selector=""))
    assert decided(world.connect("pod:client", "10.233.7.7"))[0] == "service-without-slices"
    world.add(
        "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-1, labels: "
        "{kubernetes.io/service-name: web}}, addressType: IPv4, ports: [{name: other, port: 80}], "
        "endpoints: [{addresses: [203.0.113.7]}]}"
    )
    assert decided(world.connect("pod:client", "10.233.7.7"))[0] == "service-slices-lack-port"
    world.change("Service", "web", ports=(world.get("Service", "web").spec.ports[0].__class__(name="other", port=80),))
    trace = world.connect("pod:client", "10.233.7.7")
    assert (server(trace), client(trace)) == ("203.0.113.7", "192.168.56.23")


def test_a_pod_on_the_hosts_network_holds_its_nodes_port() -> None:
    pod = PODS.replace("nodeName: kube-node2,", "nodeName: kube-node2, hostNetwork: true,")
    trace = World(pod).connect("laptop", "192.168.56.22:8080")
    assert (server(trace), client(trace)) == ("web-b", "192.168.56.1")


def test_a_host_port_leads_to_its_pod() -> None:
    pod = PODS.replace("name: http, containerPort: 8080", "name: http, containerPort: 8080, hostPort: 8000")
    assert server(World(pod).connect("laptop", "192.168.56.21:8000")) == "web-a"


def test_an_external_name_sends_the_short_name_as_host_and_meets_a_404() -> None:
    manifest = """
---
{apiVersion: v1, kind: Service, metadata: {name: ext}, spec: {type: ExternalName, externalName: www.google.com}}
"""
    trace = World(PODS + manifest).connect("pod:client", "http://ext/")
    assert isinstance(trace.outcome, Delivered)
    assert trace.outcome.response is not None
    assert trace.outcome.response.status == 404
    assert decided(trace)[0] == "process-outside-other-host"


@pytest.mark.parametrize(("mode", "code"), [("ipvs", 7), ("nftables", 7), ("iptables", 28)])
def test_a_cluster_ip_does_not_answer_a_ping(mode: str, code: int) -> None:
    world = World(PODS + service(), mode=mode)
    assert exit_code(world.connect("pod:client", "10.233.7.7", protocol="ICMP").outcome) == code
    assert exit_code(world.connect("pod:client", "10.233.101.2", protocol="ICMP").outcome) == 0


def test_only_the_protocol_of_the_port_is_forwarded() -> None:
    world = World(PODS + service())
    assert exit_code(world.connect("pod:client", "10.233.7.7", protocol="UDP").outcome) == 7
