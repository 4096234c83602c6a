"""What the codec says of bodies that do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import Fault, decode, decode_part, refusal
from tutor.api.kinds import CONFIG_MAP, DEPLOYMENT, POD, SERVICE, STATEFUL_SET, Kind
from tutor.api.meta import ObjectMeta


def template(container: Any) -> Any:
    return {"spec": {"template": {"spec": {"containers": [container]}}}}


MISFITS = [
    (SERVICE, {"spec": {"ports": [{"port": "80"}]}}, "string", "ServicePort.spec.ports.port", "int32"),
    (SERVICE, {"spec": {"ports": [{"port": 80.5}]}}, "number 80.5", "ServicePort.spec.ports.port", "int32"),
    (SERVICE, {"spec": {"ports": [{"port": 1 << 31}]}}, "number 2147483648", "ServicePort.spec.ports.port", "int32"),
    (SERVICE, {"spec": {"ports": {}}}, "object", "ServiceSpec.spec.ports", "[]v1.ServicePort"),
    (SERVICE, {"spec": {"ports": [80]}}, "number", "ServiceSpec.spec.ports", "v1.ServicePort"),
    (SERVICE, {"spec": []}, "array", "Service.spec", "v1.ServiceSpec"),
    (SERVICE, {"spec": {"type": 1}}, "number", "ServiceSpec.spec.type", "v1.ServiceType"),
    (SERVICE, {"spec": {"ipFamilies": "IPv4"}}, "string", "ServiceSpec.spec.ipFamilies", "[]v1.IPFamily"),
    (SERVICE, {"spec": {"selector": {"a": True}}}, "bool", "ServiceSpec.spec.selector", "string"),
    (SERVICE, {"spec": {"selector": "a"}}, "string", "ServiceSpec.spec.selector", "map[string]string"),
    (SERVICE, {"kind": 1}, "number", "Service.kind", "string"),
    (DEPLOYMENT, template({"env": ["A=b"]}), "string", "Container.spec.template.spec.containers.env", "v1.EnvVar"),
    (
        DEPLOYMENT,
        template({"livenessProbe": {"exec": {"command": "ls"}}}),
        "string",
        "ExecAction.spec.template.spec.containers.livenessProbe.ProbeHandler.exec.command",
        "[]string",
    ),
    (
        DEPLOYMENT,
        template({"volumeMounts": [{"mountPath": 1}]}),
        "number",
        "VolumeMount.spec.template.spec.containers.volumeMounts.mountPath",
        "string",
    ),
    (CONFIG_MAP, {"binaryData": {"a": 1}}, "number", "ConfigMap.binaryData", "[]uint8"),
    (
        STATEFUL_SET,
        {"spec": {"updateStrategy": {"rollingUpdate": {"partition": "1"}}}},
        "string",
        "RollingUpdateStatefulSetStrategy.spec.updateStrategy.rollingUpdate.partition",
        "int32",
    ),
]


@pytest.mark.parametrize(("kind", "body", "value", "place", "go"), MISFITS)
def test_a_misfit_is_told_with_go_s_struct_and_the_fields_on_the_way(
    kind: Kind, body: Any, value: str, place: str, go: str
) -> None:
    message = f"json: cannot unmarshal {value} into Go struct field {place} of type {go}"
    assert refusal(decode(kind, body).faults) == message


def test_the_first_type_fault_comes_before_all_unknown_fields() -> None:
    decoded = decode(SERVICE, {"spec": {"portz": [], "type": 1, "clusterIP": 2}})
    assert [fault.strict for fault in decoded.faults] == [True, False, False]
    assert refusal(decoded.faults) == (
        "json: cannot unmarshal number into Go struct field ServiceSpec.spec.type of type v1.ServiceType"
    )


def test_a_field_with_a_reader_of_its_own_stops_go_s_decoder() -> None:
    body = {"spec": {"clusterIP": 2, "ports": [{"targetPort": 8080.5}]}}
    assert refusal(decode(SERVICE, body).faults) == (
        "json: cannot unmarshal number 8080.5 into Go struct field ServicePort.spec.ports.targetPort of type int32"
    )


def test_unknown_fields_are_told_all_at_once() -> None:
    body = {"spec": {"ports": [{"port": 80, "targetport": 8080}], "selectors": {}}}
    assert refusal(decode(SERVICE, body).faults) == (
        'strict decoding error: unknown field "spec.ports[0].targetport", unknown field "spec.selectors"'
    )


def test_unknown_fields_of_subtrees_that_stay_json_are_told_too() -> None:
    body = template({"name": "a", "securityContext": {"runAsuser": 1}})
    assert refusal(decode(DEPLOYMENT, body).faults) == (
        'strict decoding error: unknown field "spec.template.spec.containers[0].securityContext.runAsuser"'
    )


def test_keys_that_stood_twice_are_strict_faults() -> None:
    decoded = decode(SERVICE, {"spec": {}}, duplicates=(("spec", "ports", 0, "port"),))
    message = 'duplicate field "spec.ports[0].port"'
    assert decoded.faults == (Fault(path=("spec", "ports", 0, "port"), message=message, strict=True),)


def test_null_is_the_same_as_nothing() -> None:
    body = {"metadata": None, "spec": {"ports": [None], "type": None, "selector": {"a": None}}}
    decoded = decode(SERVICE, body)
    assert decoded.faults == ()
    assert decoded.object.spec.ports[0].port == 0
    assert decoded.object.spec.selector == {"a": ""}


def test_a_body_that_is_no_map_gives_no_object() -> None:
    decoded = decode(SERVICE, [])
    assert decoded.object is None
    assert refusal(decoded.faults) == "json: cannot unmarshal array into Go value of type v1.Service"


def test_amounts_are_kept_in_the_server_s_spelling() -> None:
    body = template({"resources": {"limits": {"cpu": 0.5, "memory": "1024Mi"}}})
    limits = decode(DEPLOYMENT, body).object.spec.template.spec.containers[0].resources.limits
    assert limits == {"cpu": "500m", "memory": "1Gi"}


def test_an_unreadable_amount_is_told_without_its_place() -> None:
    body = template({"resources": {"limits": {"cpu": "many"}}})
    assert refusal(decode(DEPLOYMENT, body).faults) == (
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
    )


def test_an_unreadable_moment_is_told_in_the_words_of_go_s_time_package() -> None:
    body = {"metadata": {"creationTimestamp": "today"}}
    assert refusal(decode(SERVICE, body).faults) == (
        'parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"'
    )


def test_a_part_is_read_with_paths_of_its_own() -> None:
    assert refusal(decode_part(ObjectMeta, {"labels": {"a": 1}}).faults) == (
        "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string"
    )


def test_bytes_that_are_no_base64_are_told_with_their_place() -> None:
    body = {"binaryData": {"a": "ab\x80="}}
    assert refusal(decode(CONFIG_MAP, body).faults) == "illegal base64 data at input byte 2"


def test_a_pod_may_have_a_status_that_is_not_simulated() -> None:
    status = {
        "ephemeralContainerStatuses": [{"name": "a", "stopSignal": "SIGTERM"}],
        "resources": {},
        "resize": "Proposed",
    }
    assert decode(POD, {"status": status}).faults == ()


def test_empty_lists_and_maps_are_not_kept_and_empty_structs_are() -> None:
    container: Any = {"envFrom": [], "volumeMounts": [], "securityContext": {}, "lifecycle": {}}
    spec: Any = {"volumes": [], "overhead": {}, "affinity": {}, "containers": [container]}
    kept = decode(POD, {"spec": spec}).object.spec
    assert (kept.volumes, kept.overhead, kept.affinity) == (None, None, {})
    (one,) = kept.containers
    assert (one.env_from, one.volume_mounts, one.security_context, one.lifecycle) == (None, None, {}, {})


def test_ephemeral_containers_forget_empty_lists_too() -> None:
    debugger = {"name": "d", "args": [], "ports": [], "envFrom": [], "volumeDevices": [], "stdin": False}
    spec = {"containers": [{"name": "a"}], "ephemeralContainers": [debugger]}
    assert decode(POD, {"spec": spec}).object.spec.ephemeral_containers == [{"name": "d"}]
