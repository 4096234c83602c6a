"""The rows of kinds and how people name them."""

from __future__ import annotations

import pytest

from tutor.api.kinds import (
    DEPLOYMENT,
    ENDPOINT_SLICE,
    REPLICA_SET,
    SERVICE,
    UNSIMULATED,
    Kind,
    by_gvk,
    by_resource,
    kind_of,
)
from tutor.api.service import Service


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("svc", SERVICE),
        ("Services", SERVICE),
        ("service", SERVICE),
        ("services.v1.", SERVICE),
        ("rs", REPLICA_SET),
        ("replicasets.apps", REPLICA_SET),
        ("rs.v1.apps", REPLICA_SET),
        ("endpointslices.discovery.k8s.io", ENDPOINT_SLICE),
        ("rs.batch", None),
        ("ingress", None),
    ],
)
def test_a_word_of_the_command_line_finds_its_kind(word: str, kind: Kind | None) -> None:
    assert by_resource(word) is kind


def test_a_manifest_names_its_kind_letter_for_letter() -> None:
    assert by_gvk("apps/v1", "Deployment") is DEPLOYMENT
    assert by_gvk("v1", "Deployment") is None
    assert by_gvk("v1", "service") is None


def test_an_object_knows_its_kind() -> None:
    assert kind_of(Service()) is SERVICE


def test_messages_name_resources_with_their_group() -> None:
    assert (SERVICE.resource, REPLICA_SET.resource) == ("services", "replicasets.apps")
    assert (SERVICE.qualified, REPLICA_SET.qualified) == ("Service", "ReplicaSet.apps")


def test_kinds_that_are_not_simulated_are_known_by_name() -> None:
    assert UNSIMULATED["networking.k8s.io/v1", "Ingress"] == "ingresses"
