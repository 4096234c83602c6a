"""What kubectl itself says of lists, whose items the server never sees together."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.kubectl.manifests import validation_fault

PORT = "io.k8s.api.core.v1.ServicePort"


def listed(*items: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "List", "items": list(items)}


def service(**spec: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": spec}


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (listed(), ""),
        (listed(service(ports=[{"port": 80, "targetPort": 8080}], selector={"a": 1})), ""),
        (listed({"apiVersion": "example.com/v1", "kind": "Widget", "spec": 3}), ""),
        ({"apiVersion": "v1", "kind": "List"}, "invalid object to validate"),
        ({"apiVersion": "v1", "kind": "List", "items": {}}, "invalid object to validate"),
        (listed({"kind": "Service"}), "apiVersion not set"),
        (listed({"apiVersion": 1, "kind": ["x"]}), "[apiVersion isn't string type, kind isn't string type]"),
        (listed(3), "invalid object to validate"),
        (
            listed(service(ports=[{"port": "80"}])),
            (
                f'ValidationError(Service.spec.ports[0].port): invalid type for {PORT}.port: got "string", '
                'expected "integer"'
            ),
        ),
        (
            listed(service(ports=[{"port": 80, "targetport": 1}])),
            f'ValidationError(Service.spec.ports[0]): unknown field "targetport" in {PORT}',
        ),
        (
            listed(service(ports=[{"name": "a"}])),
            f'ValidationError(Service.spec.ports[0]): missing required field "port" in {PORT}',
        ),
        (
            listed(service(ports=[None])),
            'ValidationError(Service.spec.ports): unknown object type "nil" in Service.spec.ports[0]',
        ),
        (
            listed(service(ports={"port": 80})),
            (
                "ValidationError(Service.spec.ports): invalid type for io.k8s.api.core.v1.ServiceSpec.ports: "
                'got "map", expected "array"'
            ),
        ),
        (
            listed(service(ports=["x"])),
            f'ValidationError(Service.spec.ports[0]): invalid type for {PORT}: got "string", expected "map"',
        ),
        (
            listed(service(selector=["a"])),
            (
                "ValidationError(Service.spec.selector): invalid type for io.k8s.api.core.v1.ServiceSpec.selector: "
                'got "array", expected "map"'
            ),
        ),
        (
            listed(service(publishNotReadyAddresses="yes")),
            (
                "ValidationError(Service.spec.publishNotReadyAddresses): invalid type for "
                'io.k8s.api.core.v1.ServiceSpec.publishNotReadyAddresses: got "string", expected "boolean"'
            ),
        ),
        (
            {"apiVersion": "v1", "kind": "ServiceList", "items": [{"metadata": {"nme": "a"}}], "extra": 1},
            (
                '[ValidationError(ServiceList): unknown field "extra" in io.k8s.api.core.v1.ServiceList, '
                'ValidationError(ServiceList.items[0].metadata): unknown field "nme" in '
                "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta]"
            ),
        ),
        (
            {"apiVersion": "apps/v1", "kind": "DeploymentList"},
            'ValidationError(DeploymentList): missing required field "items" in io.k8s.api.apps.v1.DeploymentList',
        ),
    ],
)
def test_a_list_is_checked_against_the_published_schema(value: Any, fault: str) -> None:
    assert validation_fault(value) == fault
