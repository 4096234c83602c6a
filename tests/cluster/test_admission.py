"""What admission and storage refuse of new objects."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.kinds import NAMESPACE, POD, SERVICE
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster


def refused(cluster: Cluster, spec: Any) -> str:
    with pytest.raises(StatusError) as caught:
        cluster.server.create(POD, {"metadata": {"name": "a"}, "spec": spec})
    return caught.value.status.message


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"priorityClassName": "foo"}, "no PriorityClass with name foo was found"),
        (
            {"priority": 5},
            (
                "the integer value of priority (5) must not be provided in pod spec; "
                "priority admission controller computed 0 from the given PriorityClass name"
            ),
        ),
        ({"runtimeClassName": "foo"}, 'pod rejected: RuntimeClass "foo" not found'),
    ],
)
def test_admission_refuses_a_pod_before_its_rules_are_asked(cluster: Cluster, spec: Any, words: str) -> None:
    assert refused(cluster, spec) == f'pods "a" is forbidden: {words}'


def test_the_system_s_own_class_gives_its_priority(cluster: Cluster) -> None:
    spec = {"priorityClassName": "system-node-critical", "containers": [{"name": "a", "image": "i"}]}
    made = cluster.server.create(POD, {"metadata": {"name": "a"}, "spec": spec}).object
    assert made.spec.priority == 2_000_001_000


def test_nothing_new_has_a_resource_version(cluster: Cluster) -> None:
    body = {"metadata": {"name": "a", "resourceVersion": "5"}, "spec": {"ports": [{"port": 80}]}}
    with pytest.raises(StatusError) as caught:
        cluster.server.create(SERVICE, body)
    assert caught.value.status.message == "resourceVersion should not be set on objects to be created"
    assert cluster.server.create(SERVICE, {**body, "metadata": {"name": "a", "resourceVersion": "x"}}).object


def test_what_has_no_namespace_loses_the_one_it_names(cluster: Cluster) -> None:
    made = cluster.server.create(NAMESPACE, {"metadata": {"name": "a", "namespace": "b"}}).object
    assert (made.metadata.name, made.metadata.namespace) == ("a", "")
