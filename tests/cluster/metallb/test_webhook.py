"""What the server, its schema and MetalLB's webhook refuse of pools and advertisements."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.kinds import IP_ADDRESS_POOL, L2_ADVERTISEMENT, SERVICE, Kind
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings

POOLS = 'admission webhook "ipaddresspoolvalidationwebhook.metallb.io" denied the request: '
ADVERTISEMENTS = 'admission webhook "l2advertisementvalidationwebhook.metallb.io" denied the request: '


@pytest.fixture(scope="module")
def world() -> Cluster:
    return Cluster.start(Settings(load_balancer="metallb"))


def refusal(cluster: Cluster, kind: Kind, spec: Any, namespace: str = "metallb-system") -> tuple[int, str]:
    body = {"apiVersion": kind.api_version, "kind": kind.kind, "metadata": {"name": "x"}, "spec": spec}
    with pytest.raises(StatusError) as caught:
        cluster.server.create(kind, body, namespace=namespace)
    return caught.value.status.code, caught.value.status.message


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({}, "spec.addresses: Required value"),
        ("x", 'spec: Invalid value: "string": spec in body must be of type object: "string"'),
        (
            {"addresses": "10.0.0.0/24"},
            'spec.addresses: Invalid value: "string": spec.addresses in body must be of type array: "string"',
        ),
        (
            {"addresses": ["10.0.0.0/24"], "autoAssign": "yes"},
            'spec.autoAssign: Invalid value: "string": spec.autoAssign in body must be of type boolean: "string"',
        ),
        (
            {"addresses": ["10.0.0.0/24"], "serviceAllocation": {"priority": 1.5}},
            (
                'spec.serviceAllocation.priority: Invalid value: "number": '
                'spec.serviceAllocation.priority in body must be of type integer: "number"'
            ),
        ),
    ],
)
def test_the_schema_words_what_has_the_wrong_form(world: Cluster, spec: Any, words: str) -> None:
    assert refusal(world, IP_ADDRESS_POOL, spec) == (422, f'IPAddressPool.metallb.io "x" is invalid: {words}')


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"addresses": []}, "parsing address pool x: pool has no prefixes defined"),
        (
            {"addresses": ["10.0.0.0"]},
            'parsing address pool x: invalid CIDR "10.0.0.0" in pool "x": invalid CIDR "10.0.0.0"',
        ),
        (
            {"addresses": ["192.168.56.220/32"]},
            'CIDR "192.168.56.220/32" in pool "x" overlaps with already defined CIDR "192.168.56.220/32"',
        ),
        (
            {"addresses": ["10.0.0.0/24", "10.0.0.8/32"]},
            'CIDR "10.0.0.8/32" in pool "x" overlaps with already defined CIDR "10.0.0.0/24"',
        ),
        (
            {"addresses": ["10.0.0.0/24"], "serviceAllocation": {"namespaces": ["a", "a"]}},
            "parsing address pool x: duplicate definition in namespaces field",
        ),
    ],
)
def test_the_webhook_refuses_pools_that_make_no_sense(world: Cluster, spec: Any, words: str) -> None:
    assert refusal(world, IP_ADDRESS_POOL, spec) == (403, POOLS + words)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"ipAddressPools": ["a", "b", "a"]}, 'duplicate definition of ipAddressPools "a"'),
        (
            {"nodeSelectors": [{"matchLabels": {"a": "b"}}, {"matchLabels": {"a": "b"}}]},
            'duplicate definition of nodeSelectors {map["a":"b"] []}',
        ),
        (
            {"nodeSelectors": [{"matchExpressions": [{"key": "a", "operator": "Foo"}]}]},
            (
                '"Foo" is not a valid label selector operator\ninvalid label selector {map[] [{a Foo []}]}\n'
                "failed to parse node selector for x"
            ),
        ),
    ],
)
def test_the_webhook_refuses_advertisements_that_make_no_sense(world: Cluster, spec: Any, words: str) -> None:
    assert refusal(world, L2_ADVERTISEMENT, spec) == (403, ADVERTISEMENTS + words)


def test_pools_live_in_the_namespace_of_metallb(world: Cluster) -> None:
    answer = refusal(world, IP_ADDRESS_POOL, {"addresses": ["10.0.0.0/24"]}, "default")
    assert answer == (403, POOLS + "resource must be created in metallb-system namespace")


def test_without_its_controller_the_webhook_cannot_be_called(world: Cluster) -> None:
    before = world.snapshot()
    deployments = next(kind for kind in world.server.kinds if kind.kind == "Deployment")
    world.server.delete(deployments, "controller", namespace="metallb-system")
    world.advance(5)
    answer = refusal(world, IP_ADDRESS_POOL, {"addresses": ["10.0.0.0/24"]})
    world.restore(before)
    words = (
        'Internal error occurred: failed calling webhook "ipaddresspoolvalidationwebhook.metallb.io": failed to call '
        'webhook: Post "https://metallb-webhook-service.metallb-system.svc:443/validate-metallb-io-v1beta1-'
        'ipaddresspool?timeout=10s": no endpoints available for service "metallb-webhook-service"'
    )
    assert answer == (500, words)


def test_a_cluster_without_metallb_does_not_serve_its_kinds() -> None:
    cluster = Cluster.start()
    assert refusal(cluster, IP_ADDRESS_POOL, {}) == (404, "the server could not find the requested resource")
    assert cluster.server.serves(SERVICE)
    assert not cluster.server.serves(IP_ADDRESS_POOL)


def test_custom_kinds_know_no_strategic_patches(world: Cluster) -> None:
    with pytest.raises(StatusError) as caught:
        world.server.patch(IP_ADDRESS_POOL, "first-pool", {}, namespace="metallb-system")
    assert caught.value.status.message == (
        "the body of the request was in an unknown format - accepted media types include: "
        "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
    )
