"""Rules of Services that recorded answers do not reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import SERVICE
from tutor.api.service import LoadBalancerIngress, LoadBalancerStatus, Service, ServiceStatus
from tutor.api.validation import validate_create, validate_update, warnings
from tutor.api.validation.service import validate_service_status_update


def service(spec: Any, **metadata: Any) -> Service:
    """A Service as it is after defaults, with an address."""
    given = {"clusterIP": "10.233.0.9", "clusterIPs": ["10.233.0.9"], "ports": [{"port": 80}], **spec}
    if given.get("type") == "ExternalName":
        given = {name: value for name, value in given.items() if name not in ("clusterIP", "clusterIPs")}
    meta = {"name": "web", "namespace": "default", "resourceVersion": "1", **metadata}
    obj: Service = default(decode(SERVICE, {"metadata": meta, "spec": given}).object)
    return obj


@pytest.mark.parametrize(
    ("spec", "messages"),
    [
        (
            {"ports": [{"port": 80, "appProtocol": "a b"}]},
            [('spec.ports[0].appProtocol: Invalid value: "a b": name part must consist of alphanumeric characters, '
             "'-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  "
             "or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")],
        ),
        (
            {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 86401}}},
            [("spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: "
             "must be greater than 0 and less than 86400")],
        ),
        (
            {"trafficDistribution": "Near"},
            [('spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", '
             '"PreferSameNode", "PreferSameZone"')],
        ),
        (
            {"loadBalancerClass": "a/b"},
            ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
        ),
        (
            {"healthCheckNodePort": 31000},
            [("spec.healthCheckNodePort: Invalid value: 31000: may only be set when `type` is 'LoadBalancer' and "
             "`externalTrafficPolicy` is 'Local'")],
        ),
        (
            {"type": "LoadBalancer", "externalTrafficPolicy": "Local"},
            ["spec.healthCheckNodePort: Required value"],
        ),
        (
            {"clusterIPs": ["10.233.0.9", "10.233.0.10", "10.233.0.11"]},
            ['spec.clusterIPs: Invalid value: ["10.233.0.9","10.233.0.10","10.233.0.11"]: may only hold up to 2 values',
             ('spec.clusterIPs: Invalid value: ["10.233.0.9","10.233.0.10","10.233.0.11"]: '
             "may specify no more than one IP for each IP family")],
        ),
        (
            {"ipFamilies": ["IPv6"]},
            ['spec.clusterIPs[0]: Invalid value: "10.233.0.9": expected an IPv6 value as indicated by `ipFamilies[0]`'],
        ),
        (
            {"externalIPs": ["224.0.0.1"]},
            [('spec.externalIPs[0]: Invalid value: "224.0.0.1": may not be in the link-local multicast range '
             "(224.0.0.0/24, ff02::/10)")],
        ),
        (
            {"type": "ExternalName", "externalName": "a.b.", "ipFamilyPolicy": "SingleStack"},
            ["spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services"],
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_in_upstream_s_words(spec: Any, messages: list[str]) -> None:
    assert [fault.message for fault in validate_create(service(spec))] == messages


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ({}, {"ports": [{"port": 81}]}, []),
        (
            {},
            {"clusterIP": "10.233.0.7", "clusterIPs": ["10.233.0.7"]},
            ['spec.clusterIPs[0]: Invalid value: ["10.233.0.7"]: may not change once set'],
        ),
        (
            {},
            {"clusterIP": "", "clusterIPs": []},
            ["spec.clusterIPs[0]: Invalid value: []: primary clusterIP can not be unset"],
        ),
        (
            {"type": "LoadBalancer", "loadBalancerClass": "a/b"},
            {"type": "LoadBalancer", "loadBalancerClass": "a/c"},
            ['spec.loadBalancerClass: Invalid value: "a/c": may not change once set'],
        ),
    ],
)
def test_an_update_keeps_what_may_not_change(old: Any, new: Any, messages: list[str]) -> None:
    assert [fault.message for fault in validate_update(service(new), service(old))] == messages


def test_only_load_balancers_have_an_ingress() -> None:
    status = ServiceStatus(load_balancer=LoadBalancerStatus(ingress=(LoadBalancerIngress(ip="1.2.3.4"),)))
    old = service({})
    faults = validate_service_status_update(replace(old, status=status), old)
    assert [fault.message for fault in faults] == [
        "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"
    ]


@pytest.mark.parametrize(
    ("spec", "messages"),
    [
        ({}, ()),
        (
            {"externalIPs": ["1.2.3.4"]},
            ("spec.externalIPs is deprecated and may no longer be implemented in some clusters",),
        ),
        (
            {"clusterIP": "None", "clusterIPs": ["None"], "sessionAffinity": "ClientIP"},
            ("spec.SessionAffinity is ignored for headless services",),
        ),
        (
            {"loadBalancerIP": "1.2.3.04"},
            ('spec.loadBalancerIP: non-standard IP address "1.2.3.04" is invalid: use "1.2.3.4"',),
        ),
        ({"externalName": "a"}, ('spec.externalName is ignored when spec.type is not "ExternalName"',)),
        (
            {"trafficDistribution": "PreferClose"},
            ('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',),
        ),
    ],
)  # fmt: skip
def test_the_server_warns_of_what_is_ignored_or_old(spec: Any, messages: tuple[str, ...]) -> None:
    assert warnings(service(spec)) == messages
