"""Endpoints and EndpointSlices follow Services and pods."""

from __future__ import annotations

from typing import Any

from tests.cluster.bodies import container, pod, service, workload
from tutor.api.codec import encode
from tutor.api.discovery import Endpoint, EndpointPort, Endpoints, EndpointSlice
from tutor.api.kinds import ENDPOINT_SLICE, ENDPOINTS, POD, REPLICA_SET, SERVICE
from tutor.api.meta import ObjectMeta
from tutor.cluster.cluster import Cluster
from tutor.cluster.controllers import slices
from tutor.values import replace


def _endpoints(cluster: Cluster, name: str = "web") -> Endpoints:
    found: Endpoints = cluster.server.get(ENDPOINTS, name)
    return found


def _slices(cluster: Cluster) -> list[EndpointSlice]:
    return list(cluster.server.list(ENDPOINT_SLICE, namespace="default"))


def _web(cluster: Cluster, replicas: int = 2, **spec: Any) -> None:
    cluster.server.create(REPLICA_SET, workload("web", replicas))
    cluster.server.create(SERVICE, service("web", **spec))
    cluster.settle()


def test_endpoints_carry_the_service_s_labels_and_who_manages_them(cluster: Cluster) -> None:
    body = service("web")
    body["metadata"]["labels"] = {"team": "x"}
    cluster.server.create(SERVICE, body)
    cluster.settle()
    meta = _endpoints(cluster).metadata
    assert meta.labels == {"team": "x", "endpoints.kubernetes.io/managed-by": "endpoint-controller"}
    assert meta.annotations == {"endpoints.kubernetes.io/last-change-trigger-time": "2026-01-01T09:00:00Z"}


def test_a_slice_names_its_service_its_manager_and_its_owner(cluster: Cluster) -> None:
    _web(cluster)
    (found,) = _slices(cluster)
    owner = found.metadata.owner_references[0]
    assert found.metadata.name.startswith("web-")
    assert found.metadata.labels == {
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": "web",
    }
    assert (owner.kind, owner.name, owner.controller, owner.block_owner_deletion) == ("Service", "web", True, True)
    assert encode(found)["ports"] == [{"name": "", "port": 8080, "protocol": "TCP"}]


def test_the_slice_controller_looks_again_at_what_others_wrote_and_not_at_its_own_writes(cluster: Cluster) -> None:
    def waiting() -> bool:
        return any(action.controller == "endpointslice" for action in cluster.snapshot().clock.pending)

    cluster.server.create(SERVICE, service("web"))
    cluster.advance(0.1)
    (found,) = _slices(cluster)
    after_its_own = waiting()
    cluster.server.delete(ENDPOINT_SLICE, found.metadata.name)
    after_another = waiting()
    cluster.settle()
    assert (after_its_own, after_another, len(_slices(cluster))) == (False, True, 1)


def test_a_headless_service_says_so_on_both(cluster: Cluster) -> None:
    _web(cluster, clusterIP="None")
    assert _endpoints(cluster).metadata.labels["service.kubernetes.io/headless"] == ""
    assert _slices(cluster)[0].metadata.labels["service.kubernetes.io/headless"] == ""


def test_a_service_that_selects_nobody_keeps_an_empty_slice(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, service("web"))
    cluster.settle()
    (found,) = _slices(cluster)
    assert (found.endpoints, found.ports, _endpoints(cluster).subsets) == ((), (), ())


def test_a_port_name_that_no_pod_has_leaves_addresses_without_ports(cluster: Cluster) -> None:
    _web(cluster, ports=[{"port": 80, "targetPort": "http"}])
    (found,) = _slices(cluster)
    assert (len(found.endpoints), found.ports, _endpoints(cluster).subsets) == (2, (), ())


def test_one_name_for_two_numbers_makes_two_slices_and_two_subsets(cluster: Cluster) -> None:
    for name, number in (("a", 8080), ("b", 9090)):
        body = pod(name, {"app": "web"})
        body["spec"]["containers"] = [container(ports=[{"name": "http", "containerPort": number}])]
        cluster.server.create(POD, body)
    cluster.server.create(SERVICE, service("web", ports=[{"port": 80, "targetPort": "http"}]))
    cluster.settle()
    assert sorted(one.ports[0].port or 0 for one in _slices(cluster) if one.ports) == [8080, 9090]
    assert [subset.ports[0].port for subset in _endpoints(cluster).subsets] == [8080, 9090]


def test_a_leaving_pod_is_serving_and_terminating_in_the_slice_and_out_of_the_endpoints(cluster: Cluster) -> None:
    _web(cluster, replicas=1)
    pod_name = cluster.server.list(POD, namespace="default")[0].metadata.name
    cluster.server.patch(REPLICA_SET, "web", {"spec": {"replicas": 0}})
    cluster.advance(0.3)
    conditions = _slices(cluster)[0].endpoints[0].conditions
    assert (conditions.ready, conditions.serving, conditions.terminating) == (False, True, True)
    assert _endpoints(cluster).subsets == ()
    assert pod_name


