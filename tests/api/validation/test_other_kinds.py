"""Rules of the kinds that learners meet less often."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import DAEMON_SET, ENDPOINT_SLICE, ENDPOINTS, NODE, SERVICE, STATEFUL_SET, Kind
from tutor.api.validation import validate_create, warnings

META = {"name": "a", "namespace": "default"}
TEMPLATE = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "a", "image": "i"}]}}


def made(kind: Kind, body: Any, **meta: Any) -> Any:
    return default(decode(kind, {"metadata": {**META, **meta}, **body}).object)


def said(obj: Any) -> list[str]:
    return [fault.message for fault in validate_create(obj)]


def stateful(**spec: Any) -> Any:
    return made(STATEFUL_SET, {"spec": {"selector": {"matchLabels": {"a": "b"}}, "template": TEMPLATE, **spec}})


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            {"updateStrategy": {"type": "OnDelete", "rollingUpdate": {"partition": 1}}},
            (
                'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: '
                "only allowed for updateStrategy 'RollingUpdate'"
            ),
        ),
        (
            {"updateStrategy": {"rollingUpdate": {"partition": -1}}},
            "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0",
        ),
        (
            {"persistentVolumeClaimRetentionPolicy": {"whenScaled": "Keep"}},
            (
                'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Keep": '
                'supported values: "Retain", "Delete"'
            ),
        ),
        ({"serviceName": "a.b"}, 'spec.serviceName: Invalid value: "a.b": must not contain dots'),
        (
            {"ordinals": {"start": -1}},
            "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0",
        ),
    ],
)
def test_a_stateful_set_obeys_its_rules(spec: Any, message: str) -> None:
    assert said(stateful(**spec)) == [message]


def test_containers_of_a_stateful_set_may_mount_its_claims() -> None:
    container = {"name": "a", "image": "i", "volumeMounts": [{"name": "data", "mountPath": "/d"}]}
    template = {**TEMPLATE, "spec": {"containers": [container]}}
    assert said(stateful(template=template, volumeClaimTemplates=[{"metadata": {"name": "data"}}])) == []


def test_a_daemon_set_without_selector_fits_nothing() -> None:
    assert said(made(DAEMON_SET, {"spec": {"template": TEMPLATE}})) == [
        'spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`'
    ]


def test_hints_of_an_endpoint_name_different_zones() -> None:
    endpoint = {"addresses": ["10.0.0.1"], "hints": {"forZones": [{"name": "z"}, {"name": "z"}]}}
    obj = made(ENDPOINT_SLICE, {"addressType": "IPv4", "endpoints": [endpoint]})
    assert said(obj) == ['endpoints[0].hints.forZones[1].name: Duplicate value: "z"']


def test_slices_of_names_and_addresses_spelt_oddly_are_warned_of() -> None:
    names = made(ENDPOINT_SLICE, {"addressType": "FQDN", "endpoints": [{"addresses": ["a.example"]}]})
    odd = made(ENDPOINT_SLICE, {"addressType": "IPv6", "endpoints": [{"addresses": ["2001:DB8::1"]}]})
    old = made(ENDPOINTS, {"subsets": [{"notReadyAddresses": [{"ip": "2001:DB8::1"}]}]})
    words = 'IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")'
    assert (warnings(names), warnings(odd), warnings(old)) == (
        ("spec.addressType: FQDN endpoints are deprecated",),
        (f"endpoints[0].addresses[0]: {words}",),
        (f"subsets[0].notReadyAddresses[0].ip: {words}",),
    )


def test_ranges_of_clients_are_warned_of_when_spelt_oddly() -> None:
    spec = {"type": "LoadBalancer", "ports": [{"port": 80}], "loadBalancerSourceRanges": ["2001:DB8::/32"]}
    assert warnings(made(SERVICE, {"spec": spec})) == (
        (
            'spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format '
            '("2001:db8::/32")'
        ),
    )


def test_two_taints_differ_in_key_or_effect() -> None:
    taint = {"key": "a", "effect": "NoSchedule"}
    assert said(made(NODE, {"spec": {"taints": [taint, taint]}}, namespace="")) == [
        (
            'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}: '
            "taints must be unique by key and effect pair"
        )
    ]


def test_owners_are_named_by_kind_and_only_one_controls() -> None:
    owners = [
        {"apiVersion": "v1", "kind": "Pod", "name": name, "uid": "1", "controller": True} for name in ("one", "two")
    ]
    found = said(made(SERVICE, {"spec": {"clusterIP": "None", "clusterIPs": ["None"]}}, ownerReferences=owners))
    assert found[0].endswith('Found "true" in references for Pod/one and Pod/two')
