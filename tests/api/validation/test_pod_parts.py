"""What the server says of a pod's volumes, environment, security, hooks and wishes about its place."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.validation import validate_create, warnings

SUBDOMAIN = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
    "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    r"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)


def pod(container: Any, **spec: Any) -> Pod:
    meta = {"name": "a", "namespace": "default"}
    body = {"metadata": meta, "spec": {"containers": [{"name": "a", "image": "i", **container}], **spec}}
    obj: Pod = default(decode(POD, body).object)
    return obj


def said(obj: Pod) -> list[str]:
    return [fault.message for fault in validate_create(obj)]


@pytest.mark.parametrize(
    ("volume", "messages"),
    [
        (
            {"emptyDir": {}, "hostPath": {"path": "/a"}},
            ["spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"],
        ),
        ({"configMap": {}}, ["spec.volumes[0].configMap.name: Required value"]),
        (
            {"secret": {"defaultMode": 9999}},
            [
                "spec.volumes[0].secret.secretName: Required value",
                (
                    "spec.volumes[0].secret.defaultMode: Invalid value: 9999: "
                    "must be a number between 0 and 0777 (octal), both inclusive"
                ),
            ],
        ),
        ({"hostPath": {}}, ["spec.volumes[0].hostPath.path: Required value"]),
        (
            {"hostPath": {"path": "/a/../b"}},
            ["spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'"],
        ),
        ({"persistentVolumeClaim": {}}, ["spec.volumes[0].persistentVolumeClaim.claimName: Required value"]),
        (
            {"nfs": {"server": "s", "path": "a"}},
            ['spec.volumes[0].nfs.path: Invalid value: "a": must be an absolute path'],
        ),
        (
            {"configMap": {"name": "x", "items": [{"key": "a", "path": "..b"}]}},
            ["spec.volumes[0].configMap.items[0].path: Invalid value: \"..b\": must not start with '..'"],
        ),
        (
            {"emptyDir": {"sizeLimit": "-1"}},
            ["spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity"],
        ),
        (
            {"downwardAPI": {"items": [{"path": "a"}]}},
            ["spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required"],
        ),
        (
            {"projected": {"sources": [{"secret": {}, "configMap": {"name": "a"}}]}},
            [
                "spec.volumes[0].projected.sources[0].secret.name: Required value",
                ("spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source"),
            ],
        ),
    ],
)
def test_a_volume_has_one_source_that_is_complete(volume: Any, messages: list[str]) -> None:
    assert said(pod({}, volumes=[{"name": "v", **volume}])) == messages


def test_a_mount_of_a_refused_volume_finds_nothing() -> None:
    found = said(pod({"volumeMounts": [{"name": "v", "mountPath": "/a"}]}, volumes=[{"name": "v", "secret": {}}]))
    assert found[1] == 'spec.containers[0].volumeMounts[0].name: Not found: "v"'


def test_a_sub_path_stays_inside_and_upstream_forgets_which_mount_it_was() -> None:
    found = said(pod({"volumeMounts": [{"name": "v", "mountPath": "/a", "subPath": "/b"}]}, volumes=[{"name": "v"}]))
    assert found == ['spec.containers[0].volumeMounts.subPath: Invalid value: "/b": must be a relative path']


@pytest.mark.parametrize(
    ("variable", "message"),
    [
        (
            {"valueFrom": {}},
            (
                'valueFrom: Invalid value: "": must specify one of: '
                "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
            ),
        ),
        (
            {"value": "x", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
            'valueFrom: Invalid value: "": may not be specified when `value` is not empty',
        ),
        (
            {"valueFrom": {"fieldRef": {"fieldPath": "spec.foo"}}},
            (
                'valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": '
                "error converting fieldPath: field label not supported: spec.foo"
            ),
        ),
        (
            {"valueFrom": {"fieldRef": {"fieldPath": "status.phase"}}},
            (
                'valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", '
                '"metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", '
                '"status.hostIPs", "status.podIP", "status.podIPs"'
            ),
        ),
        ({"valueFrom": {"secretKeyRef": {"name": "x"}}}, "valueFrom.secretKeyRef.key: Required value"),
        (
            {"valueFrom": {"configMapKeyRef": {"key": "a"}}},
            f'valueFrom.configMapKeyRef.name: Invalid value: "": {SUBDOMAIN}',
        ),
        (
            {"valueFrom": {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "3"}}},
            (
                'valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": '
                "only divisor's values 1m and 1 are supported with the cpu resource"
            ),
        ),
    ],
)
def test_a_variable_comes_from_one_known_place(variable: Any, message: str) -> None:
    assert said(pod({"env": [{"name": "A", **variable}]})) == [f"spec.containers[0].env[0].{message}"]


def test_many_variables_come_from_one_map_or_secret_each() -> None:
    sources = [{}, {"configMapRef": {}}, {"configMapRef": {"name": "a"}, "secretRef": {"name": "b"}}]
    assert said(pod({"envFrom": sources})) == [
        'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
        "spec.containers[0].envFrom[1].configMapRef.name: Required value",
        'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
    ]


@pytest.mark.parametrize(
    ("container", "spec", "message"),
    [
        (
            {"lifecycle": {"preStop": {}}},
            {},
            "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type",
        ),
        (
            {"lifecycle": {"preStop": {"sleep": {"seconds": 31}}}},
            {},
            ("spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: "
            "must be non-negative and less than terminationGracePeriodSeconds (30)"),
        ),
        (
            {"securityContext": {"runAsUser": -5}},
            {},
            ("spec.containers[0].securityContext.runAsUser: Invalid value: -5: "
            "must be between 0 and 2147483647, inclusive"),
        ),
        (
            {},
            {"securityContext": {"seccompProfile": {"type": "Foo"}}},
            ('spec.securityContext.seccompProfile.type: Unsupported value: "Foo": '
            'supported values: "Localhost", "RuntimeDefault", "Unconfined"'),
        ),
        (
            {},
            {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {}}}},
            ("spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: "
            "Required value: must have at least one node selector term"),
        ),
        (
            {},
            {"topologySpreadConstraints": [{"topologyKey": "a", "whenUnsatisfiable": "DoNotSchedule"}]},
            "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
        ),
        ({}, {"ephemeralContainers": [{"name": "x", "image": "i"}]},
         "spec.ephemeralContainers: Forbidden: cannot be set on create"),
        ({"restartPolicyRules": [{"action": "Restart", "exitCodes": {"operator": "In"}}]}, {},
         ("spec.containers[0].restartPolicy: Required value: "
         "must specify restartPolicy when restart rules are used")),
    ],
)  # fmt: skip
def test_hooks_security_and_places_are_checked(container: Any, spec: Any, message: str) -> None:
    assert said(pod(container, **spec)) == [message]


@pytest.mark.parametrize(
    ("container", "spec", "message"),
    [
        (
            {"ports": [{"containerPort": 80, "hostIP": "1.2.3.4"}]},
            {},
            (
                "spec.containers[0].ports[0]: hostIP set without hostPort: "
                "{Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:1.2.3.4}"
            ),
        ),
        (
            {},
            {"terminationGracePeriodSeconds": -1},
            "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1",
        ),
        (
            {},
            {"nodeSelector": {"beta.kubernetes.io/os": "linux"}},
            'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
        ),
        ({}, {"imagePullSecrets": [{}]}, 'spec.imagePullSecrets[0].name: invalid empty name ""'),
        (
            {},
            {"topologySpreadConstraints": [{"topologyKey": "a"}]},
            "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod",
        ),
    ],
)
def test_odd_pods_are_warned_of_when_they_are_new(container: Any, spec: Any, message: str) -> None:
    obj = pod(container, **spec)
    assert (warnings(obj), warnings(obj, obj)) == ((message,), ())
