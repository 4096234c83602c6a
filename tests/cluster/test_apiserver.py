"""The server's verbs: create, replace, patch, delete, list, and what each refuses."""

from __future__ import annotations

import pytest

from tests.cluster.bodies import pod, service, workload
from tutor.api.kinds import CONFIG_MAP, DEPLOYMENT, NAMESPACE, POD, REPLICA_SET, SERVICE, Kind
from tutor.api.selectors import parse_field_selector, parse_label_selector
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.cluster.requests import WriteOptions


def _refusal(cluster: Cluster, kind: Kind, body: object, **options: object) -> tuple[int, str]:
    with pytest.raises(StatusError) as caught:
        cluster.server.create(kind, body, **options)  # type: ignore[arg-type]
    return caught.value.status.code, caught.value.status.message


def test_a_created_object_gets_what_the_server_gives(cluster: Cluster) -> None:
    stored = cluster.server.create(SERVICE, service("web")).object
    assert stored.metadata.namespace == "default"
    assert stored.metadata.creation_timestamp == "2026-01-01T09:00:00Z"
    assert stored.metadata.resource_version == str(cluster.store.revision)
    assert stored.spec.type == "ClusterIP"
    assert stored.spec.cluster_ip.startswith("10.233.")


def test_a_second_object_of_the_same_name_is_refused(cluster: Cluster) -> None:
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "a"}})
    assert _refusal(cluster, CONFIG_MAP, {"metadata": {"name": "a"}}) == (409, 'configmaps "a" already exists')


def test_a_missing_object_is_not_found(cluster: Cluster) -> None:
    with pytest.raises(StatusError) as caught:
        cluster.server.get(SERVICE, "nope")
    assert caught.value.status.message == 'services "nope" not found'


def test_a_body_may_not_contradict_the_namespace_of_its_request(cluster: Cluster) -> None:
    body = service("web")
    body["metadata"]["namespace"] = "kube-system"
    words = "the namespace of the provided object does not match the namespace sent on the request"
    assert _refusal(cluster, SERVICE, body) == (400, words)


def test_nothing_is_created_in_a_namespace_that_does_not_exist(cluster: Cluster) -> None:
    assert _refusal(cluster, SERVICE, service("web"), namespace="nope") == (404, 'namespaces "nope" not found')


def test_nothing_is_created_in_a_namespace_that_is_leaving(cluster: Cluster) -> None:
    cluster.server.create(NAMESPACE, {"metadata": {"name": "team-a"}})
    cluster.server.delete(NAMESPACE, "team-a")
    code, message = _refusal(cluster, SERVICE, service("web"), namespace="team-a")
    assert code == 403
    assert message == (
        'services "web" is forbidden: unable to create new content in namespace team-a because it is being terminated'
    )


def test_an_unknown_field_is_refused_or_warned_of(cluster: Cluster) -> None:
    body = service("web", sessionAfinity="ClientIP")
    opening = 'Service in version "v1" cannot be handled as a Service: strict decoding error: '
    assert _refusal(cluster, SERVICE, body) == (400, f'{opening}unknown field "spec.sessionAfinity"')
    assert cluster.server.create(SERVICE, body, options=WriteOptions(field_validation="Warn")).warnings == (
        'unknown field "spec.sessionAfinity"',
    )


def test_a_dry_run_stores_nothing(cluster: Cluster) -> None:
    revision = cluster.store.revision
    tried = cluster.server.create(SERVICE, service("web"), options=WriteOptions(dry_run=True)).object
    assert tried.spec.cluster_ip == "10.233.0.0"
    assert cluster.store.revision == revision


def test_a_name_is_made_from_generate_name(cluster: Cluster) -> None:
    stored = cluster.server.create(CONFIG_MAP, {"metadata": {"generateName": "map-"}}).object
    assert stored.metadata.name.startswith("map-")
    assert len(stored.metadata.name) == len("map-") + 5


