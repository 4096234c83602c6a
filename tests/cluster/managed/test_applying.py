"""Server-side apply: who manages which field, and what happens when two want the same."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.kinds import DEPLOYMENT, REPLICA_SET, SERVICE
from tutor.api.service import Service
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.cluster.requests import WriteOptions

PORT = 'k:{"port":80,"protocol":"TCP"}'


def service(*ports: dict[str, Any], **meta: Any) -> dict[str, Any]:
    spec = {"ports": list(ports), "selector": {"app": "web"}}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", **meta}, "spec": spec}


def apply(cluster: Cluster, manager: str, body: Any, *, force: bool = False) -> Service:
    written = cluster.server.patch(
        SERVICE, "web", body, patch_type="apply", options=WriteOptions(field_manager=manager, force=force)
    )
    found: Service = written.object
    return found


def refused(cluster: Cluster, manager: str, body: Any) -> dict[str, Any]:
    with pytest.raises(StatusError) as caught:
        apply(cluster, manager, body)
    return caught.value.status.encode()


def managers(obj: Any) -> dict[str, Any]:
    return {f"{row['manager']} {row['operation']}": row["fieldsV1"] for row in obj.metadata.managed_fields}


def test_a_creator_manages_what_it_wrote_and_what_was_defaulted(cluster: Cluster) -> None:
    made = cluster.server.create(
        SERVICE, service({"port": 80}), options=WriteOptions(field_manager="kubectl-create")
    ).object
    assert made.metadata.managed_fields == [
        {
            "manager": "kubectl-create",
            "operation": "Update",
            "apiVersion": "v1",
            "time": "2026-01-01T09:00:00Z",
            "fieldsType": "FieldsV1",
            "fieldsV1": {
                "f:spec": {
                    "f:internalTrafficPolicy": {},
                    "f:ports": {".": {}, PORT: {".": {}, "f:port": {}, "f:protocol": {}, "f:targetPort": {}}},
                    "f:selector": {},
                    "f:sessionAffinity": {},
                    "f:type": {},
                }
            },
        }
    ]


def test_structs_that_are_always_there_have_no_manager_of_their_own(cluster: Cluster) -> None:
    template = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    body = {
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {"name": "r"},
        "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": template},
    }
    made = cluster.server.create(REPLICA_SET, body, options=WriteOptions(field_manager="me")).object
    fields = managers(made)["me Update"]["f:spec"]
    assert sorted(fields) == ["f:replicas", "f:selector", "f:template"]
    assert fields["f:template"]["f:metadata"] == {"f:labels": {".": {}, "f:a": {}}}
    assert list(fields["f:template"]["f:spec"]["f:containers"]) == ['k:{"name":"c"}']


def test_an_applier_manages_what_its_configuration_says_and_no_defaults(cluster: Cluster) -> None:
    made = apply(cluster, "me", service({"port": 80, "targetPort": 8080}))
    assert managers(made) == {
        "me Apply": {
            "f:spec": {"f:ports": {PORT: {".": {}, "f:port": {}, "f:targetPort": {}}}, "f:selector": {}},
        }
    }


def test_one_conflict_stands_in_one_line_and_as_a_cause(cluster: Cluster) -> None:
    apply(cluster, "me", service({"port": 80, "targetPort": 8080}))
    field = '.spec.ports[port=80,protocol="TCP"].targetPort'
    assert refused(cluster, "you", service({"port": 80, "targetPort": 9090})) == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": f'Apply failed with 1 conflict: conflict with "me": {field}',
        "reason": "Conflict",
        "details": {"causes": [{"reason": "FieldManagerConflict", "message": 'conflict with "me"', "field": field}]},
        "code": 409,
    }


def test_several_conflicts_are_listed_by_manager(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, service({"port": 80}), options=WriteOptions(field_manager="kubectl-create"))
    cluster.server.patch(
        SERVICE, "web", {"metadata": {"labels": {"a": "b"}}}, options=WriteOptions(field_manager="kubectl-label")
    )
    body = service({"port": 80, "targetPort": 1}, labels={"a": "c"})
    body["spec"]["selector"] = {"app": "shop"}
    assert refused(cluster, "me", body)["message"] == (
        'Apply failed with 3 conflicts: conflicts with "kubectl-create" using v1:\n'
        "- .spec.selector\n"
        '- .spec.ports[port=80,protocol="TCP"].targetPort\n'
        'conflicts with "kubectl-label" using v1:\n'
        "- .metadata.labels.a"
    )


def test_force_takes_the_field_and_equal_values_are_shared(cluster: Cluster) -> None:
    apply(cluster, "me", service({"port": 80, "targetPort": 8080}))
    taken = apply(cluster, "you", service({"port": 80, "targetPort": 9090}), force=True)
    assert managers(taken)["me Apply"]["f:spec"] == {
        "f:ports": {PORT: {".": {}, "f:port": {}}},
        "f:selector": {},
    }
    shared = apply(cluster, "third", service({"port": 80, "targetPort": 9090}))
    assert sorted(managers(shared)) == ["me Apply", "third Apply", "you Apply"]


def test_what_its_only_applier_drops_goes_and_what_another_manages_stays(cluster: Cluster) -> None:
    both = ({"port": 80, "name": "a"}, {"port": 81, "name": "b"})
    apply(cluster, "me", service(*both, labels={"a": "1", "b": "2"}))
    apply(cluster, "you", {**service(labels={"b": "2"}), "spec": {}})
    left = apply(cluster, "me", service({"port": 80}))
    assert [(port.name, port.port) for port in left.spec.ports] == [("", 80)]
    assert left.metadata.labels == {"b": "2"}


def test_applying_the_same_again_writes_nothing(cluster: Cluster) -> None:
    first = apply(cluster, "me", service({"port": 80}))
    cluster.advance(5)
    assert apply(cluster, "me", service({"port": 80})) == first


def test_an_object_without_managers_belongs_to_who_was_before(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, service({"port": 80}))
    message = refused(cluster, "me", service({"port": 80, "targetPort": 1}))["message"]
    assert message == (
        'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: '
        '.spec.ports[port=80,protocol="TCP"].targetPort'
    )


def test_a_scaler_manages_the_replicas_through_its_subresource(cluster: Cluster) -> None:
    template = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    spec = {"replicas": 2, "selector": {"matchLabels": {"a": "b"}}, "template": template}
    body = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"}, "spec": spec}
    cluster.server.patch(DEPLOYMENT, "d", body, patch_type="apply", options=WriteOptions(field_manager="me"))
    scale = {"spec": {"replicas": 3}}
    cluster.server.patch(
        DEPLOYMENT, "d", scale, patch_type="merge", subresource="scale", options=WriteOptions(field_manager="kubectl")
    )
    with pytest.raises(StatusError) as caught:
        cluster.server.patch(DEPLOYMENT, "d", body, patch_type="apply", options=WriteOptions(field_manager="me"))
    assert caught.value.status.message == (
        'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas'
    )


@pytest.mark.parametrize(
    ("ports", "words"),
    [
        ([{"port": 80, "nope": 1}], '.spec.ports[port=80,protocol="TCP"].nope: field not declared in schema'),
        (
            [{"port": 80, "name": "a"}, {"port": 80, "name": "b"}],
            '.spec.ports: duplicate entries for key [port=80,protocol="TCP"]',
        ),
        (
            [{"name": "a"}],
            (
                ".spec.ports: element 0: associative list with keys has an element that omits key field "
                '"port" (and doesn\'t have default value)'
            ),
        ),
    ],
)
def test_a_configuration_must_have_the_form_of_its_kind(cluster: Cluster, ports: Any, words: str) -> None:
    answer = refused(cluster, "me", service(*ports))
    about = "failed to create typed patch object (/web; /v1, Kind=Service)"
    assert (answer["code"], answer["message"]) == (500, f"{about}: {words}")


def test_an_apply_needs_a_field_manager(cluster: Cluster) -> None:
    assert refused(cluster, "", service({"port": 80}))["message"] == (
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch'
    )


def test_everything_that_does_not_fit_its_kind_is_said_at_once(cluster: Cluster) -> None:
    body = service({"port": "80"})
    body["spec"]["selector"] = "web"
    message = refused(cluster, "a", body)["message"]
    assert "errors:\n  .spec.ports" in message
    assert "port: expected numeric (int or float), got string\n" in message
    assert message.endswith(".spec.selector: expected map, got &{web}")
