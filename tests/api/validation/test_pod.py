"""Rules of pods and pod templates that recorded answers do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.validation import validate_create, validate_update, warnings


def pod(container: Any, **spec: Any) -> Pod:
    meta = {"name": "a", "namespace": "default", "resourceVersion": "1"}
    body = {"metadata": meta, "spec": {"containers": [{"name": "a", "image": "i", **container}], **spec}}
    obj: Pod = default(decode(POD, body).object)
    return obj


HANDLER = {"tcpSocket": {"port": 80}}


@pytest.mark.parametrize(
    ("container", "spec", "messages"),
    [
        ({"livenessProbe": {}}, {}, ["spec.containers[0].livenessProbe: Required value: must specify a handler type"]),
        (
            {"livenessProbe": {**HANDLER, "exec": {"command": ["ls"]}}},
            {},
            ["spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
        ),
        (
            {"livenessProbe": {**HANDLER, "successThreshold": 2}},
            {},
            ["spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"],
        ),
        (
            {"readinessProbe": {"httpGet": {"port": 0, "scheme": "http"}}},
            {},
            [
                ("spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: "
                "must be between 1 and 65535, inclusive"),
                ('spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "http": '
                'supported values: "HTTP", "HTTPS"'),
            ],
        ),
        (
            {"volumeMounts": [{"name": "v", "mountPath": "/a"}]},
            {},
            ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
        ),
        (
            {"resources": {"limits": {"cpu": "1"}, "requests": {"cpu": "2"}}},
            {},
            ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
        ),
        (
            {},
            {"dnsPolicy": "None"},
            ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"],
        ),
        (
            {"ports": [{"containerPort": 80, "hostPort": 81}]},
            {"hostNetwork": True},
            [("spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when "
             "`hostNetwork` is true")],
        ),
        (
            {"image": " i"},
            {},
            ['spec.containers[0].image: Invalid value: " i": must not have leading or trailing whitespace'],
        ),
        (
            {},
            {"tolerations": [{"operator": "Equal"}]},
            [('spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, '
             'which means "match all values and all keys"')],
        ),
        ({}, {"initContainers": [{"name": "a", "image": "i"}]}, ['spec.initContainers[0].name: Duplicate value: "a"']),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_in_upstream_s_words(container: Any, spec: Any, messages: list[str]) -> None:
    assert [fault.message for fault in validate_create(pod(container, **spec))] == messages


def test_an_image_may_change() -> None:
    assert validate_update(pod({"image": "j"}), pod({})) == ()


def test_a_refused_update_shows_the_difference_as_the_server_prints_it() -> None:
    new, old = (pod({"ports": [{"containerPort": number}]}) for number in (8081, 8080))
    (fault,) = validate_update(new, old)
    assert fault.message == (
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
        "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
        "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"
        "@@ -12,7 +12,7 @@\n"
        "     {\n"
        '      "Name": "",\n'
        '      "HostPort": 0,\n'
        '-     "ContainerPort": 8080,\n'
        '+     "ContainerPort": 8081,\n'
        '      "Protocol": "TCP",\n'
        '      "HostIP": ""\n'
        "     }\n"
    )


def test_containers_may_not_come_or_go() -> None:
    more = pod({}, containers=[{"name": name, "image": "i"} for name in "ab"])
    (fault,) = validate_update(more, pod({}))
    assert fault.message == "spec.containers: Forbidden: pod updates may not add or remove containers"


def test_the_server_warns_of_twin_ports_and_variables() -> None:
    twins = {"ports": [{"containerPort": 80}] * 2, "env": [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]}
    assert warnings(pod(twins)) == (
        'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
        "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
    )
