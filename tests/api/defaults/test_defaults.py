"""What the server fills in where recorded answers do not show it."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode, encode_part
from tutor.api.defaults import default
from tutor.api.defaults.containers import pull_policy
from tutor.api.kinds import CONFIG_MAP, DAEMON_SET, NAMESPACE, POD, STATEFUL_SET, Kind


def filled(kind: Kind, body: Any) -> Any:
    return default(decode(kind, body).object)


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1.27", "IfNotPresent"),
        ("localhost:5000/nginx", "Always"),
        ("localhost:5000/nginx:1", "IfNotPresent"),
        (f"nginx@sha256:{'0' * 64}", "IfNotPresent"),
        ("Nginx!", "IfNotPresent"),
    ],
)
def test_the_pull_policy_follows_the_tag(image: str, policy: str) -> None:
    assert pull_policy(image) == policy


def test_a_probe_gets_its_numbers() -> None:
    container = {"name": "a", "readinessProbe": {"httpGet": {"port": 80}}}
    probe = filled(POD, {"spec": {"containers": [container]}}).spec.containers[0].readiness_probe
    assert encode_part(probe) == {
        "httpGet": {"path": "/", "port": 80, "scheme": "HTTP"},
        "timeoutSeconds": 1,
        "periodSeconds": 10,
        "successThreshold": 1,
        "failureThreshold": 3,
    }


def test_a_limit_is_a_request_too() -> None:
    body = {"spec": {"containers": [{"name": "a", "resources": {"limits": {"cpu": "1"}}}]}}
    assert filled(POD, body).spec.containers[0].resources.requests == {"cpu": "1"}


def test_ports_of_the_host_s_network_are_host_ports() -> None:
    body = {"spec": {"hostNetwork": True, "containers": [{"name": "a", "ports": [{"containerPort": 80}]}]}}
    assert filled(POD, body).spec.containers[0].ports[0].host_port == 80


def test_a_namespace_carries_its_name_as_a_label() -> None:
    space = filled(NAMESPACE, {"metadata": {"name": "a"}})
    assert space.metadata.labels == {"kubernetes.io/metadata.name": "a"}
    assert (space.spec.finalizers, space.status.phase) == (("kubernetes",), "Active")


def test_sets_get_their_update_strategies() -> None:
    stateful, daemon = (encode_part(filled(kind, {}).spec.update_strategy) for kind in (STATEFUL_SET, DAEMON_SET))
    assert stateful == {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}
    assert daemon == {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0}}


def test_a_kind_without_defaults_stays_as_it_is() -> None:
    obj = decode(CONFIG_MAP, {"data": {"a": "b"}}).object
    assert default(obj) is obj


def test_volumes_get_modes_types_and_token_times() -> None:
    token = {"serviceAccountToken": {"path": "t"}}
    volumes = [
        {"name": "a"},
        {"name": "b", "hostPath": {"path": "/"}},
        {"name": "c", "projected": {"sources": [token]}},
    ]
    assert filled(POD, {"spec": {"volumes": volumes}}).spec.volumes == [
        {"name": "a", "emptyDir": {}},
        {"name": "b", "hostPath": {"path": "/", "type": ""}},
        {
            "name": "c",
            "projected": {
                "defaultMode": 420,
                "sources": [{"serviceAccountToken": {"expirationSeconds": 3600, "path": "t"}}],
            },
        },
    ]


def test_resources_are_rounded_up_to_thousandths() -> None:
    body = {"spec": {"containers": [{"name": "a", "resources": {"limits": {"cpu": "0.0001", "memory": "1.5Ki"}}}]}}
    assert filled(POD, body).spec.containers[0].resources.limits == {"cpu": "1m", "memory": "1536"}


def test_a_strategy_that_a_stateful_set_names_gets_no_settings() -> None:
    named = filled(STATEFUL_SET, {"spec": {"updateStrategy": {"type": "RollingUpdate"}}})
    unnamed = filled(STATEFUL_SET, {"spec": {"updateStrategy": {"rollingUpdate": {"maxUnavailable": 2}}}})
    assert encode_part(named.spec.update_strategy) == {"type": "RollingUpdate"}
    assert encode_part(unnamed.spec.update_strategy) == {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}