def test_a_write_that_rests_on_an_older_state_conflicts(cluster: Cluster) -> None:
    body = {"metadata": {"name": "a", "resourceVersion": "1"}}
    cluster.server.create(CONFIG_MAP, {"metadata": {"name": "a"}})
    with pytest.raises(StatusError) as caught:
        cluster.server.replace(CONFIG_MAP, "a", body)
    assert caught.value.status.message == (
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; '
        "please apply your changes to the latest version and try again"
    )


def test_a_changed_spec_counts_the_generation_up_and_nothing_else_does(cluster: Cluster) -> None:
    cluster.server.create(REPLICA_SET, workload("web", 1))
    labelled = cluster.server.patch(REPLICA_SET, "web", {"metadata": {"labels": {"a": "b"}}}).object
    assert labelled.metadata.generation == 1
    scaled = cluster.server.patch(REPLICA_SET, "web", {"spec": {"replicas": 2}}).object
    assert scaled.metadata.generation == 2


def test_a_kind_without_generations_keeps_the_one_that_its_manifest_brings(cluster: Cluster) -> None:
    body = service("web")
    body["metadata"]["generation"] = 7
    assert cluster.server.create(SERVICE, body).object.metadata.generation == 7
    body["metadata"] = {"name": "other", "generation": -1}
    refused = 'Service "other" is invalid: metadata.generation: Invalid value: -1: must be greater than or equal to 0'
    assert _refusal(cluster, SERVICE, body) == (422, refused)


def test_an_update_that_changes_nothing_is_no_write(cluster: Cluster) -> None:
    stored = cluster.server.create(SERVICE, service("web")).object
    again = cluster.server.patch(SERVICE, "web", {"spec": {"sessionAffinity": "None"}}).object
    assert again.metadata.resource_version == stored.metadata.resource_version


def test_the_status_subresource_changes_the_status_alone(cluster: Cluster) -> None:
    cluster.server.create(SERVICE, service("web", type="LoadBalancer"))
    patch = {
        "spec": {"type": "ClusterIP"},
        "status": {"loadBalancer": {"ingress": [{"ip": "1.2.3.4", "ipMode": "VIP"}]}},
    }
    stored = cluster.server.patch(SERVICE, "web", patch, patch_type="merge", subresource="status").object
    assert stored.spec.type == "LoadBalancer"
    assert stored.status.load_balancer.ingress[0].ip == "1.2.3.4"


def test_the_scale_subresource_changes_the_replicas_alone(cluster: Cluster) -> None:
    cluster.server.create(DEPLOYMENT, workload("web", 1))
    stored = cluster.server.patch(DEPLOYMENT, "web", {"spec": {"replicas": 4}}, subresource="scale").object
    assert stored.spec.replicas == 4


def test_lists_take_label_and_field_selectors(cluster: Cluster) -> None:
    cluster.server.create(POD, pod("a", {"app": "web"}))
    cluster.server.create(POD, pod("b", {"app": "api"}))
    by_label = cluster.server.list(POD, namespace="default", labels=parse_label_selector("app=web"))
    by_field = cluster.server.list(POD, namespace="default", fields=parse_field_selector("metadata.name!=a"))
    assert [one.metadata.name for one in by_label] == ["a"]
    assert [one.metadata.name for one in by_field] == ["b"]


def test_a_field_that_cannot_be_selected_is_refused(cluster: Cluster) -> None:
    with pytest.raises(StatusError, match=r"field label not supported: spec\.nope"):
        cluster.server.list(POD, fields=parse_field_selector("spec.nope=1"))


def test_namespaces_of_the_system_may_not_be_deleted(cluster: Cluster) -> None:
    with pytest.raises(StatusError) as caught:
        cluster.server.delete(NAMESPACE, "default")
    assert caught.value.status.message == 'namespaces "default" is forbidden: this namespace may not be deleted'