def test_unready_addresses_are_published_when_asked_for(cluster: Cluster) -> None:
    probe = {"tcpSocket": {"port": 9}, "periodSeconds": 1, "failureThreshold": 1}
    body = pod("a", {"app": "web"})
    body["spec"]["containers"] = [container("c1t1d0s7/myweb", readinessProbe=probe)]
    cluster.server.create(POD, body)
    cluster.server.create(SERVICE, service("web", publishNotReadyAddresses=True))
    cluster.settle()
    assert len(_endpoints(cluster).subsets[0].addresses) == 1
    assert _slices(cluster)[0].endpoints[0].conditions.ready is True
    cluster.server.patch(SERVICE, "web", {"spec": {"publishNotReadyAddresses": False}})
    cluster.settle()
    assert len(_endpoints(cluster).subsets[0].not_ready_addresses) == 1


def test_a_hostname_is_told_where_the_subdomain_is_the_service(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("a", {"app": "web"}, hostname="one", subdomain="web"))
    cluster.server.create(SERVICE, service("web", clusterIP="None"))
    cluster.settle()
    assert _endpoints(cluster).subsets[0].addresses[0].hostname == "one"
    assert _slices(cluster)[0].endpoints[0].hostname == "one"


def test_a_relabelled_pod_leaves_one_service_for_another(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("a", {"app": "web"}))
    for name in ("web", "api"):
        cluster.server.create(SERVICE, service(name))
    cluster.settle()
    cluster.server.patch(POD, "a", {"metadata": {"labels": {"app": "api"}}})
    cluster.settle()
    assert _endpoints(cluster, "web").subsets == ()
    assert len(_endpoints(cluster, "api").subsets[0].addresses) == 1


def test_a_slice_holds_a_hundred_endpoints(cluster: Cluster) -> None:
    _web(cluster, replicas=130)
    assert sorted(len(one.endpoints) for one in _slices(cluster)) == [30, 100]


def test_a_removed_slice_is_made_again(cluster: Cluster) -> None:
    _web(cluster)
    cluster.server.delete(ENDPOINT_SLICE, _slices(cluster)[0].metadata.name)
    cluster.settle()
    assert [len(one.endpoints) for one in _slices(cluster)] == [2]


def test_hand_made_endpoints_are_mirrored_and_follow_changes(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, {"metadata": {"name": "db"}, "spec": {"ports": [{"port": 3306}]}})
    subset = {"addresses": [{"ip": "192.168.56.50"}, {"ip": "192.168.56.51"}], "ports": [{"port": 3306}]}
    cluster.server.create(ENDPOINTS, {"metadata": {"name": "db"}, "subsets": [subset]})
    cluster.settle()
    (found,) = _slices(cluster)
    assert encode(found)["endpoints"] == [
        {"addresses": ["192.168.56.50"], "conditions": {"ready": True}},
        {"addresses": ["192.168.56.51"], "conditions": {"ready": True}},
    ]
    assert found.metadata.labels["endpointslice.kubernetes.io/managed-by"] == (
        "endpointslicemirroring-controller.k8s.io"
    )
    subset["addresses"] = [{"ip": "192.168.56.52"}]
    cluster.server.patch(ENDPOINTS, "db", {"subsets": [subset]}, patch_type="merge")
    cluster.settle()
    assert [one.addresses for one in _slices(cluster)[0].endpoints] == [("192.168.56.52",)]


def test_ports_stand_in_the_order_of_their_hashes_as_the_server_packs_them(cluster: Cluster) -> None:
    ports = [
        {"name": "port-http", "port": 80, "targetPort": 8080},
        {"name": "port-https", "port": 443, "targetPort": 8443},
    ]
    _web(cluster, ports=ports)
    assert [port.name for port in _endpoints(cluster).subsets[0].ports] == ["port-https", "port-http"]


def test_mirrored_endpoints_fill_one_slice_of_up_to_a_thousand(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, {"metadata": {"name": "hand"}, "spec": {"ports": [{"port": 80}]}})
    addresses = [{"ip": f"192.0.{number // 250}.{number % 250 + 1}"} for number in range(1010)]
    subset = {"addresses": addresses, "ports": [{"port": 80}]}
    cluster.server.create(ENDPOINTS, {"metadata": {"name": "hand"}, "subsets": [subset]})
    cluster.advance(1)
    assert [len(one.endpoints) for one in cluster.server.list(ENDPOINT_SLICE, namespace="default")] == [1000]
    skipped = (
        "A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 10 addresses were skipped"
    )
    assert [(one.reason, one.message) for one in cluster.events("default")] == [("TooManyAddressesToMirror", skipped)]


def test_what_is_left_of_many_new_endpoints_goes_where_there_is_room(cluster: Cluster) -> None:
    template = EndpointSlice(metadata=ObjectMeta(name="t", namespace="default"), address_type="IPv4")
    ports = (EndpointPort(name="", protocol="TCP", port=80),)
    known = tuple(Endpoint(addresses=(f"10.0.1.{number}",)) for number in range(30))
    present = replace(template, metadata=ObjectMeta(name="old", namespace="default"), ports=ports, endpoints=known)
    fresh = tuple(Endpoint(addresses=(f"10.0.2.{number}",)) for number in range(150))
    made = slices.plan({ports: known + fresh}, (present,), template, placeholder=True)
    assert [len(one.endpoints) for one in made.create] == [100]
    assert [(one.metadata.name, len(one.endpoints)) for one in made.update] == [("old", 80)]
